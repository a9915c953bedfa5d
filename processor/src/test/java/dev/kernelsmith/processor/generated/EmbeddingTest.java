package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Embeddings, and other sums of which one place of an axis counts: all kernels against the interpreter, the same bits by any number of threads. */
class EmbeddingTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  private static final Buffer INPUT = Buffer.of("input", Buffer.Role.INPUT, List.of(4, 5));
  private static final Axis I = new Axis("i", 4);
  private static final Axis R = new Axis("r", 5);

  /** A number from -1 to 3, or a half, for each of 4 times 5 places. */
  private static final Buffer NUMBERS = Buffer.value("numbers", List.of(4, 5));

  private final List<Statement> statements = new ArrayList<>();

  private void begin() {
    statements.clear();
    Buffer sample = Buffer.value("sample", INPUT.shape());
    statements.add(Statement.assign("input", sample, List.of(I, R), Expr.at(INPUT, List.of(I, R))));
    Expr x = Expr.at(sample, List.of(I, R));
    Expr number = Expr.constant(3);
    double[] steps = {0.7, 2, 0.4, 1.5, 0.2, 1, -0.2, 0, -0.6, -1};
    for (int s = 0; s < steps.length; s += 2) {
      number = Expr.select(Relation.LESS, x, Expr.constant(steps[s]), Expr.constant(steps[s + 1]), number);
    }
    statements.add(Statement.assign("numbers", NUMBERS, List.of(I, R), number));
  }

  private static Buffer table(int... shape) {
    return Buffer.of("table", Buffer.Role.PARAMETER, Arrays.stream(shape).boxed().toList());
  }

  private static Expr equal(Axis row, Expr value, boolean swapped) {
    Expr number = Expr.at(NUMBERS, List.of(I, R));
    Expr index = new Expr.Index(Affine.of(row));
    return Expr.select(
        Relation.EQUAL, swapped ? index : number, swapped ? number : index, value, Expr.constant(0));
  }

  /** {@code y[i, ...] += numbers[i, r] == k ? ... : 0}, its gradient by the table, and what of both is handed out. */
  private Program program(Buffer table, List<Axis> element, Axis row, List<Axis> output, boolean swapped,
      boolean twice) {
    begin();
    Buffer y = Buffer.value("y", output.stream().map(Axis::extent).toList());
    List<Axis> axes = new ArrayList<>(List.of(I, R));
    element.stream().filter(a -> !axes.contains(a)).forEach(axes::add);
    statements.add(
        new Statement(
            "y forward", y, Affine.ofAll(output), Reduction.SUM, false, equal(row, Expr.at(table, element), swapped),
            axes, List.of(), null));
    Buffer gradient = table.gradient();
    Statement backward =
        new Statement(
            "table backward", gradient, Affine.ofAll(element), Reduction.SUM, false,
            equal(row, Expr.at(y, output), swapped), axes, List.of(), null);
    statements.add(backward);
    if (twice) {
      statements
          .add(backward.accumulating(true).withValue(equal(row, Expr.constant(0.5).times(Expr.at(y, output)), false)));
    }
    Buffer out = Buffer.of(Buffer.nameOf("y", "Out"), Buffer.Role.OUTPUT, y.shape(), 0);
    statements.add(Statement.assign("output", out, output, Expr.at(y, output)));
    return new Program("train", statements);
  }

  @Test
  void sumsOfOnePlaceAreThoseOfAll() {
    Map<Long, Program> programs = new LinkedHashMap<>();
    for (int units : new int[] {3, 20}) {
      Axis u = new Axis("u", units);
      for (int rows : new int[] {3, 7}) {
        Axis k = new Axis("k", rows);
        long seed = programs.size();
        programs.put(seed, program(table(rows, units), List.of(k, u), k, List.of(I, u), seed % 2 == 0, rows == 3));
        programs.put(
            seed + 1, program(table(units, rows), List.of(u, k), k, List.of(I, R, u), seed % 2 == 1, rows == 3));
        programs.put(
            seed + 2, program(table(2, rows, units), List.of(new Axis("a", 2), k, u), k,
                List.of(I, u, new Axis("a", 2)), false, rows == 7));
        programs.put(
            seed + 3, program(table(rows, 5, units), List.of(k, R, u), k, List.of(I, R, u), false, false));
      }
    }
    for (Program program : programs.values()) {
      long selected = program.statements().stream().filter(s -> Selected.summed(s) != null).count();
      assertEquals(1, selected, program::toString);
    }
    assertEquals(Map.of(), ProgramChecks.check(programs));
  }

  private static final String SOURCE = IMPORTS + """
      @Network(input = 20)
      class Tokens {
        @Dense(units = 30, activation = Activation.TANH) Layer spread;
        @Reshape({5, 6}) Layer scores;
        @ArgMax(axes = -1) Layer codes;
        @Embedding(vocabulary = 6, units = 20) Layer vectors;
        @From("codes") @Embedding(vocabulary = 3, units = 20, initializer = Initializer.GLOROT_NORMAL) Layer some;
        @Add({"vectors", "some"}) Layer both;
        @From("codes") @Reuse("vectors") Layer again;
        @Add({"both", "again"}) Layer sum;
        @From("spread") @ArgMax Layer best;
        @Embedding(vocabulary = 40, units = 3) Layer one;
        @From("sum") @Dense(units = 3) Layer left;
        @Add({"left", "one"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
      }
      """;

  @Test
  void networksDoWhatTheInterpreterDoes() {
    NetworkChecks.check(GeneratedNetwork.compileAs("Tokens", SOURCE), 3);
    NetworkChecks.check(
        GeneratedNetwork.compile(
            "Tokens",
            SOURCE.replace("@Network(input = 20)", "@Network(input = 20) @Optimizer(type = OptimizerType.SGD)")),
        4);
  }

  private static final String FROM_INTS = IMPORTS + """
      @Network
      @Optimizer(type = OptimizerType.SGD, learningRate = 0.5)
      class Words {
        @Input(value = 4, type = InputType.INT) Layer words;
        @Embedding(vocabulary = 50, units = 9) Layer vectors;
        @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
      }
      """;

  /** Also what is updated: a row that no sample names stays as it is, and one that is named by a class alone moves. */
  @Test
  void rowsThatAreNotUsedKeepTheirBitsWithDescent() {
    GeneratedNetwork compiled = GeneratedNetwork.compile("Words", FROM_INTS);
    Random random = new Random(7);
    float[] inputs = new float[100 * 4];
    int[] classes = new int[100];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextInt(-1, 40);
      classes[i / 4] = inputs[i - i % 4] > 20 ? 1 : 0;
    }
    Dataset data = ArrayDataset.ofClasses(inputs, 4, classes);
    float[] before = compiled.network(1).parameter("vectors.weights").floats();
    float[][] after = new float[3][];
    for (int threads = 1; threads <= 3; threads++) {
      CompiledNetwork network = compiled.network(1);
      Trainer.of(network).epochs(3).batchSize(40).threads(threads).fit(data);
      after[threads - 1] = network.parameter("vectors.weights").floats();
      assertArrayEquals(after[0], after[threads - 1]);
    }
    for (int row = 0; row < 50; row++) {
      boolean same = true;
      for (int u = 0; u < 9; u++) {
        same &= before[row * 9 + u] == after[0][row * 9 + u];
      }
      assertEquals(row >= 40, same, "row " + row);
    }
  }

  /** A token that is none is found before a training changes anything; -1 stands for no token. */
  @Test
  void tokensOutOfTheVocabularyAreNamed() {
    CompiledNetwork network = GeneratedNetwork.compile("Words", FROM_INTS).network(1);
    float[] inputs = new float[6 * 4];
    inputs[4] = 49;
    inputs[11] = -1;
    inputs[4 * 4 + 2] = 50;
    float[] before = network.engine().parameters();
    String which =
        "value 2 of sample 4 of the %s is 50, but input 'words' takes the numbers of 50 tokens, from 0, or -1 for none: see"
            + " what makes them, or give its @Embedding a larger vocabulary";
    Dataset data = ArrayDataset.ofClasses(inputs, 4, new int[6]);
    Trainer trainer = Trainer.of(network).epochs(1).batchSize(6);
    assertMessage(which.formatted("data"), () -> trainer.fit(data));
    assertArrayEquals(before, network.engine().parameters());
    assertMessage(which.formatted("data"), () -> network.engine().predict(data));
    for (int wrong : new int[] {50, -2, 1 << 20, Integer.MIN_VALUE}) {
      assertMessage(
          "value 3 is " + wrong + ", but input 'words' takes the numbers of 50 tokens",
          () -> network.engine().predict(new Object[] {new int[] {0, 49, -1, wrong}}));
    }
    assertEquals(2, network.engine().predict(new Object[] {new int[] {0, 49, -1, 3}}).length);
  }

  private static void assertMessage(String start, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void nothingLoopsOverTheTable() {
    Map<String, String> sources = GeneratedNetwork.compile("Words", FROM_INTS).compilation().sources();
    for (String kernels : List.of("WordsScalarKernels", "WordsVectorKernels32")) {
      String source = sources.get(kernels);
      assertFalse(source.contains("k < 50; k++"), kernels);
      assertTrue(source.contains("int k = (int) "), kernels);
    }
  }
}
