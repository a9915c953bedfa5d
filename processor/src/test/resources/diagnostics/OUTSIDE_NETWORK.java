import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

/*!OUTSIDE_NETWORK*/@Optimizer(type = OptimizerType.SGD)
class Forgotten {
  /*!OUTSIDE_NETWORK*/@Dense(units = 1) Layer hidden;
  /*!OUTSIDE_NETWORK*/@From("input") /*!OUTSIDE_NETWORK*/@Dense(units = 1) /*!OUTSIDE_NETWORK*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [OUTSIDE_NETWORK] @Optimizer on the class has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Optimizer.
// expect: [OUTSIDE_NETWORK] @Dense on 'hidden' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Dense.
// expect: [OUTSIDE_NETWORK] @From on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @From.
// expect: [OUTSIDE_NETWORK] @Dense on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Dense.
// expect: [OUTSIDE_NETWORK] @Loss on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Loss.
