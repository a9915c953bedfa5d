package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.oracle.Layers;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnLanesTest {
  private static Program prediction(Layers layers, Shape input, String last) {
    return NetworkPrograms.of(
        new LayerGraph("", "Few", input, layers.nodes(), last, null, "SGD", new Attributes(Map.of(), Map.of())))
        .prediction();
  }

  private static Program convolution(Shape input, Map<String, ?> values, boolean pool) {
    Layers layers = new Layers(Map.of(LayerGraph.INPUT, input));
    layers.add("Conv2D", "conv", values, LayerGraph.INPUT);
    if (pool) {
      layers.add("Pool", "pool", Map.of("size", 2), "conv");
    }
    return prediction(layers, input, pool ? "pool" : "conv");
  }

  private static Kernel forward(ScheduledProgram schedule) {
    return schedule.kernels().stream().filter(k -> k.name().equals("convForward")).findFirst().orElseThrow();
  }

  private static boolean inColumns(ScheduledProgram schedule) {
    return schedule.kernels().stream().anyMatch(k -> k.name().endsWith("Columns") && !k.name().contains("From"));
  }

  /** LeNet-5's first convolution: 14 columns of pooled pixels in 16 lanes, where 6 filters were. */
  @Test
  void lanesOfFewFiltersRunAlongColumns() {
    Program program =
        convolution(
            Shape.of(28, 28, 1), Map.of("filters", 6, "kernel", 5, "padding", "SAME", "activation", "RELU"), true);
    ScheduledProgram schedule = Schedules.of(program, Target.vectorSingle(32));
    Kernel kernel = forward(schedule);
    assertEquals(Lanes.AXIS, kernel.lanes());
    assertEquals(new Axis("w", 14), kernel.laneAxis());
    assertEquals(24, kernel.accumulators());
    assertEquals(
        "sampleColumns[n, h, t, c, w] = sample[n, h - 2, t + w * 2 - 2, c]",
        schedule.kernels().get(1).main().toString());
    assertEquals("pool[n, h, w, f] = poolColumns[n, h, f, w]", schedule.kernels().get(3).main().toString());
    assertEquals(List.of(), Schedules.differences(program, schedule.plain(), 1));
  }

  @Test
  void manyFiltersKeepTheirLanes() {
    Map<String, Object> values = Map.of("filters", 16, "kernel", 5, "padding", "SAME");
    ScheduledProgram schedule =
        Schedules.of(convolution(Shape.of(28, 28, 1), values, true), Target.vectorSingle(32));
    assertEquals("f", forward(schedule).laneAxis().name());
  }

  /** With so few products for each value, copies would take longer than idle lanes. */
  @Test
  void soDoSmallWindows() {
    Map<String, Object> values = Map.of("filters", 6, "kernel", 2);
    ScheduledProgram schedule =
        Schedules.of(convolution(Shape.of(28, 28, 1), values, true), Target.vectorSingle(32));
    assertEquals("f", forward(schedule).laneAxis().name());
  }

  @Test
  void blocksAreNotConcerned() {
    Map<String, Object> values = Map.of("filters", 6, "kernel", 5, "padding", "SAME");
    ScheduledProgram schedule = Schedules.of(convolution(Shape.of(28, 28, 1), values, true), Target.vectorBlock(32));
    assertEquals(Lanes.SAMPLES, forward(schedule).lanes());
  }

  /** Two windows of one size over the same image read one copy; a third, which is larger, has its own. */
  @Test
  void layersWithTheSameWindowShareACopy() {
    Shape input = Shape.of(28, 28, 1);
    Layers layers = new Layers(Map.of(LayerGraph.INPUT, input));
    for (String name : List.of("one", "other", "third")) {
      int kernel = name.equals("third") ? 7 : 5;
      layers.add("Conv2D", name, Map.of("filters", 4, "kernel", kernel, "padding", "SAME"), LayerGraph.INPUT);
    }
    layers.add("Concat", "all", Map.of("value", List.of("one", "other", "third")), "one", "other", "third");
    Program program = prediction(layers, input, "all");
    ScheduledProgram schedule = Schedules.of(program, Target.vectorSingle(32));
    long copies = schedule.kernels().stream().filter(k -> k.name().matches("sampleColumns\\d*")).count();
    assertEquals(2, copies, () -> schedule.kernels().stream().map(Kernel::name).toList().toString());
    assertEquals(3, schedule.kernels().stream()
        .filter(k -> k.laneAxis() != null && k.laneAxis().name().equals("w") && k.name().endsWith("Forward")).count());
    assertEquals(List.of(), Schedules.differences(program, schedule.plain(), 1));
  }

  /** Five taps, two apart, are five rows of the copy, not nine. */
  @Test
  void dilatedWindowsAreCopiedWithoutWhatIsBetween() {
    Map<String, Object> values = Map.of("filters", 3, "kernel", 5, "dilation", 2, "padding", "SAME");
    Program program = convolution(Shape.of(28, 32, 1), values, false);
    ScheduledProgram schedule = Schedules.of(program, Target.vectorSingle(32));
    assertEquals(
        "sampleColumns[n, h, t, c, w] = sample[n, h - 4, t * 2 + w - 4, c]",
        schedule.kernels().get(1).main().toString());
    assertEquals(List.of(36, 5, 1, 32), schedule.kernels().get(1).main().target().shape());
    assertEquals(List.of(), Schedules.differences(program, schedule.plain(), 1));
  }

  /** Whatever the layer, what it computes is the same, and each sum has the order, and so the bits, that it has in a block. */
  @Test
  void sumsAreTheSame() {
    Random random = new Random(5);
    int rewritten = 0;
    for (int trial = 0; trial < 120; trial++) {
      boolean dilated = random.nextInt(4) == 0;
      Map<String, Object> values = new HashMap<>();
      values.put("filters", 1 + random.nextInt(18));
      values.put("kernel", 2 + random.nextInt(5));
      values.put("padding", random.nextBoolean() ? "SAME" : "VALID");
      values.put(dilated ? "dilation" : "stride", 1 + random.nextInt(2));
      values.put("activation", List.of("RELU", "IDENTITY", "TANH").get(random.nextInt(3)));
      values.put("bias", random.nextInt(4) > 0);
      Shape input = Shape.of(12 + random.nextInt(8), 12 + random.nextInt(28), 1 + random.nextInt(5));
      Program program = convolution(input, values, random.nextBoolean());
      String what = values + " of " + input;
      ScheduledProgram block = Schedules.of(program, Target.vectorBlock(32));
      for (int registers : List.of(16, 32)) {
        ScheduledProgram single = Schedules.of(program, Target.vectorSingle(registers));
        assertEquals(List.of(), Schedules.differences(program, single.plain(), trial), what);
        rewritten += inColumns(single) ? 1 : 0;
        if (inColumns(single)) {
          assertEquals(
              forward(block).reduced().stream().map(Axis::name).toList(),
              forward(single).reduced().stream().map(Axis::name).toList(), what);
        }
      }
    }
    assertTrue(rewritten > 30, "only " + rewritten + " kernels have lanes along columns");
  }
}
