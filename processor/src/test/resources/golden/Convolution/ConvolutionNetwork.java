import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import java.lang.Override;
import java.lang.String;
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
 * <p>Input {@code input}: 24 floats, in the order of 6 x 4 x 1, the last extent innermost. Output {@code output}: 2 floats.
 *
 * <p>Loss SOFTMAX_CROSS_ENTROPY, optimizer ADAM; 2,393 FLOP a training sample. Parameters take 1,904 bytes, rows padded to 16.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class ConvolutionNetwork extends Convolution implements CompiledNetwork {
  private final NetworkEngine engine;

  /** A network with the initial weights of seed 0. */
  ConvolutionNetwork() {
    this(0);
  }

  /**
   * A network with the initial weights of a seed.
   *
   * @param seed any number: equal ones give equal weights
   */
  ConvolutionNetwork(long seed) {
    engine = ConvolutionParts.engine(seed);
    conv = engine.layer("conv");
    pool = engine.layer("pool");
    output = engine.layer("output");
  }

  @Override
  public NetworkEngine engine() {
    return engine;
  }

  @Override
  public String toString() {
    return "" + engine;
  }
}
