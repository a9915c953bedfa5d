import java.lang.Override;
import java.lang.String;
import javax.annotation.processing.Generated;

/**
 * Vector kernels, tiles for 16 registers of {@link Skip}.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipVectorKernels16 extends SkipVectorKernels32 {
  @Override
  public String description() {
    return super.description().replace("32 reg", "16 reg");
  }
}
