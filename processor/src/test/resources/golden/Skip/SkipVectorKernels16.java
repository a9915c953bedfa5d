import java.lang.Override;
import java.lang.String;
import javax.annotation.processing.Generated;

/**
 * Vector kernels, tiles for 16 registers of {@link Skip}.
 * What is not here is as with more registers.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipVectorKernels16 extends SkipVectorKernels32 {
  @Override
  public String description() {
    return "vector, " + SPECIES.vectorBitSize() + " bits, 16 registers";
  }
}
