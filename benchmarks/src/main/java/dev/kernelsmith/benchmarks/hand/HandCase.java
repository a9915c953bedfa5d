package dev.kernelsmith.benchmarks.hand;

import dev.kernelsmith.benchmarks.suite.GeneratedKernels;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
  /** The second convolution of W2, with relu and pooling. */
  CONV5_FORWARD("W2", List.of("conv2Forward"), Conv5.flops(),
      () -> new PlainConv5Kernels.Forward(Cases.CONV5), () -> new ExpertConv5Forward(Cases.CONV5)),
  /** The second convolution of W2. */
  CONV5_INPUT_GRADIENT("W2", List.of("conv2BackwardToPool1"), Conv5.flops(),
      () -> new PlainConv5Kernels.InputGradient(Cases.CONV5), () -> new ExpertConv5InputGradient(Cases.CONV5)),
  /** The second convolution of W2. */
  CONV5_KERNEL_GRADIENT("W2", List.of("conv2SumGradientPacked", "conv2WeightsGradient"), Conv5.flops(),
      () -> new PlainConv5Kernels.KernelGradient(Cases.CONV5), () -> new ExpertConv5KernelGradient(Cases.CONV5)),
  /** The first pool of W3; the pools of all workloads are computed by the convolutions before them, as in {@link #CONV5_FORWARD}. */
  MAX_POOL_GRADIENT("W3", List.of("pool1BackwardToConv2Sum"), 0, () -> new PoolKernels.Plain(Cases.POOL),
      () -> new PoolKernels.Expert(Cases.POOL)),
  /** The first normalisation of W4: statistics and values. */
  BATCH_NORM_FORWARD("W4", Cases.NORM_FORWARD, 0, () -> new NormKernels.Plain(Cases.NORM),
      () -> new NormKernels.Expert(Cases.NORM)),
  /** Loss of W1, forward and backward. */
  SOFTMAX_CROSS_ENTROPY("W1", Cases.SOFTMAX_KERNELS, 0, () -> new SoftmaxKernels.Plain(Cases.SOFTMAX),
      () -> new SoftmaxKernels.Expert(Cases.SOFTMAX)),
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
    static final Conv5 CONV5 = Conv5.of();
    static final Pool POOL = Pool.of(SAMPLES, 16, 32);
    static final Norm NORM = Norm.of(SAMPLES * 32 * 32, 16);
    static final Softmax SOFTMAX = Softmax.of(SAMPLES, 10);
    static final List<String> NORM_FORWARD =
        Stream.of(
            "DifferenceSum", "MeanSum", "MeanSumOfAllBlocks", "RoundedMean", "Squares", "LeftSum", "LeftSumOfAllBlocks",
            "Mean", "SquaresOfAllBlocks", "Variance", "InverseDeviation", "Scale", "MovingMean", "MovingVariance",
            "Normalisation").map("stemNorm"::concat).toList();
    static final List<String> SOFTMAX_KERNELS =
        List.of(
            "probabilitiesMaximum", "probabilitiesExponentials", "probabilitiesSum", "probabilitiesSoftmax",
            "lossClassLogit", "loss", "lossBackward");
    static final Supplier<Adam> PARAMETERS = () -> Adam.of(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
  }
}
