import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Numbers {
  @Dense(units = 2) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, labelSmoothing = /*!LOSS_NUMBER*/1) Layer one;
  @Dense(units = 2) @Loss(value = LossFunction.FOCAL, gamma = /*!LOSS_NUMBER*/-1, alpha = /*!LOSS_NUMBER*/1.5) Layer two;
  @Dense(units = 2) @Loss(value = LossFunction.HUBER, delta = /*!LOSS_NUMBER*/0) Layer three;
  @Dense(units = 2) @Loss(value = LossFunction.HINGE, margin = Double/*!LOSS_NUMBER*/.POSITIVE_INFINITY) Layer four;
  @Dense(units = 2) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, classWeights = {1, /*!LOSS_NUMBER*/-1}) Layer five;
  @Dense(units = 2) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, classWeights = /*!LOSS_NUMBER*/{0, 0}) Layer six;
  @Dense(units = 2) @Loss(value = LossFunction.FOCAL, gamma = Double.NaN, alpha = -1) Layer seven;
  @Dense(units = 2) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, classWeights = {0, 2}) Layer eight;
}

// expect: [LOSS_NUMBER] 'labelSmoothing' of the loss of layer 'one' is 1.0: it must be at least 0 and below 1.
// expect: [LOSS_NUMBER] 'gamma' of the loss of layer 'two' is -1.0: it must be at least 0 and finite.
// expect: [LOSS_NUMBER] 'alpha' of the loss of layer 'two' is 1.5: it must be from 0 to 1, or -1 for no factors.
// expect: [LOSS_NUMBER] 'delta' of the loss of layer 'three' is 0.0: it must be above 0 and finite.
// expect: [LOSS_NUMBER] 'margin' of the loss of layer 'four' is Infinity: it must be above 0 and finite.
// expect: [LOSS_NUMBER] 'classWeights[1]' of the loss of layer 'five' is -1.0: it must be at least 0 and finite.
// expect: [LOSS_NUMBER] 'classWeights' of the loss of layer 'six' is [0.0, 0.0]: it must be above 0 for one class at least.
