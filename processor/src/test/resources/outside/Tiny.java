import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** In the default package. */
@Network(input = 2)
@Optimizer(type = OptimizerType.SGD, learningRate = 0.5f)
class Tiny {
  @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer side;
}
