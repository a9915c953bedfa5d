import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Logits {
  @Dense(units = 3) @Loss(LossFunction/*!LOSS_ACTIVATION*/.CROSS_ENTROPY) Layer one;
  @Dense(units = 3, activation = Activation.RELU) @Loss(LossFunction/*!LOSS_ACTIVATION*/.BINARY_CROSS_ENTROPY) Layer two;
  @Dense(units = 3, activation = Activation.SOFTMAX) @Loss(LossFunction.CROSS_ENTROPY) Layer three;
  @Dense(units = 3, activation = Activation.SIGMOID) @Loss(LossFunction.BINARY_CROSS_ENTROPY) Layer four;
}

// expect: [LOSS_ACTIVATION] The loss CROSS_ENTROPY takes probabilities, but layer 'one' gives any numbers with the activation IDENTITY: set activation = SOFTMAX, or use SOFTMAX_CROSS_ENTROPY, which applies that itself.
// expect: [LOSS_ACTIVATION] The loss BINARY_CROSS_ENTROPY takes probabilities, but layer 'two' gives any numbers with the activation RELU: set activation = SIGMOID, or use SIGMOID_CROSS_ENTROPY, which applies that itself.
