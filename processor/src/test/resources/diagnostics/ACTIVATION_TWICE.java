import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Soft {
  @Dense(units = 3, activation = Activation/*!ACTIVATION_TWICE*/.SOFTMAX) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
}

@Network(input = 8)
class Logistic {
  @Dense(units = 3, activation = Activation/*!ACTIVATION_TWICE*/.SIGMOID) @Loss(LossFunction.SIGMOID_CROSS_ENTROPY) Layer out;
}

@Network(input = 8)
class Layered {
  @Activate(Activation/*!ACTIVATION_TWICE*/.SOFTMAX) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
}

@Network(input = 8)
class Fine {
  @Dense(units = 3, activation = Activation.SOFTMAX) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [ACTIVATION_TWICE] The loss SOFTMAX_CROSS_ENTROPY applies SOFTMAX to the output of layer 'out', which has it as its activation: SOFTMAX is applied twice. Set activation = IDENTITY; predictions still give probabilities.
// expect: [ACTIVATION_TWICE] The loss SIGMOID_CROSS_ENTROPY applies SIGMOID to the output of layer 'out', which has it as its activation: SIGMOID is applied twice. Set activation = IDENTITY; predictions still give probabilities.
// expect: [ACTIVATION_TWICE] The loss SOFTMAX_CROSS_ENTROPY applies SOFTMAX to the output of layer 'out', which has it as its activation: SOFTMAX is applied twice. Set value = IDENTITY; predictions still give probabilities.
