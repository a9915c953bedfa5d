import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4})
class NoActivation {
  @Flatten /*!FORMULA_NO_ACTIVATION*/@Formula("y[...] = 2 * x[...]") Layer flat;
  @Dense(units = 3) Layer out;
}

// expect: [FORMULA_NO_ACTIVATION] @Formula on 'flat' is an activation, but @Flatten has none: put it on a field of its own behind 'flat'.
