import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Reserved {
  @Dense(units = 4) Layer /*!RESERVED_NAME*/input;
  @Dense(units = 4) Layer out;
}

// expect: [RESERVED_NAME] Layer 'input' has the name of the network's input: rename the field.
