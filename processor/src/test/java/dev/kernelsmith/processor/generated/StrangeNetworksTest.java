package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Networks that nobody would write, and that mean something all the same: all kernels do what the interpreter does, and its gradients are
 * those of differences. A line is a network: its name, its input, its layers.
 */
class StrangeNetworksTest {
  private static final String LOSS = "@Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) ";
  private static final String SQUARES = "@Loss(LossFunction.MEAN_SQUARED_ERROR) ";
  private static final String OUT = LOSS + "@Dense(units = 3) Layer out;";

  private record Strange(String name, String input, String layers) {
    GeneratedNetwork compile() {
      String source =
          "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n@Network(input = " + input
              + ")\nclass " + name + " { " + layers + " }\n";
      return GeneratedNetwork.compile(name, source);
    }
  }

  private static String concat(String name, int times) {
    return "@Concat({" + String.join(", ", Collections.nCopies(times, '"' + name + '"')) + "}) Layer joined; ";
  }

  private static List<Strange> reuses() {
    String conv = "@Conv2D(filters = 2, kernel = 3, padding = Padding.SAME, activation = Activation.TANH) Layer conv; ";
    return List.of(
        new Strange("Chain", "4",
            "@Dense(units = 4) Layer a; @Reuse(\"a\") Layer b; @Reuse(\"b\") Layer c; @Reuse(\"c\") Layer d; "
                + "@Reuse(\"a\") Layer e; " + OUT),
        new Strange("LossOnReuse", "3",
            "@Dense(units = 3, activation = Activation.SIGMOID) Layer a; " + SQUARES + "@Reuse(\"a\") Layer b;"),
        new Strange("OwnerOnlyShared", "5",
            "@Dense(units = 4, activation = Activation.TANH) Layer a; @From(\"input\") @Reuse(\"a\") Layer b; " + OUT),
        new Strange("SameInput", "5",
            "@Dense(units = 4, activation = Activation.TANH) Layer a; @From(\"input\") @Reuse(\"a\") Layer b; "
                + "@Add({\"a\", \"b\"}) Layer sum; @Concat({\"sum\", \"a\"}) Layer joined; " + OUT),
        new Strange("FrozenShared", "{6, 4, 2}",
            "@Frozen " + conv + "@Pool(size = 2) Layer pool; @Reuse(\"conv\") Layer again; " + OUT),
        new Strange("SharedBehindItself", "{5, 4, 2}",
            conv + "@Dropout(rate = 0.4f) Layer drop; @Reuse(\"conv\") Layer again; @Dropout(rate = 0.4f) Layer more; "
                + "@Reuse(\"conv\") Layer third; @Add({\"conv\", \"again\", \"third\", \"again\"}) Layer sum; " + OUT),
        new Strange("NormTwice", "{4, 4, 2}",
            "@BatchNorm(epsilon = 0.1f) Layer norm; @Reuse(\"norm\") Layer again; @Reuse(\"norm\") Layer third; "
                + OUT),
        new Strange("NormOfUnitsAndOfImages", "{2, 2, 3}",
            "@BatchNorm(epsilon = 0.1f) Layer norm; @Dense(units = 3) Layer hidden; @Reuse(\"norm\") Layer again; "
                + OUT),
        new Strange("FrozenNormTwice", "{4, 4, 2}",
            conv + "@Frozen @BatchNorm(epsilon = 0.1f) Layer norm; @Reuse(\"norm\") Layer again; " + OUT),
        new Strange("SharedOfOneImageOfAllSizes", "{7, 6, 2}",
            conv + "@From(\"input\") @Pool(size = 2) Layer half; @Reuse(\"conv\") Layer b; "
                + "@From(\"input\") @Pool(size = 3) Layer third; @Reuse(\"conv\") Layer c; "
                + "@From(\"conv\") @Dense(units = 3) Layer u; @From(\"b\") @Dense(units = 3) Layer v; "
                + "@From(\"c\") @Dense(units = 3) Layer w; " + LOSS + "@Add({\"u\", \"v\", \"w\"}) Layer sum;"));
  }

  /** Sums whose operands lie in different orders: one sample must have the bits of a block. */
  private static List<Strange> permutations() {
    return List.of(
        new Strange("NumberOfNumbers", "{4, 3, 5}",
            "@ArgMax(axes = 2) Layer first; @ArgMax(axes = 1) Layer second; @From(\"first\") @Max(axes = 0) Layer largest; "
                + "@Concat({\"second\", \"largest\"}) Layer both; " + OUT),
        new Strange("PermutedBeforeDense", "{7, 8, 2}", "@Permute({1, 0, 2}) Layer turned; " + OUT),
        new Strange("PermutedChannels", "{3, 9, 2}", "@Permute({2, 1, 0}) Layer turned; "
            + SQUARES + "@Conv2D(filters = 2, kernel = 2) Layer conv;"),
        new Strange("PermutedBeforeTransposed", "{7, 9, 2}", "@Permute({2, 1, 0}) Layer turned; "
            + SQUARES + "@ConvTranspose2D(filters = 2, kernel = 2, padding = Padding.SAME) Layer out;"),
        new Strange("PermutedSteps", "{20, 3}", "@Permute({1, 0}) Layer turned; "
            + SQUARES + "@Conv1D(filters = 2, kernel = 2) Layer conv;"),
        new Strange("PermutedProduct", "{5, 20}",
            "@Permute({1, 0}) Layer turned; @MatMul({\"input\", \"turned\"}) Layer scores; " + OUT));
  }

  /** Lanes run along columns of the image for one sample: behind a halo, with a stride, with what others read as well, along steps, in 3 dimensions. */
  private static List<Strange> fewFilters() {
    String same = "kernel = 5, padding = Padding.SAME";
    return List.of(
        new Strange("FewFiltersPooled", "{20, 28, 1}",
            "@Conv2D(filters = 6, " + same + ", activation = Activation.RELU) Layer conv; @Pool(size = 2) Layer pool; "
                + "@Conv2D(filters = 3, kernel = 5, activation = Activation.TANH) Layer more; " + OUT),
        new Strange("FewFiltersTwice", "{17, 31, 2}",
            "@Conv2D(filters = 4, " + same + ") Layer a; @Conv2D(filters = 5, " + same + ") Layer b; "
                + "@Add({\"a\", \"a\"}) Layer twice; @Flatten Layer flat; @From(\"b\") @Pool(size = 2) Layer pool; "
                + "@Flatten Layer rest; @Concat({\"flat\", \"rest\"}) Layer all; " + OUT),
        new Strange("FewFiltersStrided", "{18, 32, 3}",
            "@Conv2D(filters = 3, kernel = 6, stride = 2, activation = Activation.RELU) Layer conv; " + OUT),
        new Strange("FewFiltersDilated", "{15, 30, 2}",
            "@Conv2D(filters = 2, kernel = 4, dilation = 2, bias = false) Layer conv; " + OUT),
        new Strange("FewFiltersOfSteps", "{60, 4}",
            "@Conv1D(filters = 3, kernel = 9, padding = Padding.SAME) Layer conv; " + OUT),
        new Strange("FewFiltersUneven", "{16, 48, 2}",
            "@Conv2D(filters = 6, kernel = 5, pads = {1, 2, 3, 0}, activation = Activation.RELU) Layer columns; "
                + "@Pool(size = 2) Layer sampleColumns; @Permute({1, 0, 2}) Layer w; "
                + "@Conv2D(filters = 7, " + same + ") Layer fromColumns; @Pool(size = 2) Layer t; " + OUT),
        new Strange("FewFiltersOfTwoReaders", "{30, 30, 1}",
            "@Conv2D(filters = 6, dilation = 2, " + same + ", activation = Activation.RELU) Layer conv; "
                + "@Pool(size = 2) Layer pool; @Flatten Layer flat; "
                + "@From(\"conv\") @Pool(size = 3, stride = 2) Layer other; @Flatten Layer rest; "
                + "@Concat({\"flat\", \"rest\"}) Layer all; " + OUT),
        new Strange("FewFiltersOfOneWindow", "{20, 28, 1}",
            "@Conv2D(filters = 4, " + same + ", activation = Activation.RELU) Layer a; "
                + "@From(\"input\") @Conv2D(filters = 3, " + same + ") Layer b; "
                + "@From(\"input\") @Conv2D(filters = 3, dilation = 2, " + same + ") Layer wider; "
                + "@Concat({\"a\", \"b\", \"wider\"}) Layer all; " + OUT),
        new Strange("FewFiltersIsAll", "{16, 16, 1}", SQUARES + "@Conv2D(filters = 4, " + same + ") Layer conv;"));
  }

  private static List<Strange> norms() {
    return List.of(
        new Strange("NormOfInput", "{3, 4, 2}", "@BatchNorm Layer norm; " + OUT),
        new Strange("NormBehindSoftmax", "4",
            "@Dense(units = 5, activation = Activation.SOFTMAX) Layer soft; @BatchNorm(epsilon = 0.1f) Layer norm; "
                + OUT),
        new Strange("SoftmaxOfNorm", "{3, 3, 4}",
            "@BatchNorm(epsilon = 0.1f, activation = Activation.SOFTMAX) Layer norm; " + OUT),
        new Strange("NormIsAll", "3", LOSS + "@BatchNorm(epsilon = 0.1f) Layer norm;"),
        new Strange("NormOfNorm", "6",
            "@BatchNorm(momentum = 0) Layer a; @BatchNorm(epsilon = 0.1f, momentum = 0x1.fffffep-1f) Layer b; " + OUT),
        new Strange("NormOfNothing", "{1, 1, 1}",
            "@BatchNorm(epsilon = 0.3f, activation = Activation.TANH) Layer a; " + OUT),
        new Strange("FrozenNormBetween", "4",
            "@Dense(units = 4, activation = Activation.TANH) Layer a; @Frozen @BatchNorm(epsilon = 0.1f) Layer norm; "
                + OUT),
        new Strange("AllFrozenButNorm", "4",
            "@Frozen @Dense(units = 4) Layer a; @BatchNorm(epsilon = 0.1f) Layer norm; " + LOSS
                + "@Frozen @Dense(units = 3) Layer out;"),
        new Strange("NormAndWhatItReads", "{4, 4, 2}",
            "@Conv2D(filters = 3, kernel = 2) Layer conv; @BatchNorm(epsilon = 0.1f) Layer norm; "
                + "@Add({\"norm\", \"conv\"}) Layer sum; @Concat({\"norm\", \"sum\", \"conv\"}) Layer joined; " + OUT),
        new Strange("NormOfImageWithLoss", "{3, 2, 2}", SQUARES + "@BatchNorm(epsilon = 0.1f) Layer norm;"));
  }

  private static List<Strange> joins() {
    return List.of(
        new Strange("FiftyOfOne", "2", concat("input", 50) + OUT),
        new Strange("FiftyOfALayer", "{2, 2, 1}",
            "@Conv2D(filters = 1, kernel = 1) Layer conv; " + concat("conv", 50) + OUT),
        new Strange("ConcatIsAll", "2", LOSS + "@Concat({\"input\", \"input\"}) Layer out;"),
        new Strange("AddIsAll", "3", LOSS + "@Add({\"input\", \"input\"}) Layer out;"),
        new Strange("ConcatOfConcat", "{2, 3, 1}",
            concat("input", 2) + "@Concat({\"joined\", \"input\", \"joined\"}) Layer more; " + OUT),
        new Strange("AddOfItself", "4",
            "@Dense(units = 4, activation = Activation.TANH) Layer a; @Add({\"a\", \"a\", \"a\", \"input\"}) Layer b; "
                + "@Add({\"b\", \"a\"}) Layer c; " + OUT),
        new Strange("NormOfJoinedDropouts", "{3, 3, 2}",
            "@Dropout(rate = 0.5f, each = DropoutUnit.CHANNEL) Layer a; "
                + "@From(\"input\") @Dropout(rate = 0.5f, each = DropoutUnit.POSITION) Layer b; "
                + "@Concat({\"a\", \"b\", \"a\", \"input\"}) Layer joined; @BatchNorm(epsilon = 0.1f) Layer norm; "
                + OUT));
  }

  private static List<Strange> others() {
    return List.of(
        new Strange("DropoutIsAll", "3", LOSS + "@Dropout(rate = 0.5f) Layer out;"),
        new Strange("DropoutOfNothing", "4",
            "@Dropout(rate = 0) Layer a; @Dropout(rate = -0f) Layer b; @Dense(units = 4) Layer c; " + OUT),
        new Strange("DropoutOfAlmostAll", "40", "@Dropout(rate = 0x1.fffffep-1f) Layer a; " + OUT),
        new Strange("DropoutOfDropout", "{2, 2, 2}",
            "@Dropout(rate = 0.3f) Layer a; @Dropout(rate = 0.3f, each = DropoutUnit.SAMPLE) Layer b; "
                + "@Dropout(rate = 0.3f, each = DropoutUnit.CHANNEL) Layer c; " + OUT),
        new Strange("DropoutOfOutput", "4", "@Dense(units = 3) Layer a; " + LOSS + "@Dropout(rate = 0.4f) Layer out;"),
        new Strange("AllFrozen", "4",
            "@Frozen @Dense(units = 4) Layer a; @Frozen @BatchNorm Layer b; " + LOSS
                + "@Frozen @Dense(units = 3) Layer out;"),
        new Strange("\u00c4\u7a7a", "{3, 3, 1}",
            "@Conv2D(filters = 2, kernel = 2) Layer \u00e9; @BatchNorm(epsilon = 0.1f) Layer \u7a7a; "
                + "@Reuse(\"\u7a7a\") Layer \ud835\udd4f; @Dropout(rate = 0.5f) Layer _1; "
                + "@Concat({\"\u00e9\", \"_1\"}) Layer \u0394; " + OUT),
        new Strange("ManyUnits", "1",
            "@Dense(units = 3000, activation = Activation.RELU) Layer a; @BatchNorm(epsilon = 0.1f) Layer b; " + OUT),
        new Strange("EverySecondIsRead", "3",
            "@Dense(units = 3) Layer a; @From(\"input\") @Dense(units = 3) Layer b; @From(\"a\") @Dropout(rate = 0.5f) Layer c; "
                + "@From(\"c\") @Reuse(\"b\") Layer d; " + OUT));
  }

  /** Every second of them; a build has no time for more. */
  @TestFactory
  Stream<DynamicTest> areTrainedRight() {
    return tests(0);
  }

  @TestFactory
  @Tag("thorough")
  Stream<DynamicTest> othersAreTrainedRight() {
    return tests(1);
  }

  private static Stream<DynamicTest> tests(int first) {
    List<Strange> all =
        Stream.of(reuses(), norms(), permutations(), fewFilters(), joins(), others()).flatMap(List::stream).toList();
    return IntStream.range(0, all.size()).filter(n -> n % 2 == first).mapToObj(all::get)
        .map(strange -> DynamicTest.dynamicTest(strange.name(), () -> check(strange)));
  }

  private static void check(Strange strange) {
    GeneratedNetwork network = strange.compile();
    NetworkChecks.check(network, 3);
    Differences.check(network, 4);
    trainOneByOne(network);
  }

  /** Batches of one sample, so that a unit has no variance; a training also of networks in which there is nothing to train. */
  private static void trainOneByOne(GeneratedNetwork compiled) {
    CompiledNetwork network = compiled.network(5);
    Batch batch = Batch.random(compiled.spec(), 4, 6);
    int length = compiled.spec().inputs().getFirst().length();
    boolean classes = compiled.spec().losses().getFirst().target() == TargetKind.CLASS;
    Dataset data =
        classes
            ? ArrayDataset.ofClasses(batch.inputs(), length, batch.classes())
            : ArrayDataset.ofValues(batch.inputs(), length, batch.targets(), batch.targets().length / 4);
    Trainer.of(network).epochs(2).batchSize(1).threads(1).fit(data);
    for (float parameter : network.engine().parameters()) {
      assertTrue(Float.isFinite(parameter));
    }
    for (float output : network.engine().predict(Arrays.copyOf(batch.inputs(), length))) {
      assertTrue(Float.isFinite(output));
    }
  }
}
