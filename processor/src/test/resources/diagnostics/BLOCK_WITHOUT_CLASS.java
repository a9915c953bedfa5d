import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Nameless {
  /*!BLOCK_WITHOUT_CLASS*/@Block Layer nothing;
  @Dense(units = 1) Layer out;
}

// expect: [BLOCK_WITHOUT_CLASS] @Block on field 'nothing' names no class that can be found: name the one whose layers stand there, as in '@Block(Residual.class)'.
