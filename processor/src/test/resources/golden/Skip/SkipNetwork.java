import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import java.lang.Override;
import java.lang.String;
import javax.annotation.processing.Generated;

/**
 * The network that {@link Skip} describes.
 *
 * <pre>
 * layer   kind    output         parameters  FLOP a sample
 * input           2
 * first   Dense   3                       9             18
 * second  Dense   3                       9             18
 * output  Add     3                       0              6
 * total                                  18             42
 * </pre>
 *
 * <p>Input {@code input}: 2 floats. Output {@code output}: 3 floats.
 *
 * <p>Loss MEAN_SQUARED_ERROR, optimizer MOMENTUM; 135 FLOP a training sample. Parameters take 432 bytes, rows padded to 16.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipNetwork extends Skip implements CompiledNetwork {
  private final NetworkEngine engine;

  /** A network with the initial weights of seed 0. */
  SkipNetwork() {
    this(0);
  }

  /**
   * A network with the initial weights of a seed.
   *
   * @param seed any number: equal ones give equal weights
   */
  SkipNetwork(long seed) {
    engine = SkipParts.engine(seed);
    first = engine.layer("first");
    second = engine.layer("second");
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
