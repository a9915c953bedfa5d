package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random classes, most of them faulty, end in diagnostics or in a sound graph, and some of these in source: never in an exception or an
 * internal failure. {@code -Dgenerated.classes=10000} tries more of them, {@code -Dgenerated.whole=1} generates source of each sound one.
 */
class RandomClassesTest {
  private static final int CLASSES = Integer.getInteger("generated.classes", 300);

  /** Of so many sound graphs one becomes source. */
  private static final int WHOLE = Integer.getInteger("generated.whole", 8);

  /** Classes of one compilation. */
  private static final int AT_ONCE = 300;

  private static final String[] ALL_OF_JAVAC = {"-Xmaxerrs", "100000", "-Xmaxwarns", "100000"};
  private static final String[] ALL_OF_ECLIPSE = {"-maxProblems", "100000"};

  private final Set<String> ids = new TreeSet<>();
  private final Set<String> kinds = new TreeSet<>();
  private final List<String> foreign = new ArrayList<>();
  private int sound;

  @ParameterizedTest
  @EnumSource
  void endCleanly(CompilerKind kind) {
    for (int first = 0; first < CLASSES; first += AT_ONCE) {
      compile(kind, first, Math.min(AT_ONCE, CLASSES - first));
    }
    assertEquals(List.of(), foreign);
    assertTrue(sound > CLASSES / 50, () -> "only " + sound + " sound classes");
    assertTrue(sound < CLASSES / 2, () -> sound + " sound classes");
    assertTrue(ids.size() > 40, ids::toString);
    Set<String> missed = new TreeSet<>(LayerTable.rules().keySet());
    missed.removeAll(kinds);
    assertTrue(missed.size() < LayerTable.rules().size() / 2, () -> "in no sound class: " + missed);
  }

  private void compile(CompilerKind kind, int first, int count) {
    StringBuilder source =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n");
    Set<String> open = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      RandomClass written =
          RandomClass.of(RandomGeneratorFactory.of("L64X128MixRandom").create(first + i), "Net" + i);
      source.append(written.text());
      open.add(written.name());
    }
    List<LayerGraph> graphs = new ArrayList<>();
    BackEnd compiler = new Compiler();
    Compilation compilation =
        Compile.with(kind)
            .withVectorModule()
            .options("-proc:only")
            .options(kind == CompilerKind.JAVAC ? ALL_OF_JAVAC : ALL_OF_ECLIPSE)
            .processor(new KernelsmithProcessor((graph, target) -> {
              graphs.add(graph);
              if (graphs.size() % WHOLE == 0) {
                compiler.generate(graph, target);
              }
            }))
            .source("Example", source.toString())
            .run();
    TreeMap<Long, String> places = new TreeMap<>();
    List<String> lines = source.toString().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("// ")) {
        places.put(i + 1L, lines.get(i).substring(3));
      }
    }
    List<Finding> errors =
        compilation.findings().stream().filter(f -> f.kind() == Diagnostic.Kind.ERROR).toList();
    errors.stream().filter(f -> f.id().equals("INTERNAL") || f.id().isEmpty())
        .forEach(f -> foreign.add(f + " at\n" + (f.line() < 1 ? "" : textOf(places.floorKey(f.line()), lines))));
    graphs.forEach(this::checkSound);
    errors.forEach(f -> open.remove(f.line() < 1 ? "" : places.floorEntry(f.line()).getValue()));
    graphs.forEach(graph -> open.remove(graph.className()));
    assertEquals(Set.of(), open, "neither sound nor at fault");
    compilation.own().forEach(f -> ids.add(f.id()));
    sound += graphs.size();
  }

  /** The class that begins at a line. */
  private static String textOf(long line, List<String> lines) {
    return lines.stream().skip(line).takeWhile(text -> !text.startsWith("// ")).collect(Collectors.joining("\n"));
  }

  private void checkSound(LayerGraph graph) {
    Set<String> known = new HashSet<>(graph.inputs().stream().map(GraphInput::name).toList());
    for (LayerNode layer : graph.layers()) {
      assertTrue(known.containsAll(layer.inputs()), () -> graph.className() + "." + layer.name());
      assertEquals(layer.inputs().size(), layer.inputShapes().size());
      assertTrue(layer.shape().dims().stream().allMatch(extent -> extent > 0));
      assertTrue(Sizes.product(layer.shape().dims()) <= Sizes.MAX_ELEMENTS);
      known.add(layer.name());
      kinds.add(layer.kind());
    }
    assertTrue(known.contains(graph.outputs().getFirst().layer()));
  }
}
