import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

@Network(input = 2)
@Optimizer(type = OptimizerType.MOMENTUM, nesterov = true)
class Skip {
  @Dense(units = 3, activation = Activation.TANH) Layer first;
  @Dense(units = 3, bias = false) Layer second;
  @Loss(LossFunction.MEAN_SQUARED_ERROR) @Add(value = {"first", "second"}, activation = Activation.SIGMOID) Layer output;
}
