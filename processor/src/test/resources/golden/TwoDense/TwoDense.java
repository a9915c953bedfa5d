import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

@Network(input = 4)
@Optimizer(type = OptimizerType.ADAM)
class TwoDense {
  @Dense(units = 5, activation = Activation.RELU) Layer hidden;
  @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 3) Layer output;
}
