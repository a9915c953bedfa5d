import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Pixels {
  @Conv2D(filters = 2, kernel = 3) @Loss(LossFunction/*!LOSS_SHAPE*/.SOFTMAX_CROSS_ENTROPY) Layer out;
}

// expect: [LOSS_SHAPE] The loss SOFTMAX_CROSS_ENTROPY compares one vector of logits with a class, but layer 'out' has shape 6x6x2: end with a @Dense layer of one unit per class.
