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

/** What the network of {@link Skip} is made of. */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipParts {
  private static final NetworkSpec SPEC = spec();

  private static final KernelProgram KERNELS = kernels();

  private SkipParts() {
  }

  static NetworkEngine engine(long seed) {
    return new NetworkEngine(SPEC, KERNELS, seed, placement -> new SkipTornadoGraphs(placement));
  }

  private static KernelProgram kernels() {
    int registers = KernelVariants.registers("Skip", true);
    if (registers == 32) {
      return new SkipVectorKernels32();
    }
    if (registers == 16) {
      return new SkipVectorKernels16();
    }
    return new SkipScalarKernels();
  }

  private static void layers(NetworkSpec.Builder spec) {
    spec.layer(new LayerSpec("first", "Dense", List.of("input"), List.of(3), List.of("first.weights", "first.bias"), 18L));
    spec.layer(new LayerSpec("second", "Dense", List.of("first"), List.of(3), List.of("second.weights"), 18L));
    spec.layer(new LayerSpec("output", "Add", List.of("first", "second"), List.of(3), List.of(), 6L));
  }

  private static void parameters(NetworkSpec.Builder spec) {
    spec.parameter(new ParameterSpec("first.weights", List.of(2, 3), 12, 16, Initializer.GLOROT_UNIFORM, 2, 3, ParameterGroup.TRAINED, true));
    spec.parameter(new ParameterSpec("first.bias", List.of(3), 92, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false));
    spec.parameter(new ParameterSpec("second.weights", List.of(3, 3), 44, 16, Initializer.GLOROT_UNIFORM, 3, 3, ParameterGroup.TRAINED, true));
  }

  private static NetworkSpec spec() {
    NetworkSpec.Builder spec = NetworkSpec.builder(9, "Skip", "7f114201272cbdb4");
    spec.input(new TensorSpec("input", List.of(2)));
    spec.output(new TensorSpec("logits", List.of(3)));
    spec.output(new TensorSpec("probabilities", List.of(3)));
    layers(spec);
    parameters(spec);
    spec.parameterFloats(108, 108, 108, 112);
    spec.loss(new LossSpec("MEAN_SQUARED_ERROR", "output", NetworkSpec.TargetKind.VALUES, 3, Activation.IDENTITY));
    spec.trainingFlops(135L);
    spec.optimizer("MOMENTUM", 0.01f, "velocity");
    spec.optimizerSettings("momentum=0.9, nesterov=true");
    spec.outputLayer("output", "SIGMOID");
    return spec.build();
  }
}
