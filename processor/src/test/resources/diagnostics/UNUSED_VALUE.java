import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, momentum = /*!UNUSED_VALUE*/0.9f)
class Sgd {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.MOMENTUM, nesterov = true, epsilon = /*!UNUSED_VALUE*/1e-6f)
class Momentum {
  @Dense(units = 3) Layer out;
}

// expect: [UNUSED_VALUE] 'momentum' of @Optimizer has no effect with type = SGD: remove it, or set type = MOMENTUM.
// expect: [UNUSED_VALUE] 'epsilon' of @Optimizer has no effect with type = MOMENTUM: remove it, or set type = ADAGRAD.
