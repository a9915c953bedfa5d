package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Layers put together in every wrong way: each class ends in these findings, in this order, and in no other. */
class HostileClassesTest {
  private static final String A = "@Dense(units = 4) Layer a; ";
  private static final String CONV = "@Conv2D(filters = 2, kernel = 1) Layer conv; ";
  private static final String LOSS = "@Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) ";

  /** Layers of a network with four numbers as its input, and the ids of what is found. */
  private static final List<Map.Entry<String, String>> OF_VECTORS =
      List.of(
          Map.entry("@Dropout(rate = 1) Layer a;", "NUMBER_RANGE"),
          Map.entry("@Dropout(rate = Float.NaN) Layer a;", "NUMBER_RANGE"),
          Map.entry("@Dropout(rate = -0.1f) Layer a;", "NUMBER_RANGE"),
          Map.entry("@Dropout(rate = 1f / 0f) Layer a;", "NUMBER_RANGE"),
          Map.entry("@Dropout(rate = 0.5f, each = DropoutUnit.CHANNEL) Layer a;", "DROPOUT_UNIT"),
          Map.entry("@BatchNorm(epsilon = 0) Layer a;", "NUMBER_RANGE"),
          Map.entry("@BatchNorm(epsilon = Float.NaN, momentum = Float.NaN) Layer a;", "NUMBER_RANGE NUMBER_RANGE"),
          Map.entry("@BatchNorm(momentum = 1) Layer a;", "NUMBER_RANGE"),
          Map.entry("@LayerNorm(axis = 1) Layer a;", "AXIS_RANGE"),
          Map.entry("@RmsNorm(axis = -2, epsilon = -1) Layer a;", "NUMBER_RANGE"),
          Map.entry("@GroupNorm(groups = 0, epsilon = 0) Layer a;", "NOT_POSITIVE NUMBER_RANGE"),
          Map.entry("@GroupNorm(groups = 3) Layer a; @Reuse(\"a\") Layer b;", "CHANNELS_OF_GROUPS"),
          Map.entry("@InstanceNorm Layer a;", "NORMALISES_ONE"),
          Map.entry("@LocalResponseNorm(size = 0, alpha = -1, beta = 1f / 0f, bias = 0) Layer a;",
              "NOT_POSITIVE NUMBER_RANGE NUMBER_RANGE NUMBER_RANGE"),
          Map.entry("@Activate(value = Activation.SOFTMAX, axis = 1) Layer a;", "AXIS_RANGE"),
          Map.entry("@Activate(value = Activation.RELU, axis = 0, alpha = 1) Layer a;",
              "ACTIVATION_WITHOUT_ALPHA ACTIVATION_WITHOUT_AXIS"),
          Map.entry("@CRelu Layer a; @Reuse(\"a\") Layer b;", "REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@PRelu Layer a; @Dense(units = 3) Layer b; @Reuse(\"a\") Layer c;", "REUSE_INPUT"),
          Map.entry("@Dense(units = 0, activation = Activation.TANH, alpha = 1) Layer a;",
              "ACTIVATION_WITHOUT_ALPHA NOT_POSITIVE"),
          Map.entry("@Dense(units = 4, activation = Activation.ELU, alpha = 1f / 0f) Layer a;", "NUMBER_RANGE"),
          Map.entry("@BatchNorm(epsilon = -1, momentum = -0.1f) Layer a; @Reuse(\"a\") Layer b;",
              "NUMBER_RANGE NUMBER_RANGE"),
          Map.entry("@Concat({}) Layer a;", "NEEDS_TWO_INPUTS"),
          Map.entry("@Concat({\"input\"}) Layer a;", "NEEDS_TWO_INPUTS"),
          Map.entry("@Concat({\"a\", \"a\"}) Layer a;", "CYCLIC_INPUT CYCLIC_INPUT"),
          Map.entry("@Concat({\"input\", \"b\"}) Layer a; @Add({\"a\", \"input\"}) Layer b;", "CYCLIC_INPUT"),
          Map.entry("@Add({\"input\", \"\"}) Layer a;", "UNKNOWN_INPUT"),
          Map.entry(A + "@From(\"b\") @Dense(units = 4) Layer b;", "CYCLIC_INPUT"),
          Map.entry(A + "@From(\"input\") @Concat({\"a\", \"input\"}) Layer b;", "FROM_AND_NAMED_INPUTS"),
          Map.entry("@Dense(units = 3) Layer a; @Add({\"a\", \"input\"}) Layer b;", "BROADCAST_SHAPES"),
          Map.entry("@Reuse(\"a\") Layer a;", "REUSE_OF_NOTHING"),
          Map.entry("@Reuse(\"\") Layer a;", "REUSE_OF_NOTHING"),
          Map.entry("@Reuse(\"input\") Layer a;", "REUSE_OF_NOTHING"),
          Map.entry("@Reuse(\"a\") Layer b; " + A, "REUSE_OF_NOTHING"),
          Map.entry("@Reuse(\"b\") Layer a; @Reuse(\"a\") Layer b;", "REUSE_OF_NOTHING"),
          Map.entry("@Reuse(\"nothing\") Layer a; @Reuse(\"a\") Layer b; @Reuse(\"b\") Layer c;", "REUSE_OF_NOTHING"),
          Map.entry("@Add({\"input\", \"input\"}) Layer a; @Reuse(\"a\") Layer b;", "REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@Add({\"input\", \"nothing\"}) Layer a; @Reuse(\"a\") Layer b;", "UNKNOWN_INPUT"),
          Map.entry("@Add({\"input\", \"input\"}) Layer a; @From(\"input\") @Reuse(\"a\") Layer b;",
              "REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@Concat({\"input\", \"input\"}) Layer a; @Reuse(\"a\") Layer b; @Reuse(\"b\") Layer c;",
              "REUSE_WITHOUT_PARAMETERS REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@Dropout(rate = 2) Layer a; @Reuse(\"a\") Layer b;", "NUMBER_RANGE"),
          Map.entry(A + "@Concat({\"a\", \"input\"}) Layer b; @Reuse(\"a\") Layer c;", "REUSE_INPUT"),
          Map.entry("@Dense(units = 0) Layer a; @Reuse(\"a\") Layer b; @Reuse(\"b\") Layer c;", "NOT_POSITIVE"),
          Map.entry("@Dense(units = 3) Layer a; @Reuse(\"a\") Layer b; @Reuse(\"a\") Layer c;",
              "REUSE_INPUT REUSE_INPUT"),
          Map.entry(A + "@Frozen @Reuse(\"a\") Layer b;", "MARK_REUSE"),
          Map.entry("@Frozen " + A + "@Frozen @Reuse(\"a\") Layer b;", "MARK_REUSE"),
          Map.entry(A + "@Reuse(\"a\") @Dense(units = 4) Layer b;", "SEVERAL_LAYERS"),
          Map.entry("@Dense(units = 4) @BatchNorm Layer a; @Reuse(\"a\") Layer b;", "SEVERAL_LAYERS"),
          Map.entry("@Frozen @From(\"input\") Layer a; " + A.replace('a', 'b'),
              "FROM_WITHOUT_LAYER MARK_WITHOUT_LAYER"),
          Map.entry(LOSS + A + "@Output " + LOSS + "@Reuse(\"a\") Layer b;", "OUTPUT_WITH_LOSS"),
          Map.entry("@Frozen " + A + LOSS + "@Reuse(\"a\") Layer b;", "NOTHING_TRAINED"),
          Map.entry("@Frozen @Dropout(rate = 0.5f) Layer b; " + LOSS + A, "MARK_OF_NOTHING"),
          Map.entry("@Frozen @Dropout(rate = 0.5f) Layer b; " + A, "MARK_OF_NOTHING"),
          Map.entry("@Dense(units = 2147483647) Layer a; @BatchNorm Layer b;", "TOO_MANY_ELEMENTS"),
          Map.entry("@Dense(units = 500000000) Layer a; @Concat({\"a\", \"a\", \"a\", \"a\", \"a\"}) Layer b;",
              "TOO_MANY_ELEMENTS TOO_MANY_PARAMETERS"),
          Map.entry(A + "@From(\"input\") @BatchNorm Layer b;", "UNUSED_LAYER"),
          Map.entry("@BatchNorm Layer layer; @Concat({\"Layer\", \"layer\"}) Layer b;", "UNKNOWN_INPUT"),
          Map.entry("@Dense(units = 4) Layer \u00e9; @Concat({\"e\", \"e\u0301\"}) Layer b;",
              "UNKNOWN_INPUT UNKNOWN_INPUT"));

  /** The same of an image of 4 x 4 pixels with one channel. */
  private static final List<Map.Entry<String, String>> OF_IMAGES =
      List.of(
          Map.entry(CONV + "@Reuse(\"conv\") Layer b;", "REUSE_INPUT"),
          Map.entry(A + "@Reuse(\"a\") Layer b;", "REUSE_INPUT"),
          Map.entry("@Conv2D(filters = 1, kernel = 1) Layer a; @Dense(units = 1) Layer b; @Reuse(\"a\") Layer c;",
              "REUSE_INPUT"),
          Map.entry(CONV + "@Pool(size = 2) Layer b; @Concat({\"conv\", \"b\"}) Layer c;", "CONCAT_SHAPES_DIFFER"),
          Map.entry(A + "@Concat({\"a\", \"input\"}) Layer b;", "CONCAT_SHAPES_DIFFER"),
          Map.entry(CONV + "@Pool(size = 2) Layer b; @Add({\"conv\", \"b\"}) Layer c; @Reuse(\"c\") Layer d;",
              "BROADCAST_SHAPES"),
          Map.entry("@BatchNorm Layer a; " + CONV + "@Reuse(\"a\") Layer b;", "REUSE_INPUT"),
          Map.entry("@Pool(size = 2) Layer a; @Reuse(\"a\") Layer b;", "REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@Dropout(rate = 0.5f) Layer a; @Reuse(\"a\") Layer b; @Reuse(\"a\") Layer c;",
              "REUSE_WITHOUT_PARAMETERS REUSE_WITHOUT_PARAMETERS"),
          Map.entry("@Pool(size = 2, type = PoolType.LP, p = 9) Layer a;", "NUMBER_RANGE"),
          Map.entry("@GlobalPool(type = PoolType.LP, p = 0) Layer a;", "NUMBER_RANGE"),
          Map.entry("@GlobalPool Layer a; @GlobalPool Layer b;", "IMAGE_EXPECTED"),
          Map.entry("@Pool(size = 2, stride = 5, ceiling = true, pads = {0, 0, 3, 0}) Layer a;", ""),
          Map.entry("@Conv2D(filters = 1, kernel = 3, padding = Padding.VALID) Layer a; @Reuse(\"a\") Layer b;",
              "WINDOW_TOO_LARGE"));

  private static void check(String input, List<Map.Entry<String, String>> cases) {
    StringBuilder source =
        new StringBuilder("import dev.kernelsmith.annotations.*; import dev.kernelsmith.runtime.Layer;\n");
    for (int i = 0; i < cases.size(); i++) {
      source.append("@Network(input = ").append(input).append(") class Net").append(i).append(" { ")
          .append(cases.get(i).getKey()).append(" }\n");
    }
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().options("-proc:only", "-Xmaxerrs", "1000")
            .processor(new KernelsmithProcessor((graph, target) -> {})).source("Example", source.toString()).run();
    List<String> different = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      int line = i + 2;
      String found =
          compilation.own().stream().filter(f -> f.line() == line).map(Compilation.Finding::id).sorted()
              .collect(Collectors.joining(" "));
      if (!found.equals(cases.get(i).getValue())) {
        different.add(cases.get(i) + ", but there is " + found);
      }
    }
    assertEquals(List.of(), different);
  }

  @Test
  void ofVectors() {
    check("4", OF_VECTORS);
  }

  @Test
  void ofImages() {
    check("{4, 4, 1}", OF_IMAGES);
  }
}
