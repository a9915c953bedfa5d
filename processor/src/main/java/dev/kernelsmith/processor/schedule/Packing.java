package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.FreeNames;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the gradient of a weight has many elements and each sums few products, adding up lanes of samples costs more than the
 * products; where it reads an operand that no near cache holds, such as that of a wide layer at many steps of a sequence, it waits for memory again for each tile. In both, lanes run over the
 * last axis of the weight instead, and the operand that has this axis is first packed into rows: channels innermost, samples next. Gradients of several weights share such a copy. Conditions must not
 * tell neighbours along that axis apart. A device has a row for each sample, and sums sample by sample.
 */
final class Packing {
  /** Cycles to add up 16 lanes. */
  private static final double LANE_SUM = 12;

  /** The same on a device, where lanes are numbers of a vector that is taken apart: a perceptron's gradients took 705 microseconds so, and 190 in rows. */
  private static final double SPILLED_SUM = 30;

  /** Samples of a batch, about. */
  private static final int BATCH = 64;

  /** Floats of a block that a second-level cache does not hold beside others: 1 MB. */
  private static final int FAR = 1 << 18;

  /**
   * Cycles that 16 products wait for such an operand in columns: 40 to 58 GFLOP/s were measured where rows gave 75 to 125, but 72 and 80 beside 76 and 95 with operands
   * of 0.5 and 1 MB.
   */
  private static final double WAIT = 0.8;

  /** Channels of a panel: four vectors. */
  private static final int PANEL = 4 * Target.LANES;

  /** Cycles to copy one float to another layout. */
  private static final double COPY = 2;

  private final List<Statement> statements = new ArrayList<>();
  private final List<Buffer> copies = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** What rows save, in cycles, by what an operand holds. */
  private final Map<Version, Double> gains = new HashMap<>();

  /** Copies, by what they hold. */
  private final Map<Version, Buffer> packed = new HashMap<>();

  private final Map<Buffer, Integer> writes = new HashMap<>();
  private final boolean device;

  /** Samples that a sum goes over before its lanes are added up. */
  private final int samples;

  private final double laneSum;

  /** What a buffer holds after so many writes. */
  private record Version(Buffer buffer, int writes) {}

  private Packing(Target target) {
    device = target.lanes();
    samples = device ? BATCH : target.block();
    laneSum = device ? SPILLED_SUM : LANE_SUM;
  }

  /**
   * The rewritten program.
   *
   * @param statements statements, copies into packed rows included
   * @param packed copies in packed rows
   */
  record Rewritten(List<Statement> statements, List<Buffer> packed) {}

  static Rewritten apply(List<Statement> program, Target target) {
    Packing result = new Packing(target);
    program.forEach(result::count);
    result.writes.clear();
    program.forEach(result::visit);
    return new Rewritten(result.statements, result.copies);
  }

  private Version version(Buffer buffer) {
    return new Version(buffer, writes.getOrDefault(buffer, 0));
  }

  private void written(Statement s) {
    s.buffersWritten().forEach(buffer -> writes.merge(buffer, 1, Integer::sum));
  }

  private void count(Statement s) {
    Expr.Read operand = operand(s);
    if (operand != null) {
      gains.merge(version(operand.buffer()), gain(s, operand.buffer()), Double::sum);
    }
    written(s);
  }

  private void visit(Statement s) {
    Expr.Read operand = operand(s);
    boolean pays = operand != null && gains.getOrDefault(version(operand.buffer()), 0.0) > cost(operand.buffer());
    statements.add(operand != null && pays ? overRows(s, operand, copy(s, operand)) : s);
    written(s);
  }

  /** The copy of an operand, which is made where there is none. */
  private Buffer copy(Statement s, Expr.Read operand) {
    Version version = version(operand.buffer());
    Buffer known = packed.get(version);
    if (known != null) {
      return known;
    }
    List<Axis> axes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int d = 0; d < operand.index().size(); d++) {
      String name = operand.index().get(d).asAxis().name();
      axes.add(new Axis(names.add(name) ? name : name + "d" + d, operand.buffer().shape().get(d)));
    }
    Affine channel = panels(axes);
    List<Affine> index = new ArrayList<>(Affine.ofAll(axes.subList(0, operand.index().size() - 1)));
    index.add(channel);
    Buffer copy = Buffer.value(free(operand.buffer()), axes.stream().map(Axis::extent).toList());
    copies.add(copy);
    packed.put(version, copy);
    statements.add(
        Statement.assign(operand.buffer().label() + " packed", copy, axes, Expr.read(operand.buffer(), index))
            .ofLayer(s.layer()));
    return copy;
  }

  /** A sum with a copy in the place of its operand. */
  private Statement overRows(Statement s, Expr.Read operand, Buffer copy) {
    Axis lane = Objects.requireNonNull(operand.index().getLast().asAxis());
    List<Axis> lanes = new ArrayList<>(List.of(lane));
    Affine channel = panels(lanes);
    List<Affine> index = new ArrayList<>(operand.index().subList(0, operand.index().size() - 1));
    index.addAll(Affine.ofAll(lanes));
    Statement copied = s.withValue(s.value().replace(operand, Expr.read(copy, index)));
    List<Axis> axes = s.axes().stream().flatMap(axis -> axis.equals(lane) ? lanes.stream() : Stream.of(axis)).toList();
    return lanes.size() == 1 ? copied : copied.substitute(Map.of(lane, channel), axes);
  }

  /** Cuts the last axis, where it is long, into panels as wide as a register tile likes them: what a tile reads lies in one piece. */
  private Affine panels(List<Axis> axes) {
    Axis whole = axes.getLast();
    if (device || whole.extent() <= PANEL || whole.extent() % PANEL != 0) {
      return Affine.of(whole);
    }
    Axis panel = new Axis("panel", whole.extent() / PANEL);
    Axis inPanel = new Axis(whole.name(), PANEL);
    axes.set(axes.size() - 1, panel);
    axes.add(inPanel);
    return Affine.of(panel).times(PANEL).plus(Affine.of(inPanel));
  }

  /** A name for a copy: the buffer may change, and be copied again. */
  private String free(Buffer buffer) {
    return FreeNames.take(Buffer.nameOf(buffer.name(), "Packed"), names);
  }

  /** Cycles that lanes along the weight save for a block or batch: less than nothing where they would mostly be padding. */
  private double gain(Statement s, Buffer operand) {
    double products = Axis.iterations(s.axes());
    int lanes = s.target().shape().getLast();
    double padding = (double) Target.padded(lanes) / lanes - 1;
    boolean far = samples * operand.elements() > FAR;
    double vectors = products * samples / Target.LANES;
    return laneSum * s.target().elements() + (far ? WAIT * vectors : 0) - vectors * padding / 2;
  }

  private double cost(Buffer operand) {
    return COPY * samples * operand.elements();
  }

  /** The operand that would be copied, or null where lanes have to be samples. */
  private Expr.@Nullable Read operand(Statement s) {
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
            && !s.isGuardedAlong(lane)
            && with.index().stream().allMatch(i -> i.asAxis() != null)
            && with.buffer().perSample()
            && (!device || s.target().role() == Buffer.Role.GRADIENT)
            && !with.buffer().isExternal();
    return sound && gain(s, with.buffer()) > 0 ? with : null;
  }

  private static boolean hasLast(Expr.Read read, Axis lane) {
    return !read.index().isEmpty() && read.index().getLast().equals(Affine.of(lane));
  }
}
