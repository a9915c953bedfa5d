import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Stuck {
  /*!RATE_FACTOR_FROZEN*/@RateFactor(0.5) @Frozen @Dense(units = 4) Layer first;
  @RateFactor(0.5) @Dense(units = 4) Layer out;
}

// expect: [RATE_FACTOR_FROZEN] @RateFactor on layer 'first' has no effect beside @Frozen: remove one of them.
