import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, learningRate = /*!OUT_OF_RANGE*/-1e-3f, beta1 = /*!OUT_OF_RANGE*/1f, beta2 = /*!OUT_OF_RANGE*/-1f, epsilon = /*!OUT_OF_RANGE*/0f)
class Adam {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 1f /*!OUT_OF_RANGE*// 0f, momentum = /*!OUT_OF_RANGE*/-0.1f)
class Momentum {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, learningRate = Float.NaN)
class Sgd {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, learningRate = /*!OUT_OF_RANGE*/1e-45f)
class Still {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, learningRate = /*!OUT_OF_RANGE*/1e38f, beta1 = 0.999f)
class Infinite {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAGRAD, epsilon = /*!OUT_OF_RANGE*/1e-20f, clipNorm = /*!OUT_OF_RANGE*/-1f)
class Clipped {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, learningRate = 0.5f, weightDecay = /*!OUT_OF_RANGE*/2f)
class Turned {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, schedule = @Schedule(type = ScheduleType.COSINE_RESTARTS, growth = /*!OUT_OF_RANGE*/0.5, last = /*!OUT_OF_RANGE*/-1, epochs = 3, warmUpSteps = /*!OUT_OF_RANGE*/-2))
class Restarted {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, schedule = /*!OUT_OF_RANGE*/@Schedule(type = ScheduleType.EXPONENTIAL))
class WithoutFactor {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.SGD, schedule = @Schedule(type = ScheduleType.STEP, epochs = /*!OUT_OF_RANGE*/0))
class WithoutEpochs {
  @Dense(units = 3) Layer out;
}

// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is -0.001: it must be positive and finite, or NaN for the default.
// expect: [OUT_OF_RANGE] 'beta1' of @Optimizer is 1.0: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'beta2' of @Optimizer is -1.0: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'epsilon' of @Optimizer is 0.0: it must be positive and finite.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is Infinity: it must be positive and finite, or NaN for the default.
// expect: [OUT_OF_RANGE] 'momentum' of @Optimizer is -0.1: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is 1.4E-45: it must be at least 5.6E-45 with these betas, or a step is 0.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is 1.0E38: it must be at most 1.0749912E37 with these betas, or a step is infinite.
// expect: [OUT_OF_RANGE] 'epsilon' of @Optimizer is 1.0E-20: it must be at least 1.0842022E-19: smaller gradients would make larger steps.
// expect: [OUT_OF_RANGE] 'clipNorm' of @Optimizer is -1.0: it must be at least 0 and finite.
// expect: [OUT_OF_RANGE] 'weightDecay' of @Optimizer is 2.0: it must be below 1 / learningRate, or a step turns the weights round.
// expect: [OUT_OF_RANGE] 'growth' of @Schedule is 0.5: it must be at least 1 and finite.
// expect: [OUT_OF_RANGE] 'last' of @Schedule is -1.0: it must be at least 0 and finite.
// expect: [OUT_OF_RANGE] 'warmUpSteps' of @Schedule is -2: it must be at least 0.
// expect: [OUT_OF_RANGE] 'factor' of @Schedule is NaN: it must be above 0 and at most 1.
// expect: [OUT_OF_RANGE] 'epochs' of @Schedule is 0: it must be at least 1.
