import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Squares {
  @Dense(units = 3) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, delta = /*!LOSS_VALUE_UNUSED*/0.5) Layer one;
  @Dense(units = 3) @Loss(value = LossFunction.HUBER, delta = 0.5, labelSmoothing = /*!LOSS_VALUE_UNUSED*/0.1) Layer two;
  @Dense(units = 3) @Loss(value = LossFunction.SIGMOID_CROSS_ENTROPY, classWeights = /*!LOSS_VALUE_UNUSED*/{1, 2, 3}) Layer three;
  @Dense(units = 3) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, distributions = true, ignoredClass = /*!LOSS_VALUE_UNUSED*/2) Layer four;
  @Dense(units = 3) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, gamma = 2, ignoredClass = -1, reduction = Reduction.SUM) Layer five;
}

// expect: [LOSS_VALUE_UNUSED] 'delta' of the loss of layer 'one' has no effect with MEAN_SQUARED_ERROR: remove it, or use a loss that has it (HUBER).
// expect: [LOSS_VALUE_UNUSED] 'labelSmoothing' of the loss of layer 'two' has no effect with HUBER: remove it, or use a loss that has it (SOFTMAX_CROSS_ENTROPY, CROSS_ENTROPY).
// expect: [LOSS_VALUE_UNUSED] 'classWeights' of the loss of layer 'three' has no effect with SIGMOID_CROSS_ENTROPY: remove it, or use a loss that has it (SOFTMAX_CROSS_ENTROPY, CROSS_ENTROPY).
// expect: [LOSS_VALUE_UNUSED] 'ignoredClass' of the loss of layer 'four' has no effect with distributions = true: remove it, or use a loss that has it (SOFTMAX_CROSS_ENTROPY without distributions).
