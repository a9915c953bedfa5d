import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Icy {
  /*!NOTHING_TO_FREEZE*/@Frozen @Pool(size = 2) Layer pool;
  @Dense(units = 4) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [NOTHING_TO_FREEZE] @Frozen on layer 'pool' has no effect, since @Pool has no parameters: remove it.
