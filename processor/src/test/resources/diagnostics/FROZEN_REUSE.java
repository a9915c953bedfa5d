import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Half {
  @Dense(units = 4) Layer first;
  /*!FROZEN_REUSE*/@Frozen @Reuse("first") Layer again;
  @Dense(units = 1) Layer out;
}

// expect: [FROZEN_REUSE] Layer 'again' carries @Frozen, but its parameters are those of 'first': put @Frozen on 'first'.
