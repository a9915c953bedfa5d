import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Pixels {
  @Conv2D(filters = 3, kernel = 3) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, classWeights = /*!CLASS_WEIGHTS*/{1, 2}) Layer out;
}

@Network(input = {4, 4, 1})
class Right {
  @Conv2D(filters = 3, kernel = 3) @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, classWeights = {1, 2, 0}) Layer out;
}

// expect: [CLASS_WEIGHTS] 'classWeights' of the loss of layer 'out' are 2 numbers, but its shape 2x2x3 has 3 classes: give a number for each.
