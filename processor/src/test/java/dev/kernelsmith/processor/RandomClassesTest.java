package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random classes, most of them faulty, end in diagnostics or in a sound graph: never in an exception or an internal failure. */
class RandomClassesTest {
  private static final int CLASSES = 300;
  private static final List<String> NUMBERS =
      List.of("1", "2", "3", "3", "4", "5", "8", "0", "-1", "1000", "70000", "2147483647", "-2147483648");
  private static final List<String> FLOATS =
      List.of("0f", "-0f", "0.5f", "0.9f", "1f", "-1f", "1e-45f", "Float.NaN", "1f / 0f", "-1f / 0f");
  private static final List<String> LOSSES =
      List.of("SOFTMAX_CROSS_ENTROPY", "SIGMOID_CROSS_ENTROPY", "MEAN_SQUARED_ERROR");

  private static final String[] ALL_OF_JAVAC = {"-Xmaxerrs", "100000", "-Xmaxwarns", "100000"};
  private static final String[] ALL_OF_ECLIPSE = {"-maxProblems", "100000"};

  @ParameterizedTest
  @EnumSource
  void endCleanly(CompilerKind kind) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20);
    StringBuilder source =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n");
    for (int i = 0; i < CLASSES; i++) {
      source.append(new RandomClass(random, "Net" + i).text());
    }
    List<LayerGraph> graphs = new ArrayList<>();
    Compilation compilation =
        Compile.with(kind)
            .withVectorModule()
            .options("-proc:only")
            .options(kind == CompilerKind.JAVAC ? ALL_OF_JAVAC : ALL_OF_ECLIPSE)
            .processor(new KernelsmithProcessor((graph, target) -> graphs.add(graph)))
            .source("Example", source.toString())
            .run();
    assertEquals(List.of(), compilation.findings().stream().filter(f -> f.id().equals("INTERNAL")).toList());
    graphs.forEach(RandomClassesTest::checkSound);
    Set<String> ids = new HashSet<>(compilation.own().stream().map(Compilation.Finding::id).toList());
    assertTrue(graphs.size() > CLASSES / 50, () -> "only " + graphs.size() + " sound classes");
    assertTrue(graphs.size() < CLASSES / 2, () -> graphs.size() + " sound classes");
    assertTrue(ids.size() > 20, ids::toString);
    assertEquals(CLASSES, graphs.size() + classesWithErrors(source.toString(), compilation));
  }

  /** Number of classes in whose lines an error is reported. */
  private static long classesWithErrors(String source, Compilation compilation) {
    List<String> lines = source.lines().toList();
    return compilation.own()
        .stream()
        .filter(finding -> finding.kind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(
            finding -> {
              int line = (int) finding.line() - 1;
              while (!lines.get(line).startsWith("//")) {
                line--;
              }
              return line;
            })
        .distinct()
        .count();
  }

  private static void checkSound(LayerGraph graph) {
    Set<String> known = new HashSet<>(Set.of(LayerGraph.INPUT));
    for (LayerNode layer : graph.layers()) {
      assertTrue(known.containsAll(layer.inputs()), () -> graph.className() + "." + layer.name());
      assertEquals(layer.inputs().size(), layer.inputShapes().size());
      assertTrue(layer.shape().dims().stream().allMatch(extent -> extent > 0));
      assertTrue(Sizes.product(layer.shape().dims()) <= Sizes.MAX_ELEMENTS);
      known.add(layer.name());
    }
    assertTrue(known.contains(graph.outputs().getFirst().layer()));
  }

  /**
   * Writes one class.
   *
   * @param random decides everything
   * @param name the class's name
   */
  private record RandomClass(RandomGenerator random, String name) {
    String text() {
      StringBuilder text = new StringBuilder("// " + name + "\n@Network(input = " + input() + ")\n");
      if (rarely(4)) {
        text.append("@Optimizer(type = OptimizerType.").append(of("SGD", "MOMENTUM", "ADAM"));
        text.append(", ").append(of("learningRate", "momentum", "beta1", "beta2", "epsilon"));
        text.append(" = ").append(FLOATS.get(random.nextInt(FLOATS.size()))).append(")\n");
      }
      boolean constructor = rarely(20);
      text.append(rarely(20) ? of("abstract ", "final ", "") : "");
      text.append("class ").append(name).append(rarely(30) ? "<T>" : "").append(" {\n");
      int fields = random.nextInt(6);
      for (int i = 0; i < fields; i++) {
        text.append(field(i));
      }
      text.append(rarely(15) ? "  Object engine() { return null; }\n" : "");
      text.append(constructor ? "  " + of("private ", "") + name + "(" + of("", "int a") + ") {}\n" : "");
      return text.append("}\n").toString();
    }

    private String input() {
      return of("4", "9", "{8, 8, 1}", "{8, 8, 1}", "{28, 28, 3}", "{16, 9, 4}", "{" + number() + ", 3, 2}", "{5, 5}",
          "{2, 3, 4, 3}", "{1, 2, 2, 2, 3}",
          "{}",
          number());
    }

    private String field(int index) {
      StringBuilder text = new StringBuilder("  ");
      int layers = rarely(25) ? random.nextInt(3) : 1;
      int first = random.nextInt(7);
      for (int i = 0; i < layers; i++) {
        text.append(layer((first + i) % 7)).append(' ');
      }
      text.append(rarely(8) ? "@Frozen " : "");
      text.append(rarely(6) ? "@From(\"" + reference() + "\") " : "");
      text.append(rarely(5) ? "@Loss(LossFunction." + LOSSES.get(random.nextInt(LOSSES.size())) + ") " : "");
      text.append(rarely(25) ? of("private ", "static ", "static private ", "protected ") : "");
      text.append(rarely(30) ? of("int", "Object", "Layer[]") : "Layer").append(' ');
      return text.append(rarely(40) ? "input" + (index == 0 ? "" : index) : "f" + index).append(";\n").toString();
    }

    private String layer(int kind) {
      return switch (kind) {
        case 0 -> "@Dense(units = " + number() + activation() + ")";
        case 1 -> convolution();
        case 2 -> rarely(6) ? "@GlobalPool(" + poolType() + ")"
            : "@Pool(size = " + numbers() + window() + ", " + poolType() + ")";
        case 3 -> "@Reuse(\"" + reference() + "\")";
        case 4 -> "@Add({" + summands() + "})";
        case 5 -> "@Concat({" + summands() + "})";
        default -> "@Dropout(rate = " + rate() + each() + ")";
      };
    }

    private String poolType() {
      return "type = PoolType." + of("MAX", "AVERAGE", "LP") + (rarely(5) ? ", p = " + number() : "");
    }

    private String convolution() {
      String filters = "filters = " + number() + ", ";
      String multiplier = rarely(3) ? "multiplier = " + number() + ", " : "";
      String kernel = "kernel = " + numbers() + window() + activation() + ")";
      return switch (random.nextInt(8)) {
        case 0 -> "@Conv1D(" + filters + "kernel = " + number() + ", dilation = " + number() + groups() + ")";
        case 1 -> "@DepthwiseConv2D(" + multiplier + kernel;
        case 2 -> "@SeparableConv2D(" + filters + multiplier + kernel;
        case 3 ->
            "@ConvTranspose2D(" + filters + (rarely(3) ? "outputPadding = " + numbers() + ", " : "") + kernel;
        default -> "@Conv2D(" + filters + kernel.substring(0, kernel.length() - 1) + groups() + ")";
      };
    }

    private String groups() {
      return rarely(6) ? ", groups = " + number() : "";
    }

    private String rate() {
      return rarely(4) ? FLOATS.get(random.nextInt(FLOATS.size())) : "0.5f";
    }

    private String each() {
      return !rarely(4) ? "" : ", each = DropoutUnit." + of("ELEMENT", "CHANNEL", "POSITION", "SAMPLE");
    }

    private String window() {
      String stride = random.nextBoolean() ? "" : ", stride = " + numbers();
      String dilation = rarely(5) ? ", dilation = " + numbers() : "";
      String padding =
          rarely(8) ? "" : ", padding = Padding." + of("SAME", "VALID", "VALID", "SAME_LOWER", "FULL", "CAUSAL");
      return stride + dilation + padding + (rarely(8) ? ", pads = " + numbers() : "");
    }

    private String activation() {
      return random.nextBoolean() ? "" : ", activation = Activation." + of("RELU", "SIGMOID", "TANH", "SOFTMAX");
    }

    private String summands() {
      List<String> names = new ArrayList<>();
      for (int i = rarely(10) ? random.nextInt(4) : 2; i > 0; i--) {
        names.add("\"" + reference() + "\"");
      }
      return String.join(", ", names);
    }

    private String reference() {
      return of("input", "f0", "f1", "f2", "f3", "f4", "f5", "F0", "", "ff", "some other");
    }

    private String numbers() {
      return of(number(), number(), "{" + number() + ", " + number() + "}", "{" + number() + "}", "{}", "{1, 2, 3}");
    }

    private String number() {
      return NUMBERS.get(rarely(4) ? random.nextInt(NUMBERS.size()) : random.nextInt(6));
    }

    private String of(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    private boolean rarely(int oneIn) {
      return random.nextInt(oneIn) == 0;
    }
  }
}
