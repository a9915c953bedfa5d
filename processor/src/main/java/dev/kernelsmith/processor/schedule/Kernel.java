package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One loop nest: a main statement, where it is a sum perhaps others over the same axes, and pointwise statements that use results while
 * they are in registers.
 *
 * @param name of its method
 * @param statements the main statement first, then further sums; all have the main statement's output axes
 * @param lanes what the vector lanes run over
 * @param laneAxis the axis, where lanes run over one
 * @param loops loops over the output axes, but for those that it is {@linkplain #given() given}, outermost first, each with the extent of the register tile along it; for the lane axis
 *     in vectors. Where lanes run along rows of a block's samples, the last is one over these
 * @param reduced axes that are summed, or searched for the maximum, inside
 * @param local buffers that live in registers only
 * @param start what the main sum starts from, over the output axes; null for 0
 * @param chain the kernels with which it goes through rows together; null for none
 */
public record Kernel(
    String name,
    List<Statement> statements,
    Lanes lanes,
    @Nullable Axis laneAxis,
    List<Loop> loops,
    List<Axis> reduced,
    Set<Buffer> local,
    @Nullable Expr start,
    @Nullable Chain chain) {
  /** The samples of a block, where a kernel has a loop over them: no statement names them. */
  public static final Axis SAMPLE = new Axis("n", Target.LANES);

  /** What the lanes of a vector are. */
  public enum Lanes {
    /** The samples of a block. */
    SAMPLES,
    /** Neighbours along an axis. */
    AXIS,
    /** No lanes: scalar code. */
    NONE
  }

  /**
   * A loop over an output axis.
   *
   * @param axis the axis
   * @param tile how many of its values (vectors, for the lane axis) one register tile covers
   * @param unrolled whether the tile covers it whole, so that there is no loop
   */
  public record Loop(Axis axis, int tile, boolean unrolled) {}

  /** Copies the collections. */
  public Kernel {
    statements = List.copyOf(statements);
    loops = List.copyOf(loops);
    reduced = List.copyOf(reduced);
    local = Set.copyOf(local);
  }

  /** This with other register tiles. */
  public Kernel with(List<Loop> others) {
    return new Kernel(name, statements, lanes, laneAxis, others, reduced, local, start, chain);
  }

  /** This by another name, with others in the place of buffers. */
  public Kernel renamed(String other, UnaryOperator<Buffer> names) {
    return new Kernel(
        other, statements.stream().map(s -> s.renamed(names)).toList(), lanes, laneAxis, loops, reduced,
        local.stream().map(names).collect(Collectors.toSet()), start == null ? null : start.renamed(names), chain);
  }

  /** The statement that gives the kernel its loops. */
  public Statement main() {
    return statements.getFirst();
  }

  /** What the loops over the reduced axes compute: the main statement, and the sums that share its loops. */
  public List<Statement> reductions() {
    return statements.stream().filter(s -> s.equals(main()) || isSum(s)).toList();
  }

  /** Whether a statement sums over axes or samples. */
  static boolean isSum(Statement s) {
    return s.reduction() == Reduction.SUM && (!s.reducedAxes().isEmpty() || s.sumsOverSamples());
  }

  /** The axis whose value each of its calls is given, where it takes turns with others; or null. */
  public @Nullable Axis steps() {
    return main().steps();
  }

  /** The axes whose values each of its calls is given: that of a sequence, or those around the rows of a chain. */
  public List<Axis> given() {
    if (chain != null) {
      return chain.outer();
    }
    return steps() == null ? List.of() : List.of(steps());
  }

  /** Kernels in their order: those of one sequence or chain together, all others by themselves. */
  public static List<List<Kernel>> units(List<Kernel> kernels) {
    List<List<Kernel>> units = new ArrayList<>();
    for (List<Kernel> unit : Sequence.units(kernels, Kernel::main)) {
      Chain chain = unit.getFirst().chain();
      if (chain != null && !units.isEmpty() && chain.equals(units.getLast().getLast().chain())) {
        units.getLast().addAll(unit);
      } else {
        units.add(new ArrayList<>(unit));
      }
    }
    return units;
  }

  /** The buffers that it reads or writes in memory. */
  public Set<Buffer> touched() {
    Set<Buffer> touched = new LinkedHashSet<>();
    for (Statement s : statements) {
      touched.addAll(s.buffersWritten());
      touched.addAll(s.buffersRead());
    }
    touched.removeAll(local);
    if (start != null) {
      start.reads().forEach(r -> touched.add(r.buffer()));
    }
    return touched;
  }

  /** The buffers that it writes to memory. */
  public Set<Buffer> written() {
    Set<Buffer> written = new LinkedHashSet<>();
    statements.forEach(s -> written.addAll(s.buffersWritten()));
    written.removeAll(local);
    return written;
  }

  /** Whether a register tile covers several samples of a block. */
  public boolean tilesSamples() {
    return loops.stream().anyMatch(loop -> loop.axis().equals(SAMPLE));
  }

  /** Whether it runs once for the batch rather than for every block. */
  public boolean once() {
    return !main().perSample();
  }

  /** Numbers from outside that it uses, in order of appearance. */
  public List<Expr.Scalar> scalars() {
    return statements.stream().flatMap(s -> s.value().scalars().stream()).distinct().toList();
  }

  /** The streams of the random numbers that it computes, in ascending order. */
  public SortedSet<Integer> streams() {
    SortedSet<Integer> streams = new TreeSet<>();
    statements.forEach(s -> streams.addAll(s.value().streams()));
    return streams;
  }

  /** Whether it computes vectors of random numbers, which the function that does so hands over in memory. */
  public boolean drawsVectors() {
    return lanes != Lanes.NONE && !streams().isEmpty();
  }

  /** Values along a loop; vectors of them along the lane axis. */
  int extent(Loop loop) {
    return extent(loop.axis(), laneAxis);
  }

  /** Values of an axis; vectors of them where it is the lane axis. */
  static int extent(Axis axis, @Nullable Axis laneAxis) {
    return axis.equals(laneAxis) ? Target.vectors(axis.extent()) : axis.extent();
  }

  /** Tiles along a loop, the last of which may be a part of one. */
  public int tiles(Loop loop) {
    return loop.unrolled() ? 1 : Math.ceilDiv(extent(loop), loop.tile());
  }

  /** Accumulators of a full register tile. */
  public int accumulators() {
    return reductions().size() * loops.stream().mapToInt(Loop::tile).reduce(1, (a, b) -> a * b);
  }

  /** The rows of a gradient to which it adds what samples have for them, one after another; null where each sum is computed by itself. */
  public @Nullable Selected scattered() {
    return lanes == Lanes.SAMPLES ? null : Selected.scattered(main());
  }

  /** Whether lanes of samples are added up at the end, in scratch memory. */
  public boolean sumsLanes() {
    return lanes == Lanes.SAMPLES && main().sumsOverSamples();
  }
}
