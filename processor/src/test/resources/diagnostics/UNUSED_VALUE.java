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

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, schedule = @Schedule(type = ScheduleType.COSINE, factor = /*!UNUSED_VALUE*/0.5, epochs = 4, last = 0.01, warmUpSteps = 3))
class Scheduled {
  @Dense(units = 3) Layer out;
}

// expect: [UNUSED_VALUE] 'momentum' of @Optimizer has no effect with type = SGD: remove it, or set type = MOMENTUM.
// expect: [UNUSED_VALUE] 'epsilon' of @Optimizer has no effect with type = MOMENTUM: remove it, or set type = ADAGRAD.
// expect: [UNUSED_VALUE] 'factor' of @Schedule has no effect with type = COSINE: remove it, or set type = STEP.
