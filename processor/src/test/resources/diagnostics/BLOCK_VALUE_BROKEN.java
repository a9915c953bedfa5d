import static dev.kernelsmith.annotations.Block.*;
import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Halving {
  @Dense(units = UNITS / 2) Layer out;
}

@Network(input = 2)
class Odd {
  /*!BLOCK_VALUE_BROKEN*/@Block(value = Halving.class, units = 3) Layer first;
  @Block(value = Halving.class, units = 4) Layer second;
}

// expect: [BLOCK_VALUE_BROKEN] Block 'first' has units = 3 divided by 2, as layers of Halving take it, which is no whole number in the range of int: give another one.
