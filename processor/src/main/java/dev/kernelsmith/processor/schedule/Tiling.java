package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.FreeNames;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.RowMajor;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import dev.kernelsmith.processor.ir.Uses;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes kernels of statements: with a name, lanes, loops, and a register tile of what {@link TileChooser} finds best. */
final class Tiling {
  /** Registers left to temporaries where a sum is not of plain products. */
  private static final int TEMPORARIES = 6;

  /** Floats that a second-level cache of half a megabyte holds. */
  private static final int NEAR = 1 << 17;

  private final Target target;
  private final Layouts layouts;
  private final LaneChooser laneChooser;
  private final Map<Buffer, Expr> starts;
  private final Uses uses;
  private final Set<Buffer> inRows;
  private final Set<String> names = new HashSet<>();

  /** The tiles that were chosen: kernels of layers that are alike have the same. */
  private final Map<TileChooser.Question, List<Integer>> tiles = new HashMap<>();

  /**
   * For one program.
   *
   * @param inRows what lies in rows, a sample behind the other
   * @param starts what sums start from, where it is not 0
   * @param uses of the whole program
   */
  Tiling(Target target, Layouts layouts, Set<Buffer> inRows, Map<Buffer, Expr> starts, Uses uses) {
    this.target = target;
    this.layouts = layouts;
    this.starts = starts;
    this.uses = uses;
    this.inRows = inRows;
    laneChooser = new LaneChooser(target, layouts, inRows);
  }

  /**
   * Makes a kernel of each group of statements.
   *
   * @param windows axes of windows, which a tile covers whole
   */
  List<Kernel> kernels(List<List<Statement>> groups, Set<Axis> windows) {
    Map<List<Statement>, Chain> chains = Chains.of(groups, target, laneChooser, windows, inRows, starts);
    return groups.stream().map(group -> kernel(group, windows, chains.get(group))).toList();
  }

  private Kernel kernel(List<Statement> group, Set<Axis> windows, @Nullable Chain chain) {
    Statement main = group.getFirst();
    Lanes lanes = laneChooser.of(group);
    List<Axis> output = outputAxes(main);
    if (target.block() > 1 && lanes == Lanes.AXIS && main.target().perSample()) {
      output.add(Kernel.SAMPLE);
    } else if (inRows.contains(main.target()) && target.block() > 1) {
      // Writes along rows: a copy takes less than half of the time that it takes across them.
      output.add(output.size() - 1, Kernel.SAMPLE);
    }
    Axis laneAxis = lanes == Lanes.AXIS ? main.outputAxes().getLast() : null;
    Set<Axis> whole = new HashSet<>(windows);
    whole.addAll(Transform.rows(main));
    if (chain != null) {
      output.removeAll(chain.outer());
    }
    List<Integer> tile = new ArrayList<>(tile(group, output, lanes, laneAxis, whole));
    if (chain != null) {
      tile.set(0, chain.tile(tile.getFirst()));
    }
    List<Kernel.Loop> loops = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      loops.add(new Kernel.Loop(output.get(i), tile.get(i), whole.contains(output.get(i))));
    }
    return new Kernel(
        name(main.label()), group, lanes, laneAxis, laneAxis == null ? loops : ordered(main, laneAxis, loops),
        reduced(main), local(group), starts.get(main.target()), chain);
  }

  /**
   * Loops of a sum over the batch in an order by which an operand with lanes that no near cache holds is read once, piece by piece, and the other one again for each of
   * its pieces; rather than all of it for each tile of the other.
   */
  private List<Kernel.Loop> ordered(Statement main, Axis laneAxis, List<Kernel.Loop> loops) {
    Contraction product = Contraction.of(main);
    if (product == null || target.block() == 1 || !main.sumsOverSamples()) {
      return loops;
    }
    boolean first = product.a().index().stream().anyMatch(i -> i.uses(laneAxis));
    Expr.Read rows = first ? product.a() : product.b();
    double read = layouts.of(rows.buffer()).size();
    double other = layouts.of((first ? product.b() : product.a()).buffer()).size();
    List<Kernel.Loop> outer = new ArrayList<>();
    List<Kernel.Loop> inner = new ArrayList<>();
    double pieces = 1;
    double tiles = 1;
    for (Kernel.Loop loop : loops) {
      boolean ofRows = rows.index().stream().anyMatch(i -> i.uses(loop.axis()));
      (ofRows ? outer : inner).add(loop);
      double steps = Math.ceil((double) Kernel.extent(loop.axis(), laneAxis) / loop.tile());
      pieces *= ofRows ? steps : 1;
      tiles *= ofRows ? 1 : steps;
    }
    boolean pays = read > NEAR && read + pieces * other < tiles * read + other;
    return pays ? Statement.concat(outer, inner) : loops;
  }

  /** The output axes but for that of a sequence, outermost first; rows of a gradient to which samples are added before what is in them. */
  private List<Axis> outputAxes(Statement main) {
    List<Axis> axes = new ArrayList<>(main.outputAxes());
    axes.remove(main.steps());
    Selected rows = target.device() ? null : Selected.scattered(main);
    if (rows != null && axes.remove(rows.axis())) {
      axes.addFirst(rows.axis());
    }
    return axes;
  }

  /**
   * The reduced axes of a sum in the order of the strides with which they are read, longest first; others keep their order. The strides are those of
   * blocks without halos whatever the target: in another order a sum has other bits, and one sample must have those of a block.
   */
  static List<Axis> reduced(Statement main) {
    List<Axis> axes = new ArrayList<>(main.reducedAxes());
    if (Contraction.is(main)) {
      axes.sort(
          Comparator.comparing(axis -> -main.value().reads().stream().mapToInt(r -> stride(r, axis)).max().orElse(0)));
    }
    return axes;
  }

  private static int stride(Expr.Read read, Axis axis) {
    Buffer buffer = read.buffer();
    List<Integer> room = new ArrayList<>(buffer.shape());
    if (!buffer.perSample() && !room.isEmpty()) {
      room.set(room.size() - 1, Target.padded(room.getLast()));
    }
    List<Integer> strides = RowMajor.strides(room, buffer.perSample() ? Target.LANES : 1);
    int stride = 0;
    for (int d = 0; d < strides.size(); d++) {
      stride += strides.get(d) * read.index().get(d).coefficient(axis);
    }
    return Math.abs(stride);
  }

  /** {@code conv1 backward to input} as {@code conv1BackwardToInput}, numbered where it is taken. */
  private String name(String label) {
    StringBuilder camel = new StringBuilder();
    for (String word : label.split(" ")) {
      camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return FreeNames.take(camel.toString().replace('.', '_'), names);
  }

  /** Buffers that only their own kernel reads, and only where it has just computed them. */
  private Set<Buffer> local(List<Statement> group) {
    Set<Buffer> local = new LinkedHashSet<>();
    for (Statement s : group) {
      Buffer target = s.target();
      boolean internal = target.role() == Buffer.Role.VALUE && target.perSample() && !s.accumulate();
      long readers = group.stream().filter(g -> g.buffersRead().contains(target)).count();
      boolean here = uses.writers(target).size() == 1 && readers == uses.readers(target).size();
      if (internal && here && group.size() > 1) {
        local.add(target);
      }
    }
    return local;
  }

  private List<Integer> tile(
      List<Statement> group, List<Axis> output, Lanes lanes, @Nullable Axis laneAxis, Set<Axis> windows) {
    Statement main = group.getFirst();
    if (Transform.is(main)) {
      return output.stream().map(axis -> windows.contains(axis) ? axis.extent() : 1).toList();
    }
    List<Integer> ones = new ArrayList<>(Collections.nCopies(output.size(), 1));
    boolean tiled =
        main.reduction() == Reduction.SUM && (main.guards().isEmpty() || Contraction.is(main))
            && Selected.of(main) == null;
    if (!tiled || !main.value().streams().isEmpty() || output.isEmpty() || lanes == Lanes.NONE && target.block() > 1) {
      return ones;
    }
    List<TileChooser.Operand> operands = new ArrayList<>();
    boolean products = Contraction.is(main);
    int registers = products ? target.registers(main) : target.registers() - TEMPORARIES;
    List<Statement> sums = Stream.concat(Stream.of(main), group.stream().skip(1).filter(Kernel::isSum)).toList();
    for (Expr.Read read : sums.stream().flatMap(s -> s.value().reads().stream()).distinct().toList()) {
      Layout layout = layouts.of(read.buffer());
      Affine flat = layout.flat(read.index());
      if (output.contains(Kernel.SAMPLE) && read.buffer().perSample()) {
        flat = flat.plus(Affine.of(Kernel.SAMPLE).times(layout.sampleStride()));
      }
      boolean vector = lanes == Lanes.SAMPLES && read.buffer().perSample() || laneAxis != null && flat.uses(laneAxis);
      boolean streams = !products && main.reducedAxes().stream().anyMatch(flat::uses);
      operands.add(new TileChooser.Operand(flat.terms(), vector, streams));
    }
    Set<Axis> bounded = bounded(main);
    List<TileChooser.Side> sides = new ArrayList<>();
    for (Axis axis : output) {
      boolean divided = target.device() || axis.equals(laneAxis);
      sides.add(
          new TileChooser.Side(
              axis, Kernel.extent(axis, laneAxis), divided, bounded.contains(axis), windows.contains(axis)));
    }
    return tiles.computeIfAbsent(
        new TileChooser.Question(sides, sums.size(), operands, registers, loadsFirst(main, lanes, output)),
        TileChooser::choose);
  }

  /**
   * Whether a tile must have room for all of its operands ({@link TileChooser}): where vectors have few registers. Lanes in rows do without, by the machine code of both; where a sum is short, as that of a
   * dense layer's gradient, the ends of a tile cost more than sums that wait.
   */
  private boolean loadsFirst(Statement main, Lanes lanes, List<Axis> output) {
    return target.vector() && lanes != Lanes.NONE && target.registers(main) <= Target.FEW_REGISTERS
        && !output.contains(Kernel.SAMPLE)
        && Contraction.is(main) && !main.reducedAxes().isEmpty();
  }

  /** Output axes on which the range of a reduced axis depends: one tile cannot have several ranges. */
  private static Set<Axis> bounded(Statement main) {
    Set<Axis> axes = new HashSet<>();
    main.guards().forEach(g -> axes.addAll(g.index().axes()));
    return axes;
  }
}
