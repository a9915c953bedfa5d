import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Hollow {
  int unrelated;
}

@Network(input = 2)
class Shell {
  /*!BLOCK_EMPTY*/@Block(Hollow.class) Layer nothing;
}

// expect: [BLOCK_EMPTY] Block 'nothing' is of class Hollow, which has no layers: annotate its fields, as in '@Dense(units = 10) Layer hidden;'.
