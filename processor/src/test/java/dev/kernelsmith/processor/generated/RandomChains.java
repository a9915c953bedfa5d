package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs of statements over rows, most of which need their own row only: sums and maxima along rows, and what is made of these. */
public final class RandomChains {
  private RandomChains() {}

  /** The program of a seed. */
  public static Program of(long seed) {
    Random random = new Random(seed);
    Axis a = new Axis("a", 1 + random.nextInt(3));
    Axis t = new Axis("t", 2 + random.nextInt(40));
    Axis s = new Axis("s", 1 + random.nextInt(20));
    List<Axis> rows = random.nextBoolean() ? List.of(a, t) : List.of(t);
    List<Axis> all = Statement.concat(rows, List.of(s));
    List<Integer> extents = all.stream().map(Axis::extent).toList();
    Buffer input = Buffer.of("input", Buffer.Role.INPUT, extents);
    List<Buffer> wide = new ArrayList<>(List.of(Buffer.value("sample", extents)));
    List<Buffer> narrow = new ArrayList<>();
    List<Statement> statements = new ArrayList<>();
    statements.add(Statement.assign("input", wide.getFirst(), all, Expr.at(input, all)));
    int count = 4 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Expr read = read(wide, all, t, random);
      if (random.nextInt(3) == 0 || narrow.isEmpty()) {
        Buffer target = Buffer.value("row" + i, extents.subList(0, rows.size()));
        statements.add(
            random.nextBoolean()
                ? Statement.sum("sum" + i, target, rows, List.of(s), read.times(read(wide, all, t, random)))
                : new Statement(
                    "maximum" + i, target, Affine.ofAll(rows), Reduction.MAX, false, read, all, List.of(), null));
        narrow.add(target);
      } else {
        Buffer target = Buffer.value("wide" + i, extents);
        Expr row = read(narrow, rows, t, random);
        Expr value = random.nextInt(3) == 0 ? Expr.unary(UnaryOp.TANH, read.minus(row)) : read.minus(row);
        statements.add(Statement.assign("wide" + i, target, all, value));
        wide.add(target);
      }
    }
    Buffer gradient = Buffer.of("p", Buffer.Role.PARAMETER, List.of(s.extent())).gradient();
    Expr last = Expr.at(wide.getLast(), all).plus(Expr.at(narrow.getLast(), rows));
    statements.add(Statement.sum("gradient", gradient, List.of(s), rows, last));
    return new Program("train", statements);
  }

  /** An element of one of the last buffers, seldom that of another row. */
  private static Expr read(List<Buffer> buffers, List<Axis> axes, Axis t, Random random) {
    Buffer buffer = buffers.get(buffers.size() - 1 - random.nextInt(Math.min(2, buffers.size())));
    List<Affine> index = new ArrayList<>(Affine.ofAll(axes));
    if (random.nextInt(8) == 0) {
      index.set(axes.indexOf(t), Affine.of(t).times(-1).plus(t.extent() - 1));
    }
    return Expr.read(buffer, index);
  }
}
