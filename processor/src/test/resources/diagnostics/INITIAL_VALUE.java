import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Values {
  @Initial(Double/*!INITIAL_VALUE*/.NaN) @Dense(units = 4) Layer unknown;
  @Initial(/*!INITIAL_VALUE*/1e39) @Dense(units = 4) Layer large;
  @Initial(-1e-3) @Dense(units = 4) Layer sound;
}

// expect: [INITIAL_VALUE] 'value' of @Initial on layer 'unknown' is NaN: it must be a finite number, at most 3.4e38 in magnitude.
// expect: [INITIAL_VALUE] 'value' of @Initial on layer 'large' is 1.0E39: it must be a finite number, at most 3.4e38 in magnitude.
