import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Bare {
  @Pool(size = 2) Layer pool;
  /*!REUSE_WITHOUT_PARAMETERS*/@Reuse("pool") Layer again;
  @Dense(units = 1) Layer out;
}

@Block
class Half {
  @Pool(size = 2) Layer pool;
}

@Network(input = {4, 4, 1})
class Halves {
  @Block(Half.class) Layer half;
  /*!REUSE_WITHOUT_PARAMETERS*/@Reuse("half") Layer quarter;
  @Dense(units = 1) Layer out;
}

// expect: [REUSE_WITHOUT_PARAMETERS] Layer 'again' uses 'pool' again, but @Pool has no parameters to share: write @Pool once more.
// expect: [REUSE_WITHOUT_PARAMETERS] Layer 'quarter' uses 'half' again, but @Block has no parameters to share: write @Block once more.
