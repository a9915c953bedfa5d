import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Values {
  @Initial(Double/*!INITIAL_VALUE*/.NaN) @Dense(units = 4) Layer unknown;
  @Initial(-1 /*!INITIAL_VALUE*// 0.0) @Dense(units = 4) Layer large;
  @Initial(-1e-3) @Dense(units = 4) Layer sound;
}

// expect: [INITIAL_VALUE] 'value' of @Initial on layer 'unknown' is NaN: it must be a finite number, at most 3.4e38 in magnitude.
// expect: [INITIAL_VALUE] 'value' of @Initial on layer 'large' is -Infinity: it must be a finite number, at most 3.4e38 in magnitude.
