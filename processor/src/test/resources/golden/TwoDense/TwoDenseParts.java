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

/** What the network of {@link TwoDense} is made of. */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseParts {
  private static final NetworkSpec SPEC = spec();

  private static final KernelProgram KERNELS = kernels();

  private TwoDenseParts() {
  }

  static NetworkEngine engine(long seed) {
    return new NetworkEngine(SPEC, KERNELS, seed, placement -> new TwoDenseTornadoGraphs(placement));
  }

  private static KernelProgram kernels() {
    int registers = KernelVariants.registers("TwoDense", true);
    if (registers == 32) {
      return new TwoDenseVectorKernels32();
    }
    if (registers == 16) {
      return new TwoDenseVectorKernels16();
    }
    return new TwoDenseScalarKernels();
  }

  private static void layers(NetworkSpec.Builder spec) {
    spec.layer(new LayerSpec("hidden", "Dense", List.of("input"), List.of(5), List.of("hidden.weights", "hidden.bias"), 50L));
    spec.layer(new LayerSpec("output", "Dense", List.of("hidden"), List.of(3), List.of("output.weights", "output.bias"), 33L));
  }

  private static void parameters(NetworkSpec.Builder spec) {
    spec.parameter(new ParameterSpec("hidden.weights", List.of(4, 5), 12, 16, Initializer.HE_NORMAL, 4, 5, ParameterGroup.TRAINED, true));
    spec.parameter(new ParameterSpec("hidden.bias", List.of(5), 156, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false));
    spec.parameter(new ParameterSpec("output.weights", List.of(5, 3), 76, 16, Initializer.GLOROT_UNIFORM, 5, 3, ParameterGroup.TRAINED, true));
    spec.parameter(new ParameterSpec("output.bias", List.of(3), 172, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false));
  }

  private static NetworkSpec spec() {
    NetworkSpec.Builder spec = NetworkSpec.builder(9, "TwoDense", "77bb0cccfe358d77");
    spec.input(new TensorSpec("input", List.of(4)));
    spec.output(new TensorSpec("logits", List.of(3)));
    spec.output(new TensorSpec("probabilities", List.of(3)));
    layers(spec);
    parameters(spec);
    spec.parameterFloats(188, 188, 188, 192);
    spec.loss(new LossSpec("SOFTMAX_CROSS_ENTROPY", "output", NetworkSpec.TargetKind.CLASS, 0, Activation.SOFTMAX));
    spec.trainingFlops(218L);
    spec.optimizer("ADAM", 0.001f, "m", "v");
    spec.optimizerSettings("beta1=0.9, beta2=0.999, epsilon=1.0E-8");
    spec.outputLayer("output", "IDENTITY");
    return spec.build();
  }
}
