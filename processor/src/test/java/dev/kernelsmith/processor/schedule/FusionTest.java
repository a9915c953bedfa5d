package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final int UNITS = 32;

  /** Two dense layers with an activation, joined to one vector. */
  private static Program joined() {
    Buffer x = Buffer.of("input", Buffer.Role.INPUT, List.of(UNITS));
    Buffer sample = Buffer.value("sample", List.of(UNITS));
    Buffer y = Buffer.value("y", List.of(2 * UNITS));
    Axis u = new Axis("u", UNITS);
    Axis k = new Axis("k", UNITS);
    List<Statement> statements = new ArrayList<>();
    statements.add(Statement.assign("input", sample, List.of(k), Expr.at(x, List.of(k))));
    for (int layer = 0; layer < 2; layer++) {
      Buffer sum = Buffer.value("sum" + layer, List.of(UNITS));
      Buffer part = Buffer.value("part" + layer, List.of(UNITS));
      Expr product = Expr.at(sample, List.of(k)).times(Expr.at(weights(layer), List.of(k, u)));
      statements.add(Statement.sum("layer" + layer, sum, List.of(u), List.of(k), product));
      Expr activated = Expr.max(Expr.at(sum, List.of(u)), Expr.constant(0));
      statements.add(Statement.assign("layer" + layer + " activation", part, List.of(u), activated));
    }
    for (int layer = 0; layer < 2; layer++) {
      Expr part = Expr.at(Buffer.value("part" + layer, List.of(UNITS)), List.of(u));
      statements.add(
          new Statement("y", y, List.of(Affine.of(u).plus(layer * UNITS)), Reduction.NONE, false, part, List.of(u),
              List.of(), null));
    }
    return new Program("predict", statements);
  }

  private static Buffer weights(int layer) {
    return Buffer.of("weights" + layer, Buffer.Role.PARAMETER, List.of(UNITS, UNITS));
  }

  @Test
  void aPartOfARowDoesNotKeepTheKernelBeforeItFromVectors() {
    Span all = new Span(new Group.Trained(true), 0, 2 * UNITS * UNITS);
    ParameterLayout parameters =
        new ParameterLayout(Map.of(weights(0), 0, weights(1), UNITS * UNITS), List.of(all));
    ScheduledProgram single = NetworkScheduler.schedule(joined(), Target.vectorSingle(32), parameters);
    List<Kernel> sums =
        single.kernels().stream().filter(kernel -> kernel.main().reduction() == Reduction.SUM).toList();
    assertEquals(
        List.of(Kernel.Lanes.AXIS, Kernel.Lanes.AXIS), sums.stream().map(Kernel::lanes).toList());
    assertEquals(
        List.of(2, 2), sums.stream().map(kernel -> kernel.statements().size()).toList(), "with their activations");
    ScheduledProgram block = NetworkScheduler.schedule(joined(), Target.vectorBlock(32), parameters);
    assertEquals(
        IntStream.of(3, 2).boxed().toList(),
        block.kernels().stream().filter(kernel -> kernel.main().reduction() == Reduction.SUM)
            .map(kernel -> kernel.statements().size()).toList(),
        "lanes of samples do not mind");
  }

  /** Sums of x, of its squares and of another value's over the same axes; the last reads what the first gives. */
  private static Program sums() {
    Buffer input = Buffer.of("input", Buffer.Role.INPUT, List.of(UNITS, 3));
    Axis k = new Axis("k", UNITS);
    Axis c = new Axis("c", 3);
    List<Axis> both = List.of(k, c);
    Expr x = Expr.at(Buffer.value("x", List.of(UNITS, 3)), both);
    Expr y = Expr.at(Buffer.value("y", List.of(UNITS, 3)), both);
    List<Statement> statements = new ArrayList<>();
    for (String copy : List.of("x", "y")) {
      statements.add(
          Statement.assign(copy, Buffer.value(copy, List.of(UNITS, 3)), both, Expr.at(input, both)));
    }
    Expr shifted = x.minus(Expr.constant(2));
    Expr total = Expr.at(Buffer.value("sum", List.of(3)), List.of(c));
    List<Expr> terms = List.of(x, shifted.times(shifted), y, x.minus(total));
    List<String> names = List.of("sum", "squares", "other", "last");
    for (int s = 0; s < 4; s++) {
      statements.add(
          Statement.sum(names.get(s), Buffer.value(names.get(s), List.of(3)), List.of(c), List.of(k), terms.get(s)));
    }
    return new Program("predict", statements);
  }

  @Test
  void sumsOfTheSameValuesShareTheirLoops() {
    ParameterLayout none = new ParameterLayout(Map.of(), List.of());
    for (Target target : List.of(Target.scalar(), Target.vectorBlock(32), Target.vectorSingle(16))) {
      List<List<String>> kernels =
          NetworkScheduler.schedule(sums(), target, none).kernels().stream()
              .map(kernel -> kernel.reductions().stream().map(Statement::label).toList())
              .filter(labels -> !List.of("x", "y").contains(labels.getFirst()))
              .toList();
      assertEquals(List.of(List.of("sum", "squares"), List.of("other"), List.of("last")), kernels, target::toString);
    }
  }

  private static List<List<String>> grouped(Statement... statements) {
    return grouped(Target.vectorBlock(32), statements);
  }

  private static List<List<String>> grouped(Target target, Statement... statements) {
    return Minimal.texts(Fusion.group(List.of(statements), s -> false, target));
  }

  private static final Buffer Z = Minimal.value("z", Minimal.U);
  private static final Statement DENSE =
      Minimal.sum(
          Z, List.of(Minimal.U), List.of(Minimal.K),
          Minimal.at(Minimal.value("x", Minimal.K), Minimal.K)
              .times(Minimal.at(Minimal.parameter("w", Minimal.K, Minimal.U), Minimal.K, Minimal.U)));

  @Test
  void anActivationJoinsTheSumThatItReadsUnderTheNamesOfItsAxes() {
    Axis v = new Axis("v", 16);
    Statement activation =
        Minimal.assign(Minimal.value("y", v), Expr.max(Minimal.at(Z, v), Minimal.ZERO), v);
    assertEquals(List.of(List.of(DENSE.toString(), "y[n, u] = max(z[n, u], 0)")), grouped(DENSE, activation));
  }

  private static final Axis TILE = new Axis("t", 4);
  private static final Axis PLACE = new Axis("o", 4);

  /** Sums of elements of z along k, set tile by tile: z[t * 4 + o + shift, c]. */
  private static Statement tiles(Buffer z, int step, int shift, Axis channel) {
    Affine at = Affine.of(TILE).times(step).plus(Affine.of(PLACE)).plus(shift);
    return new Statement(
        "z", z, List.of(at, Affine.of(channel)), Reduction.SUM, false,
        Minimal.at(Minimal.value("x", Minimal.K), Minimal.K),
        List.of(TILE, PLACE, channel, Minimal.K), List.of(), null);
  }

  @Test
  void anActivationJoinsSumsThatAreSetTileByTile() {
    Axis h = new Axis("h", 16);
    Axis c = new Axis("c", 3);
    Axis f = new Axis("f", 3);
    Buffer z = Minimal.value("z", h, c);
    Expr activated = Expr.max(Minimal.at(z, h, c), Minimal.ZERO).plus(Minimal.at(Minimal.value("r", h, c), h, c));
    Statement activation = Minimal.assign(Minimal.value("y", h, c), activated, h, c);
    Statement whole = tiles(z, 4, 0, f);
    assertEquals(
        List.of(List.of(whole.toString(), "y[n, t * 4 + o, f] = max(z[n, t * 4 + o, f], 0) + r[n, t * 4 + o, f]")),
        grouped(whole, activation));
    Buffer longer = Minimal.value("z", new Axis("h", 18), c);
    Statement part = tiles(longer, 4, 2, f);
    Statement ofAll =
        Minimal.assign(
            Minimal.value("y", new Axis("h", 18), c), Minimal.at(longer, new Axis("h", 18), c), new Axis("h", 18), c);
    assertEquals(2, grouped(part, ofAll).size(), "the kernel sets a part");
    assertEquals(2, grouped(tiles(longer, 4, 0, f), ofAll).size(), "the kernel sets a part");
    Statement turned = Minimal.assign(Minimal.value("y", c, h), Minimal.at(z, h, c), c, h);
    assertEquals(
        List.of(List.of(whole.toString(), "y[n, f, t * 4 + o] = z[n, t * 4 + o, f]")), grouped(whole, turned));
  }

  @Test
  void whatReadsOtherElementsStaysApart() {
    Statement reversed =
        Minimal.assign(
            Minimal.value("y", Minimal.U), Expr.read(Z, List.of(Affine.of(Minimal.U).times(-1).plus(15))), Minimal.U);
    Statement fewer = Minimal.assign(Minimal.value("first", Minimal.K), Minimal.at(Z, Minimal.K), Minimal.K);
    assertEquals(3, grouped(DENSE, reversed, fewer).size());
  }

  @Test
  void whatDoesMoreThanABiasAndAnActivationStaysApartFromASum() {
    Expr z = Minimal.at(Z, Minimal.U);
    Expr much = z;
    for (String name : List.of("a", "b", "c")) {
      much = much.plus(Minimal.at(Minimal.value(name, Minimal.U), Minimal.U));
    }
    assertEquals(2, grouped(DENSE, Minimal.assign(Minimal.value("y", Minimal.U), much, Minimal.U)).size());
  }

  @Test
  void aLongFunctionIsNotRepeatedInATileOfVectors() {
    Expr z = Minimal.at(Z, Minimal.U);
    for (UnaryOp op : UnaryOp.values()) {
      Expr value = Expr.unary(op, z).times(Expr.constant(2));
      Statement activation = Minimal.assign(Minimal.value("y", Minimal.U), value, Minimal.U);
      int kernels = op.isLong() ? 2 : 1;
      assertEquals(kernels, grouped(Target.vectorBlock(32), DENSE, activation).size(), op::toString);
      assertEquals(kernels, grouped(Target.vectorSingle(32), DENSE, activation).size(), op::toString);
      assertEquals(1, grouped(Target.scalar(), DENSE, activation).size(), op::toString);
      assertEquals(1, grouped(Target.device(DeviceSchedule.CPU), DENSE, activation).size(), op::toString);
    }
  }

  @Test
  void aStatementDoesNotPassWhatItDependsOn() {
    Expr z = Minimal.at(Z, Minimal.U);
    Buffer b = Minimal.value("b", Minimal.U);
    Statement between = Minimal.sum(b, List.of(Minimal.U), List.of(Minimal.K), DENSE.value());
    Statement sum = Minimal.assign(Minimal.value("y", Minimal.U), z.plus(Minimal.at(b, Minimal.U)), Minimal.U);
    assertEquals(
        List.of(List.of(DENSE.toString()), List.of(between.toString(), sum.toString())), grouped(DENSE, between, sum));
  }

  @Test
  void nothingJoinsASumOverTheBatchOrAHandOver() {
    Buffer gradient = Minimal.parameter("b", Minimal.U).gradient();
    Statement weights = Minimal.sum(gradient, List.of(Minimal.U), List.of(), Minimal.at(Z, Minimal.U));
    Statement out =
        Minimal.assign(
            Buffer.of("y.Out", Buffer.Role.OUTPUT, List.of(16)), Minimal.at(Z, Minimal.U), Minimal.U);
    assertEquals(3, grouped(DENSE, weights, out).size());
  }
}
