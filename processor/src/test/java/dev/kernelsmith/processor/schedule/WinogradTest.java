package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.F;
import static dev.kernelsmith.processor.schedule.Minimal.R;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinogradTest {
  private static List<Statement> everywhere(Statement... program) {
    return Winograd.apply(List.of(program), WinogradUse.EVERYWHERE);
  }

  private static List<Statement> whereFaster(Statement... program) {
    return Winograd.apply(List.of(program), WinogradUse.WHERE_FASTER);
  }

  /** {@code y[n, h, f] += x[n, h + r, c] * k[r, c, f]}. */
  private static Statement oneDimension(int rows, int stride) {
    Axis h = new Axis("h", rows);
    Buffer x = Buffer.value("x", List.of((rows - 1) * stride + 3, C.extent()));
    Expr.Read window =
        Expr.read(x, List.of(Affine.of(h).times(stride).plus(Affine.of(R)), Affine.of(C)));
    return sum(
        Buffer.value("y", List.of(rows, F.extent())), List.of(h, F), List.of(R, C),
        window.times(at(parameter("k", R, C, F), R, C, F)));
  }

  @Test
  void fourSumsTakeSixProducts() {
    assertEquals(
        List.of(
            "xPoints[n, p, t, d1] += x[n, t * 4 + i, d1] * winogradData4[p * 6 + i]",
            "kPoints[p, d1, d2] += k[i, d1, d2] * winogradWeights4[p * 3 + i]",
            "yPoints[n, p, h, f] += xPoints[n, p, h, c] * kPoints[p, c, f]",
            "y[n, h * 4 + o, f] += yPoints[n, p, h, f] * winogradSums4[o * 6 + p]"),
        text(everywhere(oneDimension(8, 1))));
  }

  @Test
  void aTileIsCutWhereTheSumsEnd() {
    List<String> rewritten = text(everywhere(oneDimension(7, 1)));
    assertEquals("y[n, o, f] += yPoints[n, p, 0, f] * winogradSums4[o * 6 + p]", rewritten.get(3));
    assertEquals("y[n, o + 4, f] += yPoints[n, p, 1, f] * winogradSums4[o * 6 + p]", rewritten.get(4));
  }

  @Test
  void stepsOfTwoAndSumsOfParametersStay() {
    Statement strided = oneDimension(8, 2);
    assertEquals(List.of(strided), everywhere(strided));
    Statement plain = oneDimension(8, 1);
    Statement parameters =
        plain.withValue(plain.value().renamed(b -> b.name().equals("x") ? Buffer.ofParameters("x", b.shape()) : b))
            .withTarget(Buffer.ofParameters("y", plain.target().shape()));
    assertEquals(List.of(parameters), everywhere(parameters));
  }

  /** As a layer whose channels go into a part of a concatenation. */
  @Test
  void aPartOfAValueStays() {
    Statement plain = oneDimension(8, 1);
    Buffer wide = Buffer.value("y", List.of(8, F.extent() + 1));
    Statement part = plain.withTarget(wide).at(List.of(plain.index().getFirst(), Affine.of(F).plus(1)));
    assertEquals(List.of(part), everywhere(part));
  }

  @Test
  void weightsAreEvaluatedOnceForSeveralLayers() {
    Statement first = oneDimension(8, 1);
    Statement second = first.withTarget(Buffer.value("z", first.target().shape()));
    List<Statement> rewritten = everywhere(first, second);
    assertEquals(1, rewritten.stream().filter(s -> s.target().label().startsWith("kPoints")).count());
  }

  @Test
  void itIsUsedWhereItIsFaster() {
    Statement few = convolution(32, 32, 2, 5);
    assertEquals(List.of(few), whereFaster(few), "a few channels: computing values at points costs more than it saves");
    Statement many = convolution(32, 32, 32, 32);
    assertEquals(
        List.of(
            "xPoints[n, p, t, d1, d2] += x[n, t * 4 + i - 1, d1 - 1, d2] * winogradData4[p * 6 + i]"
                + "  where 0 <= d1 - 1 < 32, 0 <= t * 4 + i - 1 < 32",
            "kPoints[p, d1, d2, d3] += k[i, d1, d2, d3] * winogradWeights4[p * 3 + i]",
            "xPoints2[n, d0, d1, p, t, d3] += xPoints[n, d0, d1, t * 4 + i, d3] * winogradData4[p * 6 + i]",
            "kPoints2[d0, p, d2, d3] += kPoints[d0, i, d2, d3] * winogradWeights4[p * 3 + i]",
            "yPoints2[n, p, h, p2, w, f] += xPoints2[n, p, h, p2, w, c] * kPoints2[p, p2, c, f]",
            "yPoints[n, p, h, w * 4 + o, f] += yPoints2[n, p, h, p2, w, f] * winogradSums4[o * 6 + p2]",
            "y[n, h * 4 + o, w, f] += yPoints[n, p, h, w, f] * winogradSums4[o * 6 + p]"),
        text(whereFaster(many)));
    assertEquals(List.of(many), Winograd.apply(List.of(many), WinogradUse.OFF));
    Statement deep = convolution(4, 4, 512, 512);
    assertEquals(List.of(deep), whereFaster(deep), "few places: weights at points take longer to read than they save");
  }

  private static Statement convolution(int height, int width, int channels, int filters) {
    Axis h = new Axis("h", height);
    Axis w = new Axis("w", width);
    Axis c = new Axis("c", channels);
    Axis f = new Axis("f", filters);
    Axis s = new Axis("s", 3);
    Buffer x = Buffer.value("x", List.of(height, width, channels));
    List<Affine> index =
        List.of(Affine.of(h).plus(Affine.of(R)).plus(-1), Affine.of(w).plus(Affine.of(s)).plus(-1), Affine.of(c));
    Expr product =
        Expr.read(x, index).times(at(Buffer.of("k", Role.PARAMETER, List.of(3, 3, channels, filters)), R, s, c, f));
    return sum(Buffer.value("y", List.of(height, width, filters)), List.of(h, w, f), List.of(R, s, c), product)
        .guarded(List.of(new Guard(index.get(0), height), new Guard(index.get(1), width)));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  /** Convolutions of any extent, padding and direction of the window, with what precedes and follows, and their gradients of weights. */
  @ParameterizedTest
  @MethodSource("seeds")
  void itKeepsWhatAProgramDoes(long seed) {
    Program program = random(new Random(seed));
    List<Statement> rewritten = Winograd.apply(program.statements(), WinogradUse.EVERYWHERE);
    assertTrue(rewritten.stream().filter(Transform::is).count() >= 5, () -> "not rewritten: " + program);
    Program after = new Program(program.name(), rewritten);
    Verifier.verify(after);
    assertEquals(List.of(), Schedules.differences(program, after, seed), () -> program + "\nbecame\n" + after);
  }

  private static Program random(Random random) {
    int dimensions = 1 + random.nextInt(2);
    List<Integer> extents = IntStream.range(0, dimensions).map(d -> 2 + random.nextInt(9)).boxed().toList();
    List<Integer> margins = IntStream.range(0, dimensions).map(d -> random.nextInt(3)).boxed().toList();
    boolean turned = random.nextBoolean();
    List<Axis> rows = new ArrayList<>();
    List<Axis> taps = new ArrayList<>();
    List<Affine> window = new ArrayList<>();
    List<Guard> guards = new ArrayList<>();
    List<Integer> image = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      Axis row = new Axis("h" + d, extents.get(d));
      Axis tap = new Axis("r" + d, 3);
      rows.add(row);
      taps.add(tap);
      int before = margins.get(d);
      Affine at = Affine.of(row).plus(Affine.of(tap).times(turned ? -1 : 1)).plus((turned ? 2 : 0) - before);
      window.add(at);
      image.add(Math.max(1, extents.get(d) + 2 - before - random.nextInt(3)));
      guards.add(new Guard(at, image.getLast()));
    }
    Axis in = new Axis("c", 1 + random.nextInt(3));
    Axis out = new Axis("f", 1 + random.nextInt(3));
    image.add(in.extent());
    List<Integer> sums = new ArrayList<>(extents);
    sums.add(out.extent());
    List<Integer> weights = new ArrayList<>(taps.stream().map(Axis::extent).toList());
    weights.addAll(List.of(in.extent(), out.extent()));
    Buffer k = Buffer.of("k", Role.PARAMETER, weights);
    Buffer x = Buffer.value("x", image);
    Buffer y = Buffer.value("y", sums);
    window.add(Affine.of(in));
    List<Axis> results = Statement.concat(rows, List.of(out));
    List<Axis> kernel = Statement.concat(taps, List.of(in, out));
    Statement forward =
        Statement.sum("forward", y, results, Statement.concat(taps, List.of(in)),
            Expr.read(x, window).times(Expr.at(k, kernel))).guarded(guards);
    List<Statement> statements = new ArrayList<>();
    statements.add(copy("input", Buffer.of("input", Role.INPUT, image), x));
    if (random.nextBoolean()) {
      statements.add(copy("residual", Buffer.of("residual", Role.INPUT, sums, 1), y));
      forward = forward.accumulating(true);
    }
    statements.add(forward);
    statements.add(copy("output", y, Buffer.of("y.Output", Role.OUTPUT, sums)));
    statements.add(
        Statement.sum("gradient", k.gradient(), kernel, rows,
            random.nextBoolean()
                ? Expr.at(y, results).times(Expr.read(x, window))
                : Expr.read(x, window).times(Expr.at(y, results)))
            .guarded(guards));
    return new Program("train", statements);
  }

  private static Statement copy(String label, Buffer from, Buffer to) {
    List<Axis> axes = new ArrayList<>();
    for (int extent : from.shape()) {
      axes.add(new Axis("d" + axes.size(), extent));
    }
    return Statement.assign(label, to, axes, Expr.at(from, axes));
  }
}
