import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
@Optimizer(type = OptimizerType.ADAM, learningRate = /*!FLOAT_RANGE*/1e39, epsilon = /*!FLOAT_RANGE*/1e-60, weightDecay = /*!FLOAT_RANGE*/1e-50, l2 = /*!FLOAT_RANGE*/-1e40, clipNorm = /*!FLOAT_RANGE*/1e-46)
class Far {
  @Dense(units = 4) Layer hidden;
  @RateFactor(/*!FLOAT_RANGE*/1e-60) @Dense(units = 4) Layer paced;
  @Initial(/*!FLOAT_RANGE*/1e-60) @Dense(units = 4) Layer tiny;
  @Constant(value = {1, /*!FLOAT_RANGE*/1e39, 1e-40}, shape = 3) Layer fixed;
  @From("tiny") @Dropout(rate = /*!FLOAT_RANGE*/1e-100) Layer dropped;
  @Dense(units = 3) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, weight = /*!FLOAT_RANGE*/1e-60, labelSmoothing = /*!FLOAT_RANGE*/1e-60, classWeights = {1, /*!FLOAT_RANGE*/1e39, 1}, gamma = /*!FLOAT_RANGE*/1e39) Layer out;
}

@Network(input = 4)
@Optimizer(type = OptimizerType.SGD, learningRate = 1e-45, schedule = @Schedule(type = ScheduleType.COSINE, last = 1e-60))
class Near {
  @Dense(units = 4) @Loss(value = LossFunction.HUBER, delta = /*!FLOAT_RANGE*/1e-60) Layer out;
}

// expect: [FLOAT_RANGE] 'learningRate' of @Optimizer is 1.0E39: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'epsilon' of @Optimizer is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'weightDecay' of @Optimizer is 1.0E-50: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'l2' of @Optimizer is -1.0E40: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'clipNorm' of @Optimizer is 1.0E-46: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'value' of @RateFactor is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'value' of @Initial is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'value[1]' of @Constant is 1.0E39: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'rate' of @Dropout is 1.0E-100: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'weight' of @Loss is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'labelSmoothing' of @Loss is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'classWeights[1]' of @Loss is 1.0E39: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'gamma' of @Loss is 1.0E39: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
// expect: [FLOAT_RANGE] 'delta' of @Loss is 1.0E-60: networks calculate with floats, so it must be 0 or have a magnitude from 1.4E-45 to 3.4028235E38.
