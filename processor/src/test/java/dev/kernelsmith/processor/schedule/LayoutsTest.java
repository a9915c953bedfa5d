package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.F;
import static dev.kernelsmith.processor.schedule.Minimal.H;
import static dev.kernelsmith.processor.schedule.Minimal.W;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.convolution;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutsTest {
  private static final Buffer X = value("x", H, W, C);
  private static final Buffer WEIGHTS = Buffer.of("w", Role.PARAMETER, List.of(3, 5));
  private static final Target BLOCK = Target.vectorBlock(32);
  private static final Target SINGLE = Target.vectorSingle(32);

  private static final ParameterLayout PARAMETERS =
      new ParameterLayout(Map.of(WEIGHTS, 64), List.of(new Span(new Group.Trained(true), 0, 112)));

  private static Layouts layouts(Target target, Set<Buffer> packed, Set<Buffer> unpadded, Set<Buffer> kept) {
    Halos halos = new Halos();
    halos.absorb(convolution(X, value("z", H, W, F)));
    return new Layouts(target, halos, packed, unpadded, kept, PARAMETERS);
  }

  private static Layouts layouts(Target target) {
    return layouts(target, Set.of(), Set.of(), Set.of());
  }

  private static void check(Layout layout, Place place, List<Integer> strides, int sampleStride, int size) {
    assertEquals(
        List.of(place, strides, sampleStride, size),
        List.of(layout.place(), layout.strides(), layout.sampleStride(), layout.size()));
  }

  @Test
  void samplesOfABlockAreInnermostAndAHaloIsAround() {
    Layout x = layouts(BLOCK).of(X);
    check(x, Place.FLOATS, List.of(10 * 2 * 16, 2 * 16, 16), 1, 10 * 10 * 2 * 16);
    assertEquals(List.of(List.of(1, 1, 0), List.of(1, 1, 0)), List.of(x.before(), x.after()));
    check(layouts(BLOCK).of(value("y")), Place.FLOATS, List.of(), 1, 16);
  }

  @Test
  void rowsOfOneSampleArePaddedWhereThereAreVectors() {
    check(layouts(SINGLE).of(value("y", W, F)), Place.FLOATS, List.of(16, 1), 0, 8 * 16);
    check(
        layouts(SINGLE, Set.of(), Set.of(value("y", W, F)), Set.of()).of(value("y", W, F)), Place.FLOATS,
        List.of(5, 1), 0, 40);
    check(layouts(Target.scalar()).of(value("y", W, F)), Place.FLOATS, List.of(5, 1), 0, 40);
    check(layouts(Target.device(DeviceSchedule.GPU)).of(value("y", W, F)), Place.FLOATS, List.of(5, 1), 0, 40);
  }

  @Test
  void packedRowsHaveSamplesBehindChannels() {
    Buffer packed = value("p", W, F);
    check(
        layouts(BLOCK, Set.of(packed), Set.of(), Set.of()).of(packed), Place.FLOATS, List.of(16 * 16, 1), 16,
        8 * 16 * 16);
  }

  @Test
  void whatBlocksNeedInSeveralPhasesIsKept() {
    check(
        layouts(BLOCK, Set.of(), Set.of(), Set.of(value("y", F))).of(value("y", F)), Place.KEPT, List.of(16), 1, 80);
  }

  @Test
  void parametersGradientsAndWhatAllShareHavePaddedRows() {
    Layout weights = layouts(BLOCK).of(WEIGHTS);
    check(weights, Place.PARAMETERS, List.of(16, 1), 0, 48);
    assertEquals(64, weights.offset());
    Layout gradient = layouts(BLOCK).of(WEIGHTS.gradient());
    check(gradient, Place.GRADIENTS, List.of(16, 1), 0, 48);
    assertEquals(64, gradient.offset());
    check(layouts(BLOCK).of(batch("b", W, F)), Place.SHARED, List.of(16, 1), 0, 128);
  }

  @Test
  void partsLieBehindTheGradientsOneAfterAnother() {
    Layouts layouts = layouts(BLOCK);
    Buffer first = Buffer.of("a.Parts", Role.PARTS, List.of(5));
    Buffer second = Buffer.of("b.Parts", Role.PARTS, List.of());
    assertEquals(112, layouts.of(first).offset());
    assertEquals(128, layouts.of(second).offset());
    assertEquals(112, layouts.of(first).offset(), "asked again");
    assertEquals(32, layouts.parts());
  }

  @Test
  void whatIsHandedInOrOutIsCanonical() {
    check(layouts(BLOCK).of(input(W, F)), new Place(Place.Kind.INPUT, 0), List.of(5, 1), 40, 40);
    Buffer out = Buffer.of("logits.1.Out", Role.OUTPUT, List.of(5), 2);
    check(layouts(BLOCK).of(out), new Place(Place.Kind.OUTPUT, 2, "logits1"), List.of(1), 5, 5);
  }
}
