package dev.kernelsmith.benchmarks.hand;

import dev.kernelsmith.benchmarks.suite.GeneratedKernels;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kernel of a training with blocks of {@value #SAMPLES} samples, in three versions that compute the same: as the processor generates it, in
 * plain loops, and as an expert of the Vector API writes it.
 */
public enum HandCase {
  /** The first layer of W1. */
  DENSE_FORWARD("W1", List.of("hidden1Forward"), Cases.HIDDEN1.flops(),
      () -> new PlainDenseKernels.Forward(Cases.HIDDEN1), () -> new ExpertDenseKernels.Forward(Cases.HIDDEN1)),
  /** The second layer of W1, the first whose input has a gradient. */
  DENSE_INPUT_GRADIENT("W1", List.of("hidden2BackwardToHidden1"), Cases.HIDDEN2.flops(),
      () -> new PlainDenseKernels.InputGradient(Cases.HIDDEN2),
      () -> new ExpertDenseKernels.InputGradient(Cases.HIDDEN2)),
  /** The first layer of W1. */
  DENSE_WEIGHT_GRADIENT("W1", List.of("hidden1SumGradientPacked", "hidden1WeightsGradient"), Cases.HIDDEN1.flops(),
      () -> new PlainDenseKernels.WeightGradient(Cases.HIDDEN1),
      () -> new ExpertDenseKernels.WeightGradient(Cases.HIDDEN1)),
  /** The third convolution of W3. */
  CONV3_FORWARD("W3", List.of("conv3Forward"), Cases.CONV3.flops(),
      () -> new PlainConvKernels.Forward(Cases.CONV3), () -> new ExpertConvKernels.Forward(Cases.CONV3)),
  /** The fourth convolution of W3. */
  CONV3_INPUT_GRADIENT("W3", List.of("conv4BackwardToConv3"), Cases.CONV4.flops(),
      () -> new PlainConvKernels.InputGradient(Cases.CONV4), () -> new ExpertConvKernels.InputGradient(Cases.CONV4)),
  /** The third convolution of W3. */
  CONV3_KERNEL_GRADIENT("W3", List.of("conv3SumGradientPacked", "conv3WeightsGradient"), Cases.CONV3.flops(),
      () -> new PlainConvKernels.KernelGradient(Cases.CONV3), () -> new ExpertConvKernels.KernelGradient(Cases.CONV3)),
  /** All parameters of W1. */
  ADAM("W1", List.of(), 0, () -> new AdamKernels.Plain(Cases.PARAMETERS.get()),
      () -> new AdamKernels.Expert(Cases.PARAMETERS.get()));

  /** Samples of a block. */
  public static final int SAMPLES = 16;

  private final String workload;
  private final List<String> generated;
  private final double flops;
  private final Supplier<HandKernel> plain;
  private final Supplier<HandKernel> expert;

  HandCase(
      String workload, List<String> generated, double flops, Supplier<HandKernel> plain, Supplier<HandKernel> expert) {
    this.workload = workload;
    this.generated = generated;
    this.flops = flops;
    this.plain = plain;
    this.expert = expert;
  }

  /** The generated kernels that do it: the optimizer where there are no names. */
  public Runnable generated() {
    return generated.isEmpty() ? GeneratedKernels.update(workload) : GeneratedKernels.of(workload, generated);
  }

  /** The version in plain loops. */
  public HandKernel plain() {
    return plain.get();
  }

  /** The expert's version. */
  public HandKernel expert() {
    return expert.get();
  }

  /** Operations of its sums of products for {@value #SAMPLES} samples; 0 where it has none. */
  public double flops() {
    return flops;
  }

  /** What the kernels compute with. */
  private static final class Cases {
    static final Dense HIDDEN1 = Dense.of(SAMPLES, 784, 128);
    static final Dense HIDDEN2 = Dense.of(SAMPLES, 128, 64);
    static final Conv CONV3 = Conv.of(SAMPLES, 16, 32, 64, 3);
    static final Conv CONV4 = Conv.of(SAMPLES, 16, 64, 64, 3);
    static final Supplier<Adam> PARAMETERS = () -> Adam.of(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
  }
}
