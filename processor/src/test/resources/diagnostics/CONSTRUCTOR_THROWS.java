import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Throwing {
  @Dense(units = 1) Layer out;

  /*!CONSTRUCTOR_THROWS*/Throwing() throws java.io.IOException, IllegalStateException, java.io.IOError {}
}

// expect: [CONSTRUCTOR_THROWS] The constructor of Throwing declares the checked exception java.io.IOException, but the constructor of ThrowingNetwork declares none: catch it in the constructor, or wrap it in an unchecked exception.
