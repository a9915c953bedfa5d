package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is said of a layer that is another once more names attributes that {@code @Reuse} does not have, so it says whose they are, and what can be
 * done at the {@code @Reuse}: for random layers of every kind, with values by the types of members alone, reused for random inputs.
 */
class ReuseMessagesTest {
  private static final int CLASSES_OF_A_KIND = 50;
  private static final List<String> SOUND = List.of("1", "1", "2", "3", "17");
  private static final List<String> ANY = List.of("1", "5", "20", "300", "70000", "0", "-1");
  private static final List<String> FLOATS = List.of("0.5f", "0.9f", "0f", "1f", "-1f", "Float.NaN");
  private static final List<String> INPUTS =
      List.of("4", "{1, 1, 1}", "{6, 6, 2}", "{40, 40, 1}", "{40, 40, 1}", "{40, 3, 2}", "{40000, 40000, 1}", "{6, 4}");

  /** What chance seldom makes. */
  private static final String RARE =
      """
          @Network(input = {40, 40, 1}) class Strides {
            @Conv2D(filters = 1, kernel = 1, stride = 17) Layer owner;
            @From("input") @Conv2D(filters = 1, kernel = 1) Layer between;
            @Loss(LossFunction.MEAN_SQUARED_ERROR) @Reuse("owner") Layer again;
          }
          @Network(input = {40000, 40000, 1}) class Elements {
            @Pool(size = 100) Layer first;
            @Conv2D(filters = 2, kernel = 1) Layer owner;
            @From("input") @Reuse("owner") Layer again;
          }
          @Network(input = 4) class Activations {
            @Dense(units = 4, activation = Activation.SOFTMAX) Layer owner;
            @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Reuse("owner") Layer again;
          }
          @Network(input = {6, 6, 2}) class Windows {
            @Conv2D(filters = 2, kernel = 4) Layer owner;
            @Reuse("owner") Layer again;
          }
          """;

  /** What a rule says of a layer's values by themselves, which is said of the owner alone. */
  private static final Set<String> BY_THEMSELVES =
      Set.of("NOT_POSITIVE", "ONE_OR_TWO_NUMBERS", "NUMBER_RANGE", "NEEDS_TWO_INPUTS", "ACTIVATION_WITHOUT_ALPHA");

  /** What is said of a reuse as such, without a word of attributes. */
  private static final Set<String> OF_REUSE =
      Set.of("REUSE_INPUT", "REUSE_WITHOUT_PARAMETERS", "UNUSED_LAYER", "NOTHING_TRAINED");

  private static List<Finding> atReuse;

  @BeforeAll
  static void compile() {
    Random random = new Random(5);
    StringBuilder source =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n" + RARE);
    int number = 0;
    for (LayerRule rule : LayerTable.rules().values()) {
      for (int i = 0; i < CLASSES_OF_A_KIND; i++) {
        source.append(network(rule, random, "Net" + number++));
      }
    }
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule()
            .options("-proc:only", "-Xmaxerrs", "100000", "-Xmaxwarns", "100000")
            .processor(new KernelsmithProcessor((graph, target) -> {})).source("Example", source.toString()).run();
    List<String> lines = source.toString().lines().toList();
    atReuse =
        compilation.own().stream().filter(f -> lines.get((int) f.line() - 1).contains("@Reuse")).toList();
  }

  private static String network(LayerRule rule, Random random, String name) {
    String pool = "  @Pool(size = " + one(List.of("1", "2", "8", "{2, 1}", "100"), random) + ") Layer ";
    String conv = "  @Conv2D(filters = " + one(List.of("1", "2"), random) + ", kernel = 1) Layer between;\n";
    String between = one(List.of(pool + "between;\n", conv, "", "  @Dense(units = 3) Layer between;\n"), random);
    String from = random.nextInt(3) == 0 ? "@From(\"input\") " : "";
    String loss = random.nextBoolean() ? "@Loss(LossFunction." + one(names(LossFunction.class), random) + ") " : "";
    return "@Network(input = " + one(INPUTS, random) + ") class " + name + " {\n"
        + (random.nextBoolean() ? pool + "first;\n" : "")
        + "  @" + rule.annotation().getSimpleName() + "(" + values(rule, random) + ") Layer owner;\n"
        + between + "  " + from + loss + "@Reuse(\"owner\") Layer again;\n}\n";
  }

  private static String values(LayerRule rule, Random random) {
    List<String> ints = random.nextInt(4) == 0 ? ANY : SOUND;
    return Arrays.stream(rule.annotation().getDeclaredMethods()).sorted(Comparator.comparing(Method::getName))
        .filter(member -> isGiven(member.getDefaultValue(), random))
        .map(member -> member.getName() + " = " + value(member.getReturnType(), ints, random))
        .collect(Collectors.joining(", "));
  }

  /** What has a default is given in some classes only, since not all goes together. */
  private static boolean isGiven(Object standard, Random random) {
    return standard == null || random.nextInt(Double.valueOf(Double.NaN).equals(standard) ? 8 : 2) == 0;
  }

  private static String value(Class<?> type, List<String> ints, Random random) {
    if (type == String[].class) {
      return "{\"input\", \"" + one(List.of("input", "first", "nothing"), random) + "\"}";
    } else if (type == int.class) {
      return one(ints, random);
    } else if (type == int[].class) {
      return one(List.of(one(ints, random), "{" + one(ints, random) + ", " + one(ints, random) + "}"), random);
    } else if (type == double.class || type == double[].class) {
      return one(FLOATS, random);
    } else if (type == boolean.class) {
      return String.valueOf(random.nextBoolean());
    } else if (type == String.class) {
      return one(List.of("\"\"", "\"input\"", "\"first\"", "\"nothing\""), random);
    }
    return type.getSimpleName() + "." + one(names(type), random);
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }

  private static String one(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Test
  void saysWhoseTheAttributesAre() {
    List<String> silent = new ArrayList<>();
    for (Finding finding : atReuse) {
      String note =
          "' once more, whose attributes hold for both: change them there, let 'again' read another layer with @From, or"
              + " write @";
      boolean told = finding.text().contains("'again' is @") && finding.text().contains("'owner" + note)
          && finding.text().endsWith(" in place of its @Reuse.");
      if (told == OF_REUSE.contains(finding.id())) {
        silent.add(finding.text());
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void whatIsWrongWithTheOwnerIsNotToldOfBoth() {
    assertEquals(List.of(), atReuse.stream().filter(f -> BY_THEMSELVES.contains(f.id())).toList());
  }

  @Test
  void layersWithoutParametersAreToldAsSuch() {
    Set<String> kinds = new TreeSet<>();
    atReuse.stream().filter(f -> f.id().equals("REUSE_WITHOUT_PARAMETERS"))
        .forEach(f -> kinds.add(f.text().replaceAll(".*write @(\\w+) once more.", "$1")));
    assertTrue(kinds.containsAll(Set.of("Add", "Concat", "Dropout", "Pool", "CRelu")), kinds::toString);
    kinds.retainAll(Set.of("Dense", "Conv2D", "BatchNorm", "PRelu"));
    assertEquals(Set.of(), kinds);
  }

  /** Or the sweep shows nothing. */
  @Test
  void reachesWhatRulesCanSay() {
    Set<String> ids = atReuse.stream().map(Finding::id).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        ids.containsAll(
            List.of(
                "ACTIVATION_TWICE", "LOSS_SHAPE", "ONE_CLASS", "REUSE_INPUT", "STRIDE_TOO_LARGE", "TOO_MANY_ELEMENTS",
                "WINDOW_BEYOND_PADDING", "WINDOW_TOO_LARGE")),
        ids::toString);
  }
}
