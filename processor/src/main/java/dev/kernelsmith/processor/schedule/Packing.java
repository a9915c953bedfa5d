package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the gradient of a weight has many elements and each sums few products, adding up lanes of samples costs more than the
 * products. Then lanes run over the last axis of the weight instead, and the operand that has this axis is first packed into rows:
 * channels innermost, samples next.
 */
final class Packing {
  /** Cycles to add up 16 lanes. */
  private static final double LANE_SUM = 12;

  /** Cycles to copy one float to another layout. */
  private static final double COPY = 1.5;

  private final List<Statement> statements = new ArrayList<>();
  private final List<Buffer> copies = new ArrayList<>();

  /** Copies that hold what their buffers hold, by the buffer. */
  private final Map<Buffer, Buffer> packed = new HashMap<>();

  private Packing() {}

  /**
   * The rewritten program.
   *
   * @param statements statements, copies into packed rows included
   * @param packed copies in packed rows
   */
  record Rewritten(List<Statement> statements, List<Buffer> packed) {}

  static Rewritten apply(List<Statement> program) {
    Packing result = new Packing();
    program.forEach(result::visit);
    return new Rewritten(result.statements, result.copies);
  }

  private void visit(Statement s) {
    Expr.Read operand = worthwhile(s);
    if (operand == null) {
      statements.add(s);
      s.buffersWritten().forEach(packed::remove);
      return;
    }
    Buffer copy = packed.get(operand.buffer());
    if (copy == null) {
      copy = Buffer.value(free(operand.buffer()), operand.buffer().shape());
      copies.add(copy);
      packed.put(operand.buffer(), copy);
      List<Axis> axes = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (int d = 0; d < copy.shape().size(); d++) {
        String name = operand.index().get(d).asAxis().name();
        axes.add(new Axis(names.add(name) ? name : name + "d" + d, copy.shape().get(d)));
      }
      statements.add(
          Statement.assign(operand.buffer().label() + " packed", copy, axes, Expr.at(operand.buffer(), axes))
              .ofLayer(s.layer()));
    }
    statements.add(s.withValue(s.value().replace(operand, Expr.read(copy, operand.index()))));
  }

  /** A name for a copy: the buffer may change, and be copied again. */
  private String free(Buffer buffer) {
    String name = Buffer.nameOf(buffer.name(), "Packed");
    List<String> taken = copies.stream().map(Buffer::name).toList();
    for (int number = 2; taken.contains(name); number++) {
      name = Buffer.nameOf(buffer.name(), "Packed" + number);
    }
    return name;
  }

  /** The operand to copy, or null where lanes of samples are as good. */
  private static Expr.@Nullable Read worthwhile(Statement s) {
    Contraction product = Contraction.of(s);
    if (product == null || !s.sumsOverSamples() || s.index().isEmpty()) {
      return null;
    }
    Expr.Read a = product.a();
    Expr.Read b = product.b();
    Axis lane = s.index().getLast().asAxis();
    if (lane == null) {
      return null;
    }
    Expr.Read with = hasLast(a, lane) ? a : b;
    Expr.Read without = with.equals(a) ? b : a;
    boolean sound =
        hasLast(with, lane)
            && lane.extent() == s.target().shape().getLast()
            && lane.extent() == with.buffer().shape().getLast()
            && without.index().stream().noneMatch(i -> i.uses(lane))
            && with.index().stream().allMatch(i -> i.asAxis() != null)
            && with.buffer().perSample()
            && !with.buffer().isExternal();
    if (!sound) {
      return null;
    }
    double products = s.axes().stream().mapToDouble(Axis::extent).reduce(1, (x, y) -> x * y);
    double padding = (double) Target.padded(lane.extent()) / lane.extent() - 1;
    double gain = LANE_SUM * s.target().elements();
    double cost = COPY * Target.LANES * with.buffer().elements() + products * padding / 2;
    return gain > cost ? with : null;
  }

  private static boolean hasLast(Expr.Read read, Axis lane) {
    return !read.index().isEmpty() && read.index().getLast().equals(Affine.of(lane));
  }
}
