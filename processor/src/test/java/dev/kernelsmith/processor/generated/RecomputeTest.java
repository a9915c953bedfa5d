package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a backward pass computes again: less memory, the same bits. */
class RecomputeTest {
  private static final String HEAD = "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";
  private static final String MARK = "@Recompute";

  private static final String TRANSFORMER = """
      @Network(input = {6, 32})
      class Transformed {
        @Recompute @Block(Part.class) Layer first;
        @Recompute @Block(Part.class) Layer second;
        @TimeDistributed @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
      }
      @Block
      class Part {
        @LayerNorm Layer read;
        @SelfAttention(heads = 2, causal = true, rotary = true, dropout = 0.25) Layer attention;
        @Add({"input", "attention"}) Layer heard;
        @FeedForward(units = 40) Layer thought;
        @Add({"heard", "thought"}) Layer result;
      }
      """;

  private static final String RECURRENT = """
      @Network(input = {5, 5})
      class Recurrent {
        @Slice(axis = 1, start = 0, end = 1) Layer one; @ArgMax Layer length;
        @From("input") @Recompute @Lstm(units = 18, sequences = true, mask = "length") Layer a;
        @Recompute @Gru(units = 9, bidirectional = true, sequences = true) Layer b;
        @Recompute @SimpleRnn(units = 16, reversed = true, sequences = true, activation = Activation.RELU) Layer c;
        @Recompute @Lstm(units = 16, sequences = true) Layer d;
        @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
      }
      """;

  /** Maxima, statistics of the batch, parameters that several layers have, and a mark on the last layer. */
  private static final String IMAGES = """
      @Network(input = {6, 6, 2})
      class Images {
        @Recompute @Block(Part.class) Layer first;
        @Recompute @Block(Part.class) Layer second;
        @Recompute @Reuse("second") Layer again;
        @Recompute @Conv2D(filters = 3, kernel = 3, activation = Activation.GELU) Layer last;
        @Recompute @Dense(units = 3, activation = Activation.TANH) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
      }
      @Block
      class Part {
        @Conv2D(filters = 4, kernel = 3, padding = Padding.SAME, activation = Activation.SWISH) Layer wide;
        @Pool(size = 3, stride = 1, padding = Padding.SAME) Layer largest;
        @BatchNorm Layer normal;
        @Conv2D(filters = 2, kernel = 1) Layer narrow;
        @GroupNorm(groups = 2) Layer grouped;
        @Add({"input", "grouped"}) Layer result;
      }
      """;

  private static GeneratedNetwork compiled(String source) {
    return GeneratedNetwork.compile(source.replaceAll("(?s).*?class (\\w+).*", "$1"), HEAD + source);
  }

  /** The same statements go to devices. */
  @Test
  void devicesComputeThemAgain() {
    DeviceCode.check(GeneratedNetwork.compileAs("Images", HEAD + IMAGES));
  }

  @ParameterizedTest
  @ValueSource(strings = {TRANSFORMER, RECURRENT, IMAGES})
  void takesLessMemoryForTheSameBits(String source) {
    GeneratedNetwork marked = compiled(source);
    GeneratedNetwork kept = compiled(source.replace(MARK, ""));
    NetworkSpec spec = marked.spec();
    Batch batch = Batch.random(spec, 21, 5).weighted(5);
    for (Variant variant : List.of(Variant.SCALAR, Variant.VECTOR_32)) {
      TrainingStep expected = TrainingStep.run(kept.kernels(variant), spec, batch);
      TrainingStep step = TrainingStep.run(marked.kernels(variant), spec, batch);
      Closeness.same(variant + " losses", expected.losses(), step.losses());
      Closeness.same(variant + " gradients", expected.gradients(), step.gradients());
      int before = floats(kept, variant);
      int now = floats(marked, variant);
      // Where one layer takes most, nothing is gained.
      assertTrue(now < before || now == before && source.equals(IMAGES),
          () -> variant + " takes " + now + " floats, without marks " + before);
    }
    assertEquals(kept.programs().prediction().toString(), marked.programs().prediction().toString());
    Verifier.verify(Objects.requireNonNull(marked.programs().training()));
  }

  private static int floats(GeneratedNetwork network, Variant variant) {
    BlockProgram training = Objects.requireNonNull(network.kernels(variant).training());
    return training.floats() + training.kept();
  }

  @Test
  void gatesAreComputedForAllStepsAtOnce() {
    Program training = Objects.requireNonNull(compiled(RECURRENT).programs().training());
    assertTrue(
        training.statements().stream().filter(s -> s.target().name().endsWith("Again")).noneMatch(Statement::isStep));
    assertNotEquals(0, again(training, "a", "ForgetGate"));
    assertEquals(0, again(training, "a", "State"));
    assertEquals(0, again(training, "a", "Memory"));
  }

  private static long again(Program program, String layer, String part) {
    String name = Buffer.nameOf(Buffer.nameOf(layer, part), "Again");
    return program.statements().stream().filter(s -> s.target().name().equals(name)).count();
  }
}
