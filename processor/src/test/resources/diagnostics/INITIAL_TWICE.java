import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Twice {
  @Initial(1) @Initial(2) @Dense(units = 4) Layer /*!INITIAL_TWICE*/first;
  @Initial(parameter = "bias", value = 1) @Initial(parameter = "bias", file = "a") @Dense(units = 4) Layer /*!INITIAL_TWICE*/second;
  @Initial(parameter = "bias", value = 1) @Initial(file = "a") @Dense(units = 4) Layer out;
}

// expect: [INITIAL_TWICE] Layer 'first' has more than one @Initial for the same parameters: keep one, or give each a 'parameter' of its own.
// expect: [INITIAL_TWICE] Layer 'second' has more than one @Initial for parameter 'bias': keep one, or give each a 'parameter' of its own.
