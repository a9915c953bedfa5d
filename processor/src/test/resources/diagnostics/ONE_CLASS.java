import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Single {
  @Dense(units = 1) @Loss(LossFunction/*!ONE_CLASS*/.SOFTMAX_CROSS_ENTROPY) Layer out;
}

// expect: [ONE_CLASS] The loss SOFTMAX_CROSS_ENTROPY on layer 'out' chooses among one class, so that it is always 0: use SIGMOID_CROSS_ENTROPY for a yes or no, or as many units as there are classes.
