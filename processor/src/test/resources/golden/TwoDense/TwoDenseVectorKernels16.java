import java.lang.Override;
import java.lang.String;
import javax.annotation.processing.Generated;

/**
 * Vector kernels, tiles for 16 registers of {@link TwoDense}.
 */
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class TwoDenseVectorKernels16 extends TwoDenseVectorKernels32 {
  @Override
  public String description() {
    return super.description().replace("32 reg", "16 reg");
  }
}
