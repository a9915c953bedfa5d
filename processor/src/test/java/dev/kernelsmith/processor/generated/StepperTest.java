package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.Stepper;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions step by step against those of whole samples, bit for bit. */
class StepperTest {
  private static final int STEPS = 5;

  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  /** Layers behind an input of steps and three channels; E where a sequence has an end, A where its outputs are of all steps. */
  static Stream<String> layers() {
    return Stream.of(
        "A @Lstm(units = 17, sequences = true) Layer a; @TimeDistributed @Dense(units = 4) Layer out;",
        "A @Gru(units = 5, sequences = true) Layer a; @SimpleRnn(units = 33, sequences = true) Layer b; @Add({\"b\", \"b\"}) Layer c; @LayerNorm Layer d;",
        "- @Lstm(units = 6) Layer a; @Dense(units = 3, activation = Activation.SOFTMAX) Layer out;",
        "- @Gru(units = 16, sequences = true) Layer a; @Lstm(units = 7) Layer b; @Dense(units = 5) Layer c; @Dropout(rate = 0.5) Layer d; @Dense(units = 2) Layer out;",
        "AE @TimeDistributed @Dense(units = 8) Layer x; @SelfAttention(heads = 2, causal = true) Layer a; @Add({\"x\", \"a\"}) Layer out;",
        "AE @TimeDistributed @Dense(units = 20) Layer x; @PositionalEmbedding Layer p; @LayerNorm Layer n; @SelfAttention(heads = 2, causal = true, rotary = true, bias = false)"
            + " Layer a; @Add({\"p\", \"a\"}) Layer r; @LayerNorm Layer m; @FeedForward(units = 40) Layer f; @Add({\"r\", \"f\"}) Layer s;"
            + " @SelfAttention(heads = 2, causal = true, dropout = 0.2) Layer b; @TimeDistributed @Dense(units = 3) Layer out;",
        "AE @PositionalEncoding Layer p; @Lstm(units = 4, sequences = true) Layer out;",
        "AE @Conv1D(filters = 6, kernel = 3, padding = Padding.CAUSAL, activation = Activation.RELU) Layer a;"
            + " @Conv1D(filters = 16, kernel = 2, dilation = 2, padding = Padding.CAUSAL) Layer b; @BatchNorm Layer c;",
        "E @SelfAttention(heads = 3, causal = true) Layer a; @Lstm(units = 4, sequences = true) Layer b; @From(\"a\") @Gru(units = 2) Layer c; @Dense(units = 2) Layer out;",
        "AE @Formula(\"s[n,t,u] += x[n,t,c] * x[n,u,c]; w[n,t,u] = u < t + 1 ? s[n,t,u] : 0; y[n,t,c] += w[n,t,u] * x[n,u,c]\") Layer own;",
        "AE @Formula(\"y[n,t,c] += x[n,u,c] where u <= t, t < 5\") Layer before; @Formula(\"y[n,t,c] max= x[n,u,c] where u <= t, t < 5\") Layer most;",
        "A @Pad(before = {1, 0}, after = {2, 0}) Layer more; @Slice(axis = 0, end = -3) Layer same; @Gru(units = 4, sequences = true) Layer out;",
        "AE @Formula(\"y[n,t,c] = x[n,t,c] where t < 3\") Layer cut; @TimeDistributed @Dense(units = 4) Layer out;");
  }

  static IntStream all() {
    return IntStream.range(0, (int) layers().count());
  }

  private static GeneratedNetwork compile(int number, int steps) {
    String name = "Steps" + number + "Of" + steps;
    String layers = layers().toList().get(number).replace("{-1,", "{" + steps + ",");
    return GeneratedNetwork.compile(
        name,
        IMPORTS + "@Network(input = {" + steps + ", 3}, stepwise = \"input\")\nclass " + name + " {\n"
            + layers.substring(layers.indexOf(' ') + 1) + "\n}\n");
  }

  private static boolean has(int number, char mark) {
    String layers = layers().toList().get(number);
    return layers.substring(0, layers.indexOf(' ')).indexOf(mark) >= 0;
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  private static NetworkEngine engine(GeneratedNetwork network, Variant variant, float[] parameters) {
    NetworkEngine engine = new NetworkEngine(network.spec(), network.kernels(variant), 1);
    engine.publish(parameters);
    return engine;
  }

  private static float[] row(float[] rows, int step, int steps) {
    int length = rows.length / steps;
    return Arrays.copyOfRange(rows, step * length, (step + 1) * length);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 10, 11, 12})
  void stepsHaveTheBitsOfWholeSamples(int number) {
    check(number);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("all")
  void stepsOfAllHaveTheBitsOfWholeSamples(int number) {
    check(number);
  }

  private static void check(int number) {
    GeneratedNetwork network = compile(number, STEPS);
    Verifier.verify(Objects.requireNonNull(network.programs().stepwise()).program());
    int longer = 2 * STEPS + 3;
    GeneratedNetwork onwards = has(number, 'E') ? null : compile(number, longer);
    NetworkSpec spec = network.spec();
    float[] parameters = Batch.random(spec, 1, number).parameters();
    for (Variant variant : Variant.values()) {
      NetworkEngine engine = engine(network, variant, parameters);
      Stepper stepper = engine.stepper();
      assertEquals(has(number, 'E'), !stepper.isEndless());
      for (int sample = 0; sample < 3; sample++) {
        float[] input = random(3 * longer, 10 * number + sample);
        whole(engine, stepper, input, variant + " sample " + sample, has(number, 'A'));
        if (onwards != null) {
          float[] expected = engine(onwards, variant, parameters).predict(input);
          for (int step = STEPS; step < longer; step++) {
            float[] given = stepper.step(row(input, step, longer));
            if (has(number, 'A') || step == longer - 1) {
              assertArrayEquals(
                  has(number, 'A') ? row(expected, step, longer) : expected, given, variant + " step " + step);
            }
          }
        }
        stepper.reset();
      }
    }
  }

  /** Layers of which a network may have any, in any order; each reads the one before, P, and is called N. */
  private static final List<String> ANY =
      List.of(
          "@Lstm(units = U, sequences = true) Layer N;", "@Gru(units = U, sequences = true) Layer N;",
          "@SimpleRnn(units = U, sequences = true, activation = Activation.RELU) Layer N;",
          "@SelfAttention(heads = 1, causal = true) Layer N;",
          "@SelfAttention(heads = 1, causal = true, bias = false) Layer N;",
          "@Conv1D(filters = U, kernel = 3, padding = Padding.CAUSAL) Layer N;",
          "@Conv1D(filters = U, kernel = 2, dilation = 3, padding = Padding.CAUSAL, activation = Activation.TANH) Layer N;",
          "@TimeDistributed @Dense(units = U, activation = Activation.SWISH) Layer N;",
          "@TimeDistributed @Dense(units = 5) Layer N1; @LayerNorm Layer N;",
          "@TimeDistributed @Dense(units = 5) Layer N1; @RmsNorm Layer N;", "@BatchNorm Layer N;",
          "@PositionalEncoding Layer N;", "@PositionalEmbedding Layer N;",
          "@FeedForward(units = U) Layer N;", "@Add({\"P\", \"P\"}) Layer N;", "@Multiply({\"P\", \"P\"}) Layer N;",
          "@Concat(value = {\"P\", \"P\"}, axis = 1) Layer N;", "@Slice(axis = 1, start = 0, end = 1) Layer N;",
          "@Pad(before = {0, 1}, after = {0, 2}) Layer N;", "@Dropout(rate = 0.5) Layer N;",
          "@Activate(Activation.SOFTMAX) Layer N;",
          "@Reshape({STEPS, 1, -1}) Layer N1; @Sum(axes = 1) Layer N;", "@Max(axes = 1, keepDims = true) Layer N;",
          "@Formula(\"y[n,t,c] = x[n,t,c] * sigmoid(1.7 * x[n,t,c])\") Layer N;");

  private static final List<String> ENDS =
      List.of("", "@Lstm(units = 3) Layer last;", "@Gru(units = 5) Layer last; @Dense(units = 4) Layer out;");

  /** A network of layers of which each looks at earlier steps only. */
  private static String random(String name, Random random) {
    StringBuilder layers = new StringBuilder();
    String before = "input";
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String layer = ANY.get(random.nextInt(ANY.size()));
      layers.append("  ").append(
          layer.replace("N1", "m" + i).replace(" N;", " l" + i + ";").replace("\"P\"", '"' + before + '"')
              .replace("STEPS", "" + STEPS).replace("= U", "= " + (1 + random.nextInt(20))))
          .append('\n');
      before = "l" + i;
    }
    layers.append("  ").append(ENDS.get(random.nextInt(ENDS.size())));
    return IMPORTS + "@Network(input = {" + STEPS + ", 3}, stepwise = \"input\")\nclass " + name + " {\n" + layers
        + "\n}\n";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void anyLayersThatLookBackOnly(int seed) {
    checkRandom(seed);
  }

  @Tag("thorough")
  @Test
  void anyLayersOfMany() {
    for (int seed = 5; seed < Integer.getInteger("stepper.seeds", 150); seed++) {
      checkRandom(seed);
    }
  }

  private static void checkRandom(int seed) {
    String name = "Any" + seed;
    String source = random(name, new Random(seed));
    GeneratedNetwork network = GeneratedNetwork.compile(name, source);
    boolean all = source.indexOf("last;") < 0;
    float[] parameters = Batch.random(network.spec(), 1, seed).parameters();
    for (Variant variant : Variant.values()) {
      NetworkEngine engine = engine(network, variant, parameters);
      Stepper stepper = engine.stepper();
      for (int sample = 0; sample < 2; sample++) {
        whole(engine, stepper, random(3 * STEPS, 10 * seed + sample), variant + " of\n" + source, all);
        stepper.reset();
      }
    }
  }

  private static void whole(NetworkEngine engine, Stepper stepper, float[] input, String what, boolean all) {
    float[] expected = engine.predict(Arrays.copyOf(input, 3 * STEPS));
    float[] logits = engine.logits(Arrays.copyOf(input, 3 * STEPS));
    for (int step = 0; step < STEPS; step++) {
      assertEquals(step, stepper.position());
      float[] given = stepper.step(row(Arrays.copyOf(input, 3 * STEPS), step, STEPS));
      if (all || step == STEPS - 1) {
        assertArrayEquals(all ? row(expected, step, STEPS) : expected, given, what + " step " + step);
        assertArrayEquals(
            all ? row(logits, step, STEPS) : logits, stepper.logits(engine.spec().outputLayers().getFirst()), what);
      }
    }
  }

  /** A decoder that comes step by step, what it reads of an encoder that has read all of its sequence before. */
  @Test
  void encodersAreComputedOnce() {
    GeneratedNetwork network =
        GeneratedNetwork.compile(
            "Translation",
            IMPORTS + """
                @Network(stepwise = "said")
                class Translation {
                  @Input(value = 7, type = InputType.INT) Layer heard;
                  @Input(value = {1}) Layer length;
                  @Input(value = 6, type = InputType.INT) Layer said;
                  @From("heard") @Embedding(vocabulary = 9, units = 8) Layer words;
                  @Gru(units = 4, bidirectional = true, sequences = true) Layer memory;
                  @From("said") @Embedding(vocabulary = 11, units = 8) Layer tokens;
                  @SelfAttention(heads = 2, causal = true) Layer own;
                  @CrossAttention(value = {"own", "memory"}, heads = 2, mask = "length") Layer other;
                  @Add({"own", "other"}) Layer both;
                  @TimeDistributed @Dense(units = 11) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer next;
                  @From("both") @Lstm(units = 3) Layer last;
                  @Dense(units = 2) @Output Layer mood;
                }
                """);
    NetworkSpec spec = network.spec();
    float[] parameters = Batch.random(spec, 1, 3).parameters();
    for (Variant variant : Variant.values()) {
      NetworkEngine engine = engine(network, variant, parameters);
      int[] heard = {1, 8, 0, 4, 4, 2, 7};
      int[] said = {10, 3, 0, 5, 10, 1};
      Stepper stepper = engine.stepper(heard, new float[] {5});
      for (float length : new float[] {5, 7}) {
        stepper.reset(heard, new float[] {length});
        float[][] expected = engine.outputs(new Object[] {heard, new float[] {length}, said});
        for (int step = 0; step < said.length; step++) {
          assertArrayEquals(row(expected[0], step, 6), stepper.step(said[step]), variant + " step " + step);
        }
        assertArrayEquals(expected[1], stepper.output("mood"));
      }
      IllegalArgumentException unknown =
          assertThrows(IllegalArgumentException.class, () -> stepper.feed(new int[] {11}));
      assertTrue(unknown.getMessage().contains("value 0 is 11, but input 'said' takes the numbers of 11 tokens"));
      IllegalStateException end = assertThrows(IllegalStateException.class, () -> stepper.step(1));
      assertTrue(end.getMessage().contains("all 6 steps"), end::getMessage);
      stepper.reset();
      assertArrayEquals(
          row(engine.outputs(new Object[] {heard, new float[] {7}, said})[0], 2, 6),
          stepper.feed(new int[] {10, 3, 0}));
    }
  }

  @Test
  void whatDoesNotFitIsSaid() {
    GeneratedNetwork network = compile(2, STEPS);
    NetworkEngine engine = network.network(1).engine();
    Stepper stepper = engine.stepper();
    assertMessage("input 'input' of network Steps2Of5 takes float[3] here, not float[2]",
        () -> stepper.step(new float[2]));
    assertMessage("input 'input' of network Steps2Of5 takes float[3] here, not int[1]", () -> stepper.step(1));
    assertMessage("input 'input' of network Steps2Of5 takes float[3] here, not null",
        () -> stepper.step((float[]) null));
    assertMessage("there are 1 inputs that network Steps2Of5 takes step by step, not 2",
        () -> stepper.step(new float[3], new float[3]));
    assertMessage("there are 0 inputs that network Steps2Of5 does not take step by step, not 1",
        () -> stepper.reset(1));
    assertMessage("there is no token to feed", () -> stepper.feed(new int[0]));
    assertMessage("network Steps2Of5 has no output before the first step", () -> stepper.output("out"));
    assertEquals(0, stepper.position());
    stepper.step(new float[3]);
    assertEquals("sequence of network Steps2Of5 at step 1", stepper.toString());
    GeneratedNetwork plain =
        GeneratedNetwork.compile(
            "Plain", IMPORTS + "@Network(input = {4, 3}) class Plain { @Lstm(units = 2) Layer a; }\n");
    assertMessage(
        "network Plain was compiled without steps: name the input that comes step by step, @Network(stepwise = \"input\"), and compile again",
        () -> plain.network(1).stepper());
  }

  private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable call) {
    assertEquals(expected, assertThrows(RuntimeException.class, call).getMessage());
  }
}
