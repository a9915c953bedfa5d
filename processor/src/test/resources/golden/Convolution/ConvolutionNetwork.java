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
 * The network that {@link Convolution} describes.
 *
 * <pre>
 * layer   kind    output         parameters  FLOP a sample
 * input           6x4x1
 * conv    Conv2D  6x4x3                  30            960
 * pool    Pool    3x2x3                   0            216
 * output  Dense   2                      38             74
 * total                                  68          1,250
 * </pre>
 *
 * <p>Loss SOFTMAX_CROSS_ENTROPY, optimizer ADAM; 2,393 FLOP a training sample. Parameters take 1,856 bytes, rows padded to 16.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionNetwork extends Convolution implements CompiledNetwork {
  private static final NetworkSpec SPEC = Parts.spec();

  private static final KernelProgram KERNELS = Twins.choose("Convolution", () -> new ConvolutionScalarKernels(), () -> new ConvolutionVectorKernels32(), () -> new ConvolutionVectorKernels16());

  private final NetworkEngine engine;

  /**
   * A network with the initial weights of seed 0.
   */
  ConvolutionNetwork() {
    this(0);
  }

  /**
   * A network with the initial weights of a seed.
   */
  ConvolutionNetwork(long seed) {
    engine = new NetworkEngine(SPEC, KERNELS, seed, placement -> new ConvolutionTornadoGraphs(placement));
    conv = engine.layer("conv");
    pool = engine.layer("pool");
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
      spec.layer(new LayerSpec("conv", "Conv2D", List.of("input"), List.of(6, 4, 3), List.of("conv.weights", "conv.bias"), 960L));
      spec.layer(new LayerSpec("pool", "Pool", List.of("conv"), List.of(3, 2, 3), List.of(), 216L));
      spec.layer(new LayerSpec("output", "Dense", List.of("pool"), List.of(2), List.of("output.weights", "output.bias"), 74L));
    }

    static void parameters(NetworkSpec.Builder spec) {
      spec.parameter(new ParameterSpec("conv.weights", List.of(3, 3, 1, 3), 0, 16, Initializer.HE_NORMAL, 9, 27));
      spec.parameter(new ParameterSpec("conv.bias", List.of(3), 144, 16, Initializer.ZEROS, 1, 1));
      spec.parameter(new ParameterSpec("output.weights", List.of(18, 2), 160, 16, Initializer.GLOROT_UNIFORM, 18, 2));
      spec.parameter(new ParameterSpec("output.bias", List.of(2), 448, 16, Initializer.ZEROS, 1, 1));
    }

    static NetworkSpec spec() {
      NetworkSpec.Builder spec = NetworkSpec.builder(1, "Convolution", "13b2cdf06484ed4e");
      spec.input(new TensorSpec("input", List.of(6, 4, 1)));
      spec.output(new TensorSpec("logits", List.of(2)));
      spec.output(new TensorSpec("probabilities", List.of(2)));
      layers(spec);
      parameters(spec);
      spec.parameterFloats(464);
      spec.loss("SOFTMAX_CROSS_ENTROPY", NetworkSpec.TargetKind.CLASS, 0);
      spec.trainingFlops(2393L);
      spec.optimizer("ADAM", 0.001f, "m", "v");
      return spec.build();
    }
  }
}
