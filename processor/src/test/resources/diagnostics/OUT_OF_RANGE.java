import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, learningRate = /*!OUT_OF_RANGE*/-1e-3f, beta1 = /*!OUT_OF_RANGE*/1f, beta2 = Float/*!OUT_OF_RANGE*/.NaN, epsilon = /*!OUT_OF_RANGE*/0f)
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

// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is -0.001: it must be positive and finite, or NaN for the default.
// expect: [OUT_OF_RANGE] 'beta1' of @Optimizer is 1.0: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'beta2' of @Optimizer is NaN: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'epsilon' of @Optimizer is 0.0: it must be positive and finite.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is Infinity: it must be positive and finite, or NaN for the default.
// expect: [OUT_OF_RANGE] 'momentum' of @Optimizer is -0.1: it must be at least 0 and at most 0.99999994, the largest float below 1.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is 1.4E-45: it must be at least 5.6E-45 with these betas, or a step is 0.
// expect: [OUT_OF_RANGE] 'learningRate' of @Optimizer is 1.0E38: it must be at most 1.0749912E37 with these betas, or a step is infinite.
