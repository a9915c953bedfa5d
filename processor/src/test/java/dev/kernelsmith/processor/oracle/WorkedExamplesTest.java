package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The worked examples in {@code shared/data}, through the statements that the layers, losses and optimizers themselves make. */
class WorkedExamplesTest {
  private static final String FILE = "worked-examples.json";

  private static Map<String, Consumer<WorkedExample>> exercises() {
    Map<String, Consumer<WorkedExample>> all = new TreeMap<>(WorkedLayers.exercises());
    all.putAll(WorkedTraining.exercises());
    all.putAll(WorkedAlgebra.exercises());
    return all;
  }

  /** Those that are part of the project, wherever it is built. */
  @TestFactory
  Stream<DynamicTest> bundledExamples() {
    Map<String, Consumer<WorkedExample>> exercises = exercises();
    return WorkedExample.bundled().entrySet()
        .stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> exercises.get(e.getKey()).accept(e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    Map<String, WorkedExample> examples = WorkedExample.read(SharedData.require(FILE));
    return exercises().entrySet()
        .stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().accept(examples.get(e.getKey()))));
  }

  @Test
  void everyExampleIsRunOrDoesNotApply() {
    SortedSet<String> known = new TreeSet<>(exercises().keySet());
    List<String> both = new ArrayList<>();
    NOT_APPLICABLE.forEach((reason, ids) -> ids.forEach(id -> {
      if (!known.add(id)) {
        both.add(id);
      }
    }));
    assertEquals(List.of(), both, "both run and not applicable");
    assertEquals(new TreeSet<>(WorkedExample.read(SharedData.require(FILE)).keySet()), known);
  }

  /** Why examples do not apply, and which. */
  private static final Map<String, List<String>> NOT_APPLICABLE =
      Map.of(
          "arithmetic on arrays, which is no layer",
          List.of(
              "ch2-cast-float-to-bool",
              "ch2-cast-bool-to-float",
              "ch2-variable-assign-add",
              "ch8-mode-index-relations",
              "ch8-dft-2d",
              "ch10-ema"),
          "choosing a class and counting hits is the runtime's, not a statement",
          List.of("ch6-predict-argmax", "ch6-accuracy"),
          "reading and writing files is the runtime's",
          List.of("ch4-checkpoint-named-maps", "ch6-tfrecord-order"),
          "higher derivatives are not derived",
          List.of("ch3-taylor-1d", "ch3-taylor-2d"),
          "no such optimizer",
          List.of("ch3-adagrad", "ch3-rmsprop-nesterov-hand", "s001-rmsprop", "s002-rmsprop-nesterov"));
}
