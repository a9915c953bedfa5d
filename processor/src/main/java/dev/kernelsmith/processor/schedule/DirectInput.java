package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * On devices with groups of threads, has products of matrices read a network's input where it was handed in, a sample behind the other, rather than a copy with neighbouring samples side by side: these take their
 * operands through local memory, and need only neighbours of some kind to load. A dense layer has them in its inputs, and saves the copy's launch. A convolution reads each value many times, for
 * neighbouring samples: there the copy stays.
 */
final class DirectInput {
  private DirectInput() {}

  static List<Statement> apply(List<Statement> program) {
    Map<Buffer, Buffer> direct = new HashMap<>();
    Set<Statement> dropped = new HashSet<>();
    for (Statement s : program) {
      if (isCopy(s) && program.stream().filter(o -> o != s).allMatch(o -> needsNo(s, o))) {
        direct.put(s.target(), s.value().reads().getFirst().buffer());
        dropped.add(s);
      }
    }
    List<Statement> statements = new ArrayList<>();
    for (Statement s : program) {
      if (!dropped.contains(s)) {
        statements.add(s.renamed(buffer -> direct.getOrDefault(buffer, buffer)));
      }
    }
    return statements;
  }

  /** Whether a statement copies an input as it is. */
  private static boolean isCopy(Statement s) {
    return s.value() instanceof Expr.Read read && read.buffer().role() == Buffer.Role.INPUT
        && s.reduction() == Reduction.NONE && !s.accumulate() && !s.isStep() && s.guards().isEmpty()
        && s.target().role() == Buffer.Role.VALUE
        && s.target().shape().equals(read.buffer().shape())
        && s.index().equals(Affine.ofAll(s.axes())) && read.index().equals(s.index());
  }

  /** Whether a statement can do without the copy. */
  private static boolean needsNo(Statement copy, Statement s) {
    if (s.buffersWritten().contains(copy.target())) {
      return false;
    }
    if (!s.buffersRead().contains(copy.target())) {
      return true;
    }
    Buffer input = copy.value().reads().getFirst().buffer();
    Statement direct = s.renamed(buffer -> buffer.equals(copy.target()) ? input : buffer);
    Contraction product = Contraction.of(direct);
    Blocked blocked = Blocked.of(direct);
    return product != null && blocked != null
        && Stream.of(product.a(), product.b()).filter(read -> read.buffer().equals(input))
            .allMatch(read -> neighbours(read, blocked) >= Blocked.SLICE);
  }

  /** Elements that lie behind one another along what neighbouring threads load. */
  private static int neighbours(Expr.Read input, Blocked product) {
    if (product.samples()) {
      return run(input, product.inner());
    }
    boolean oneTerm = Blocked.extent(product.inner()) == 1;
    return oneTerm ? run(input, input.equals(product.left()) ? product.rows() : product.columns()) : 0;
  }

  /** Elements of a sample that lie behind one another as some axes are counted. */
  private static int run(Expr.Read input, List<Axis> axes) {
    Affine flat = Affine.ZERO;
    int stride = 1;
    for (int d = input.index().size() - 1; d >= 0; d--) {
      flat = flat.plus(input.index().get(d).times(stride));
      stride *= input.buffer().shape().get(d);
    }
    int run = 1;
    for (Axis axis : axes.reversed()) {
      if (axis.extent() > 1 && flat.coefficient(axis) != run) {
        return run;
      }
      run *= axis.extent();
    }
    return run;
  }
}
