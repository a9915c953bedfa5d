import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.KernelVariants;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import javax.annotation.processing.Generated;

/** What the network of {@link Convolution} is made of. */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionParts {
  private static final NetworkSpec SPEC = spec();

  private static final KernelProgram KERNELS = kernels();

  private ConvolutionParts() {
  }

  static NetworkEngine engine(long seed) {
    return new NetworkEngine(SPEC, KERNELS, seed, placement -> new ConvolutionTornadoGraphs(placement));
  }

  private static KernelProgram kernels() {
    int registers = KernelVariants.registers("Convolution", true);
    if (registers == 32) {
      return new ConvolutionVectorKernels32();
    }
    if (registers == 16) {
      return new ConvolutionVectorKernels16();
    }
    return new ConvolutionScalarKernels();
  }

  private static void layers(NetworkSpec.Builder spec) {
    spec.layer(new LayerSpec("conv", "Conv2D", List.of("input"), List.of(6, 4, 3), List.of("conv.weights", "conv.bias"), 960L));
    spec.layer(new LayerSpec("pool", "Pool", List.of("conv"), List.of(3, 2, 3), List.of(), 216L));
    spec.layer(new LayerSpec("output", "Dense", List.of("pool"), List.of(2), List.of("output.weights", "output.bias"), 74L));
  }

  private static void parameters(NetworkSpec.Builder spec) {
    spec.parameter(new ParameterSpec("conv.weights", List.of(3, 3, 1, 3), 12, 16, Initializer.HE_NORMAL, 9, 27, ParameterGroup.TRAINED, true));
    spec.parameter(new ParameterSpec("conv.bias", List.of(3), 444, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false));
    spec.parameter(new ParameterSpec("output.weights", List.of(18, 2), 156, 16, Initializer.GLOROT_UNIFORM, 18, 2, ParameterGroup.TRAINED, true));
    spec.parameter(new ParameterSpec("output.bias", List.of(2), 460, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false));
  }

  private static NetworkSpec spec() {
    NetworkSpec.Builder spec = NetworkSpec.builder(9, "Convolution", "c83fda63479e5ee9");
    spec.input(new TensorSpec("input", List.of(6, 4, 1)));
    spec.output(new TensorSpec("logits", List.of(2)));
    spec.output(new TensorSpec("probabilities", List.of(2)));
    layers(spec);
    parameters(spec);
    spec.parameterFloats(476, 476, 476, 480);
    spec.loss(new LossSpec("SOFTMAX_CROSS_ENTROPY", "output", NetworkSpec.TargetKind.CLASS, 0, Activation.SOFTMAX));
    spec.trainingFlops(2393L);
    spec.optimizer("ADAM", 0.001f, "m", "v");
    spec.optimizerSettings("beta1=0.9, beta2=0.999, epsilon=1.0E-8");
    spec.outputLayer("output", "IDENTITY");
    return spec.build();
  }
}
