import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

@Network(input = {6, 4, 1})
@Optimizer(type = OptimizerType.ADAM)
class Convolution {
  @Conv2D(filters = 3, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer conv;
  @Pool(size = 2) Layer pool;
  @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 2) Layer output;
}
