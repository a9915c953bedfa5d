package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random networks, compiled and run: losses, outputs, gradients, predictions and updates of all variants are those of the
 * interpreter. A failure names a network made as small as possible. {@code -Dgenerated.networks=1000} checks more of them, {@code
 * -Dgenerated.first=17} begins with another seed.
 */
class RandomNetworksTest {
  private static final int NETWORKS = Integer.getInteger("generated.networks", 10);
  private static final long FIRST = Long.getLong("generated.first", 1);

  /** Distance of the seeds of networks whose windows are computed by fewer products from those of others. */
  private static final long WINDOWS = 1_000_000;

  /** Others that failed once: 375 for a loop joined with that of the samples, 712866 for a sum that started from a later constant. */
  private static final long[] REGRESSIONS = {375, 712866};

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(FIRST, FIRST + NETWORKS), LongStream.of(REGRESSIONS));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesWhatTheInterpreterDoes(long seed) {
    NetworkSource source = RandomNetworks.of(seed);
    Shrinking.run(source, network -> NetworkChecks.check(GeneratedNetwork.compile(network), seed));
  }

  /** A pool joins the convolution before it, but not what its own kernel needs from between. */
  @Test
  void aPoolDoesNotPassTheBranchThatItIsAddedTo() {
    NetworkChecks.check(GeneratedNetwork.compile(WellKnown.besidePool()), 1);
  }

  /** As for networks that are too large for blocks. */
  @ParameterizedTest
  @MethodSource("firstSeeds")
  void oneSampleAtATimeDoesWhatTheInterpreterDoes(long seed) {
    NetworkSource source = RandomNetworks.of(seed);
    Shrinking.run(source, network -> NetworkChecks.check(GeneratedNetwork.compileSingle(network), seed));
  }

  /** Windows of three that vector kernels compute by fewer products, wherever they can; there are scalar ones beside them. */
  @ParameterizedTest
  @MethodSource("firstSeeds")
  void windowsByFewerProductsDoWhatTheInterpreterDoes(long seed) {
    NetworkSource source = RandomNetworks.of(seed + WINDOWS);
    Shrinking.run(source, network -> NetworkChecks.check(GeneratedNetwork.compileWinograd(network), seed));
  }

  static LongStream firstSeeds() {
    return LongStream.range(FIRST, FIRST + Math.ceilDiv(NETWORKS, 4));
  }

  @Test
  void theNetworksHaveEverything() {
    List<NetworkSource> networks = LongStream.range(1, 300).mapToObj(RandomNetworks::of).toList();
    String all = networks.stream().map(NetworkSource::text).collect(Collectors.joining());
    List<String> wanted =
        List.of(
            "@Dense", "@Conv2D", "@Pool", "@Add", "@Multiply", "@Subtract", "@Divide", "@MatMul", "@Sum", "@Mean",
            "@Max", "@ArgMax", "@Pad", "@Upsample", "@Reshape", "@Flatten", "@Permute", "@Slice", "@DepthToSpace",
            "@SpaceToDepth",
            "@Concat", "axis = ",
            "@Dropout", "CHANNEL", "@Conv1D", "@DepthwiseConv2D", "@SeparableConv2D", "@ConvTranspose2D",
            "groups = ", "dilation = ", "pads = ", "SAME_LOWER", "FULL", "@GlobalPool", "LP", "ceiling", "countPadding",
            "@From", "RELU",
            "@BatchNorm", "@LayerNorm", "@RmsNorm", "@GroupNorm", "@InstanceNorm", "@LocalResponseNorm",
            "@Activate", "@PRelu", "@CRelu", "@Constant", "@OneHot",
            "Activation.SIGMOID", "TANH", "STEP", "THRESHOLDED_RELU", "SOFTMAX)", "SAME",
            "VALID",
            "MAX", "AVERAGE", "SOFTMAX_CROSS_ENTROPY", "SIGMOID_CROSS_ENTROPY", "MEAN_SQUARED_ERROR", "SGD", "MOMENTUM",
            "ADAM", "nesterov", "bias = false", "stride = {");
    assertEquals(List.of(), wanted.stream().filter(w -> !all.contains(w)).toList());
    Set<Integer> sizes = new TreeSet<>(networks.stream().map(n -> n.layers().size()).toList());
    assertTrue(sizes.size() > 4, sizes::toString);
  }
}
