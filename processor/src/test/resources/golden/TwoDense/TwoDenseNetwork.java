import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import java.lang.Override;
import java.lang.String;
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
 * <p>Input {@code input}: 4 floats. Output {@code output}: 3 floats.
 *
 * <p>Loss SOFTMAX_CROSS_ENTROPY, optimizer ADAM; 218 FLOP a training sample. Parameters take 752 bytes, rows padded to 16.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseNetwork extends TwoDense implements CompiledNetwork {
  private final NetworkEngine engine;

  /** A network with the initial weights of seed 0. */
  TwoDenseNetwork() {
    this(0);
  }

  /**
   * A network with the initial weights of a seed.
   *
   * @param seed any number: equal ones give equal weights
   */
  TwoDenseNetwork(long seed) {
    engine = TwoDenseParts.engine(seed);
    hidden = engine.layer("hidden");
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
