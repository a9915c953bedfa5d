import java.lang.Override;
import java.lang.String;
import javax.annotation.processing.Generated;

/**
 * Vector kernels, tiles for 16 registers of {@link TwoDense}.
 * What is not here is as with more registers.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseVectorKernels16 extends TwoDenseVectorKernels32 {
  @Override
  public String description() {
    return "vector, " + SPECIES.vectorBitSize() + " bits, 16 registers";
  }
}
