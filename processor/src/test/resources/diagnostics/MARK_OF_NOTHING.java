import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Icy {
  /*!MARK_OF_NOTHING*/@Frozen /*!MARK_OF_NOTHING*/@RateFactor(2) /*!MARK_OF_NOTHING*/@Initial(1) @Pool(size = 2) Layer pool;
  @Dense(units = 4) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [MARK_OF_NOTHING] @Frozen on layer 'pool' has no effect, since @Pool has no parameters: remove it.
// expect: [MARK_OF_NOTHING] @RateFactor on layer 'pool' has no effect, since @Pool has no parameters: remove it.
// expect: [MARK_OF_NOTHING] @Initial on layer 'pool' has no effect, since @Pool has no parameters: remove it.
