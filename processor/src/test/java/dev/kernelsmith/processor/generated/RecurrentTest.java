package dev.kernelsmith.processor.generated;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrent layers among others: all kernels against the interpreter, several layers, both directions, samples of different lengths. */
class RecurrentTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  static Stream<String> layers() {
    return Stream.of(
        "@SimpleRnn(units = 5, sequences = true) Layer a; @Gru(units = 17, reversed = true) Layer b;",
        "@Lstm(units = 33, sequences = true) Layer a; @Lstm(units = 4, bidirectional = true, mask = \"length\") Layer b;",
        "@Gru(units = 16, sequences = true, bidirectional = true, mask = \"length\") Layer a; @Lstm(units = 16) Layer b;",
        "@Lstm(units = 64) Layer a; @Dense(units = 5) Layer b;",
        "@SimpleRnn(units = 3, sequences = true, mask = \"length\", activation = Activation.RELU) Layer a; @Conv1D(filters = 4, kernel = 3) Layer b;",
        "@Gru(units = 6, sequences = true) Layer a; @Gru(units = 6, sequences = true) Layer b; @Add({\"a\", \"b\"}) Layer c;"
            + " @GlobalPool(type = PoolType.MAX) Layer d;",
        "@Lstm(units = 1, sequences = true) Layer a; @BatchNorm Layer b; @Lstm(units = 2, reversed = true, sequences = true) Layer c;",
        "@SimpleRnn(units = 8, sequences = true, activation = Activation.SOFTMAX) Layer a; @Dropout(rate = 0.3) Layer b; @Gru(units = 3) Layer c;",
        "@Lstm(units = 7, sequences = true) Layer a; @Reuse(\"a\") @From(\"words\") Layer again; @Multiply({\"a\", \"again\"}) Layer b;",
        "@Reshape({2, 3, 3}) Layer r; @TimeDistributed @Gru(units = 4, sequences = true) Layer a; @TimeDistributed @Lstm(units = 4) Layer b;",
        // Gradients whose operands are copied in panels, one of them for two weights.
        "@TimeDistributed @Dense(units = 16) Layer a; @SimpleRnn(units = 128, sequences = true) Layer b; @GlobalPool Layer c;");
  }

  static IntStream all() {
    return IntStream.range(0, (int) layers().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 10})
  void kernelsAgreeWithTheInterpreter(int number) {
    NetworkChecks.check(GeneratedNetwork.compile(name(number), source(number)), number);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("all")
  void kernelsOfAllAgreeWithTheInterpreter(int number) {
    NetworkChecks.check(GeneratedNetwork.compileAs(name(number), source(number)), number);
  }

  private static String name(int number) {
    return "Recurrent" + number;
  }

  private static String source(int number) {
    return IMPORTS + "@Network(input = {6, 3})\nclass " + name(number)
        + " {\n  @BatchNorm(epsilon = 1e-2) Layer words;\n"
        + "  @From(\"input\") @Slice(axis = 1, start = 0, end = 1) Layer one; @ArgMax Layer length;\n  @From(\"words\") "
        + layers().toList().get(number)
        + "\n  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";
  }
}
