import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.spi.Twins;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The network that {@link TwoDense} describes.
 *
 * <pre>
 * layer   kind    output         parameters  FLOP a sample
 * input           4
 * hidden  Dense   5                      25             50
 * output  Dense   3                      18             33
 * total                                  43             83
 * </pre>
 *
 * <p>Loss SOFTMAX_CROSS_ENTROPY, optimizer ADAM; 218 FLOP a training sample. Parameters take 704 bytes, rows padded to 16.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseNetwork extends TwoDense implements CompiledNetwork {
  private static final NetworkSpec SPEC = Parts.spec();

  private static final KernelProgram KERNELS = Twins.choose("TwoDense", () -> new TwoDenseScalarKernels(), () -> new TwoDenseVectorKernels32(), () -> new TwoDenseVectorKernels16());

  private final NetworkEngine engine;

  /**
   * A network with the initial weights of seed 0.
   */
  TwoDenseNetwork() {
    this(0);
  }

  /**
   * A network with the initial weights of a seed.
   */
  TwoDenseNetwork(long seed) {
    engine = new NetworkEngine(SPEC, KERNELS, seed, placement -> new TwoDenseTornadoGraphs(placement));
    hidden = engine.layer("hidden");
    output = engine.layer("output");
  }

  @Override
  public NetworkEngine engine() {
    return engine;
  }

  @Override
  public java.lang.String toString() {
    return "" + engine;
  }

  /**
   * What would otherwise share names with methods of the annotated class.
   */
  private static final class Parts {
    static void layers(NetworkSpec.Builder spec) {
      spec.layer(new LayerSpec("hidden", "Dense", List.of("input"), List.of(5), List.of("hidden.weights", "hidden.bias"), 50L));
      spec.layer(new LayerSpec("output", "Dense", List.of("hidden"), List.of(3), List.of("output.weights", "output.bias"), 33L));
    }

    static void parameters(NetworkSpec.Builder spec) {
      spec.parameter(new ParameterSpec("hidden.weights", List.of(4, 5), 0, 16, Initializer.HE_NORMAL, 4, 5));
      spec.parameter(new ParameterSpec("hidden.bias", List.of(5), 64, 16, Initializer.ZEROS, 1, 1));
      spec.parameter(new ParameterSpec("output.weights", List.of(5, 3), 80, 16, Initializer.GLOROT_UNIFORM, 5, 3));
      spec.parameter(new ParameterSpec("output.bias", List.of(3), 160, 16, Initializer.ZEROS, 1, 1));
    }

    static NetworkSpec spec() {
      NetworkSpec.Builder spec = NetworkSpec.builder(1, "TwoDense", "5959d688d4f8525d");
      spec.input(new TensorSpec("input", List.of(4)));
      spec.output(new TensorSpec("logits", List.of(3)));
      spec.output(new TensorSpec("probabilities", List.of(3)));
      layers(spec);
      parameters(spec);
      spec.parameterFloats(176);
      spec.loss("SOFTMAX_CROSS_ENTROPY", NetworkSpec.TargetKind.CLASS, 0);
      spec.trainingFlops(218L);
      spec.optimizer("ADAM", 0.001f, "m", "v");
      return spec.build();
    }
  }
}
