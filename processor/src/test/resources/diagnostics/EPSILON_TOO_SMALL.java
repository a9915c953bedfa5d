import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, epsilon = /*!EPSILON_TOO_SMALL*/1e-30f)
class Small {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, beta2 = 0f, epsilon = Float/*!EPSILON_TOO_SMALL*/.MIN_VALUE)
class Smallest {
  @Dense(units = 3) Layer out;
}

@Network(input = 8)
@Optimizer(type = OptimizerType.ADAM, epsilon = 1e-16f)
class Sound {
  @Dense(units = 3) Layer out;
}

// expect: [EPSILON_TOO_SMALL] 'epsilon' of @Optimizer is 1.0E-30, but with beta2 = 0.999 it must be at least 3.4285485E-18: squares of gradients below that are 0 as floats, so that nothing else bounds the step, and 0 / 0 is NaN. Write epsilon = 3.4285485E-18f or more, or leave it away for 1e-8.
// expect: [EPSILON_TOO_SMALL] 'epsilon' of @Optimizer is 1.4E-45, but with beta2 = 0.0 it must be at least 1.0842022E-19: squares of gradients below that are 0 as floats, so that nothing else bounds the step, and 0 / 0 is NaN. Write epsilon = 1.0842022E-19f or more, or leave it away for 1e-8.
