import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
@Optimizer(type = OptimizerType.ADAMW, learningRate = 0.5, weightDecay = 0.25)
class Turned {
  @Block static class Stem {
    @Dense(units = 4) Layer first;
    @Dense(units = 4) Layer second;
  }
  @RateFactor(/*!RATE_FACTOR_DECAY*/8) @Dense(units = 4) Layer far;
  @RateFactor(/*!RATE_FACTOR_DECAY*/1e6) @Block(Stem.class) Layer stem;
  @RateFactor(7.9) @Dense(units = 4) Layer near;
  @Frozen @Dense(units = 4) Layer still;
  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
}

@Network(input = 4)
@Optimizer(type = OptimizerType.SGD, learningRate = 0.5)
class Undecayed {
  @RateFactor(1e6) @Dense(units = 4) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
}

// expect: [RATE_FACTOR_DECAY] The factor of @RateFactor on layer 'far' is 8.0: it must be below 8.0, 1 / (learningRate * weightDecay), or a step turns the weights round.
// expect: [RATE_FACTOR_DECAY] The factor of @RateFactor on layer 'stem' is 1000000.0: it must be below 8.0, 1 / (learningRate * weightDecay), or a step turns the weights round.
