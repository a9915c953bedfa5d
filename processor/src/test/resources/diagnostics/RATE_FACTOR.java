import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Paces {
  @RateFactor(/*!RATE_FACTOR*/0) @Dense(units = 4) Layer still;
  @RateFactor(/*!RATE_FACTOR*/-0.5) @Dense(units = 4) Layer back;
  @RateFactor(Double/*!RATE_FACTOR*/.NaN) @Dense(units = 4) Layer unknown;
  @RateFactor(1 /*!RATE_FACTOR*// 0.0) @Dense(units = 4) Layer vast;
  @RateFactor(0.1) @Dense(units = 4) Layer sound;
}

// expect: [RATE_FACTOR] The factor of @RateFactor on layer 'still' is 0.0: it must be a finite number above 0; to keep parameters as they are, write @Frozen.
// expect: [RATE_FACTOR] The factor of @RateFactor on layer 'back' is -0.5: it must be a finite number above 0; to keep parameters as they are, write @Frozen.
// expect: [RATE_FACTOR] The factor of @RateFactor on layer 'unknown' is NaN: it must be a finite number above 0; to keep parameters as they are, write @Frozen.
// expect: [RATE_FACTOR] The factor of @RateFactor on layer 'vast' is Infinity: it must be a finite number above 0; to keep parameters as they are, write @Frozen.
