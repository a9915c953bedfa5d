package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users call of a network with several inputs and outputs: methods with a parameter for each, in a program of their own. */
class TypedMethodsTest {
  private static final GeneratedNetwork NETWORK = SeveralOfEach.compile();
  private static final SeveralOfEach.Samples DATA = SeveralOfEach.Samples.random(NETWORK.spec(), 1);

  private static final String NAMES_OF_ALL_KINDS =
      """
          package user;
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(inspect = true)
          public class Names {
            static class Outputs {}
            static class Inspection {}
            @Input(2) Layer engine;
            @Input(value = 3, type = InputType.INT) Layer all;
            @From("engine") @Output @Dense(units = 2) Layer toString;
            @From("all") @Output @Dense(units = 2) Layer seed;
            @Input({2, 2, 1}) Layer input;
            @Loss(LossFunction.MEAN_SQUARED_ERROR) @Dense(units = 3) Layer predict;
            @From("engine") @Output @Dense(units = 1) Layer toString_;
          }
          """;

  private static final String USER =
      """
          package user;
          import dev.kernelsmith.runtime.data.ArrayDataset;
          import dev.kernelsmith.runtime.data.Dataset;
          class User {
            static float use() {
              NamesNetwork network = new NamesNetwork(7);
              float[] engine = {1, 2};
              int[] all = {1, 2, 3};
              float[] input = new float[4];
              NamesNetwork.Outputs_ outputs = network.outputs(engine, all, input);
              float[] first = network.predict(engine, all, input);
              int best = network.classify(engine, all, input);
              best += network.topK(engine, all, input, 2).get(0).number() - best;
              float[] raw = network.logits(engine, all, input);
              dev.kernelsmith.runtime.Inspection inspection = network.inspect(engine, all, input);
              first[0] = inspection.activations("toString").floats()[0] * 0 + first[0];
              Dataset data = NamesNetwork.dataset(
                  ArrayDataset.ofValues(new float[][] {engine}, new float[][] {{0}}),
                  ArrayDataset.ofValues(new float[][] {{1, 2, 3}}, new float[][] {{0}}),
                  ArrayDataset.ofValues(new float[][] {input}, new float[][] {{0}}),
                  ArrayDataset.ofValues(new float[][] {{0}}, new float[][] {{1, 2, 3}}));
              float[] again = network.engine().outputs(data)[4][0];
              return outputs.toString__()[0] - first[0] + outputs.toString_().length - 1 + outputs.seed()[0] * 0 + best * 0 + raw[0] - first[0]
                  + outputs.predict()[2] - again[2];
            }
          }
          """;

  @Test
  void namesOfUsersAreTheirParametersAndComponents() throws ReflectiveOperationException {
    for (CompilerKind kind : List.of(CompilerKind.JAVAC, CompilerKind.ECLIPSE)) {
      Compilation compilation =
          Compile.with(kind).withVectorModule().source("user.Names", NAMES_OF_ALL_KINDS).source("user.User", USER)
              .run();
      assertTrue(compilation.success(), compilation::report);
      Method use = compilation.loader().loadClass("user.User").getDeclaredMethod("use");
      use.setAccessible(true);
      assertEquals(0f, use.invoke(null));
    }
  }

  /** Whoever reads a call in an editor learns how long each array is, and in which order. */
  @Test
  void commentsTellEachArray() {
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().source("user.Names", NAMES_OF_ALL_KINDS).run();
    String source = compilation.sources().get("user.NamesNetwork");
    String[] members = source.substring(source.indexOf("class NamesNetwork")).split("\n\n");
    int methods = 0;
    for (String member : members) {
      if (member.matches("(?s).*\n  public (?!Names|static (?!Dataset)|NetworkEngine|String).*")) {
        methods++;
        assertTrue(member.startsWith("  /**\n"), member);
        assertTrue(member.contains("@param engine ") && member.contains("2 floats\n"), member);
        assertTrue(member.contains("@param all ") && member.contains("3 "), member);
        assertTrue(member.contains("4 floats, in the order of 2 x 2 x 1, the last extent innermost\n"), member);
        boolean array = member.contains("public float[] ");
        assertEquals(array, member.contains("@return 2 floats\n"), member);
      }
    }
    assertEquals(8, methods, source);
    assertTrue(source.contains("   * @param toString__ 2 floats\n"), source);
    assertTrue(source.contains("   * @param predict 3 floats\n"), source);
    assertTrue(source.contains("Input {@code all}: 3 ints. Input {@code input}: 4 floats, in the order of 2 x 2 x 1"),
        source);
  }

  @Test
  void eachMethodGivesWhatTheEngineGives() throws ReflectiveOperationException {
    CompiledNetwork network = NETWORK.network(1);
    Dataset data = DATA.data();
    for (int sample : new int[] {0, 20}) {
      Object[] inputs = {DATA.images()[sample], DATA.codes()[sample]};
      float[][] expected = network.engine().outputs(data, sample);
      assertArrayEquals(expected[1], (float[]) call(network, "predict", inputs));
      assertArrayEquals(expected[0], (float[]) call(network, "logits", inputs));
      assertEquals(network.classify(data)[sample], call(network, "classify", inputs));
      String vector =
          assertThrows(IllegalStateException.class, () -> network.engine().classifyPositions(inputs)).getMessage();
      assertTrue(vector.contains("call classify"), vector);
      assertEquals(network.topK(data, 2).get(sample), call(network, "topK", new Object[] {inputs[0], inputs[1], 2}));
      Object outputs = call(network, "outputs", inputs);
      assertArrayEquals(expected[1], (float[]) component(outputs, "digit"));
      assertArrayEquals(expected[3], (float[]) component(outputs, "value"));
      assertArrayEquals(expected[3], network.engine().predict(data, "value")[sample]);
    }
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> network.engine().predict(data, "conv")).getMessage();
    assertTrue(unknown.contains("no output 'conv'; it has digit, value"), unknown);
  }

  /** Where the first output is an image, there is a class for each pixel. */
  @Test
  void classesAtPositions() throws ReflectiveOperationException {
    GeneratedNetwork generated =
        GeneratedNetwork.compileAs(
            "Pixels",
            """
            import dev.kernelsmith.annotations.*;
            import dev.kernelsmith.runtime.Layer;
            @Network
            class Pixels {
              @Input({3, 4, 2}) Layer image;
              @Input(value = {3, 4, 1}, type = InputType.INT) Layer codes;
              @Concat({"image", "codes"}) Layer both;
              @Conv2D(filters = 5, kernel = 1) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer pixels;
            }
            """);
    CompiledNetwork network = generated.network(1);
    Random random = new Random(2);
    float[] image = new float[24];
    int[] codes = random.ints(12, -2, 3).toArray();
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }
    Object[] inputs = {image, codes};
    int[] expected = PositionsTest.largest(network.engine().logits(inputs), 5);
    assertArrayEquals(expected, (int[]) call(network, "classifyPositions", inputs));
    String message =
        assertThrows(IllegalStateException.class, () -> network.engine().classify(inputs)).getMessage();
    assertTrue(message.contains("call classifyPositions"), message);
    String source = generated.compilation().sources().get("PixelsNetwork");
    assertTrue(source.contains("@return class numbers: 12 ints, in the order of 3 x 4, the last extent innermost"),
        source);
  }

  @Test
  void whatDoesNotFitIsToldByName() {
    CompiledNetwork network = NETWORK.network(1);
    float[] image = DATA.images()[0];
    int[] codes = DATA.codes()[0];
    List.of(
        Arrays.asList("takes 2 inputs, not 1", image),
        Arrays.asList("input 'codes' of network SeveralOfEach takes int[], not float[]", image, new float[5]),
        Arrays.asList("input 'image' of network SeveralOfEach takes float[], not null", null, codes),
        Arrays.asList("input 'codes' has 4 values", image, new int[4]),
        Arrays.asList("value 1 is 16777217, but input 'codes' takes whole numbers", image,
            new int[] {0, (1 << 24) + 1, 0, 0, 0}))
        .forEach(wrong -> {
          Object[] inputs = wrong.subList(1, wrong.size()).toArray();
          String message =
              assertThrows(IllegalArgumentException.class, () -> network.engine().predict(inputs)).getMessage();
          assertTrue(message.contains((String) wrong.getFirst()), message);
        });
  }

  @Test
  void dataSetsThatCannotBeJoinedAreToldByName() throws ReflectiveOperationException {
    Dataset first = DATA.data().ofInput(0);
    Dataset second = DATA.data().ofInput(1);
    Method dataset =
        NETWORK.network(1).getClass()
            .getMethod("dataset", Dataset.class, Dataset.class, Dataset.class, Dataset.class);
    dataset.setAccessible(true);
    for (int i = 0; i < 4; i++) {
      String name = List.of("image", "codes", "digit", "value").get(i);
      Dataset[] joined = {first, second, first, second};
      joined[i] = null;
      InvocationTargetException missing =
          assertThrows(InvocationTargetException.class, () -> dataset.invoke(null, (Object[]) joined));
      assertEquals("the data of " + name + " is null", missing.getCause().getMessage());
      if (i > 0) {
        joined[i] = Subset.range(i == 2 ? first : second, 0, 3);
        InvocationTargetException short3 =
            assertThrows(InvocationTargetException.class, () -> dataset.invoke(null, (Object[]) joined));
        assertEquals(
            "the data of " + name + " has 3 samples, that of image has 21: join data of the same samples",
            short3.getCause().getMessage());
      }
    }
  }

  /** What a data set has for an input of ints is checked as that for one of floats is, and must be whole. */
  @Test
  void numbersOfDataSetsThatAreNotWholeOrNotThere() {
    CompiledNetwork network = NETWORK.network(1);
    for (Map.Entry<float[], String> wrong : Map.of(
        new float[] {1, 2, 0.5f, 0, 0}, "value 2 of sample 4 of the data is 0.5, but input 'codes' takes whole numbers",
        new float[] {1, 2, 3e7f, 0, 0},
        "value 2 of sample 4 of the data is 30000000, but input 'codes' takes whole numbers",
        new float[] {1, 2, 3, 0}, "left some of them unwritten").entrySet()) {
      Dataset codes = new Codes(wrong.getKey());
      Dataset data =
          JoinedDataset.of(List.of(DATA.data().ofInput(0), codes),
              List.of(DATA.data().ofTarget(0), DATA.data().ofTarget(1)));
      for (Executable use : List.<Executable>of(
          () -> network.predict(data), () -> Evaluation.of(network, data),
          () -> Trainer.of(network).epochs(1).fit(data))) {
        String message = assertThrows(IllegalArgumentException.class, use).getMessage();
        assertTrue(message.contains(wrong.getValue()), message);
      }
    }
  }

  /** Numbers of which those of sample 4 are given. */
  private record Codes(float[] fourth) implements Dataset {
    @Override
    public int size() {
      return SeveralOfEach.SAMPLES;
    }

    @Override
    public int inputLength() {
      return 5;
    }

    @Override
    public void copyInput(int index, float[] into, int offset) {
      float[] values = index == 4 ? fourth : new float[5];
      System.arraycopy(values, 0, into, offset, values.length);
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public int classOf(int index) {
      return 0;
    }

    @Override
    public int targetLength() {
      return 0;
    }

    @Override
    public void copyTarget(int index, float[] into, int offset) {
      throw new IllegalStateException("no values");
    }
  }

  /** An evaluation has its parts by the names of outputs. */
  @Test
  void evaluationsHaveParts() {
    CompiledNetwork network = NETWORK.network(1);
    Evaluation evaluation = Evaluation.of(network, DATA.data());
    assertEquals(evaluation.parts().get(1), evaluation.part("value"));
    assertEquals("0.25 * MEAN_SQUARED_ERROR of value: loss", evaluation.part("value").toString().substring(0, 40));
    String unknown = assertThrows(IllegalArgumentException.class, () -> evaluation.part("valu")).getMessage();
    assertEquals(
        "the network has no loss of an output 'valu': did you mean 'value'? It has digit, value", unknown);
  }

  /** Handles of inputs are set as those of layers are. */
  @ParameterizedTest
  @EnumSource(Field.class)
  void handlesOfInputs(Field field) {
    assertEquals(field.shape, NETWORK.network(1).engine().layer(field.name()).outputShape());
  }

  private enum Field {
    image(List.of(6, 6, 2)), codes(List.of(5)), conv(List.of(6, 6, 4));

    private final List<Integer> shape;

    Field(List<Integer> shape) {
      this.shape = shape;
    }
  }

  private static Object call(CompiledNetwork network, String name, Object[] inputs)
      throws ReflectiveOperationException {
    Class<?>[] types =
        inputs.length == 2 ? new Class<?>[] {float[].class, int[].class}
            : new Class<?>[] {float[].class, int[].class, int.class};
    Method method = network.getClass().getMethod(name, types);
    method.setAccessible(true);
    try {
      return method.invoke(network, inputs);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static Object component(Object outputs, String name) throws ReflectiveOperationException {
    Method accessor = outputs.getClass().getMethod(name);
    accessor.setAccessible(true);
    return accessor.invoke(outputs);
  }
}
