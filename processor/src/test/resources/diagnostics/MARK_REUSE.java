import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Half {
  @Dense(units = 4) Layer first;
  /*!MARK_REUSE*/@Frozen @Reuse("first") Layer again;
  /*!MARK_REUSE*/@RateFactor(2) /*!MARK_REUSE*/@Initial(2) @Reuse("first") Layer third;
  @Dense(units = 1) Layer out;
}

// expect: [MARK_REUSE] Layer 'again' carries @Frozen, but its parameters are those of 'first': put @Frozen on 'first'.
// expect: [MARK_REUSE] Layer 'third' carries @RateFactor, but its parameters are those of 'first': put @RateFactor on 'first'.
// expect: [MARK_REUSE] Layer 'third' carries @Initial, but its parameters are those of 'first': put @Initial on 'first'.
