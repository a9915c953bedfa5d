package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.ir.Uses;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules one program for one target. */
public final class Scheduler {
  /** Channels below which lanes over channels would be mostly idle. */
  private static final int FEW = 4;

  /** Registers left to temporaries where a sum is not of plain products. */
  private static final int TEMPORARIES = 6;

  private final Program program;
  private final Target target;
  private final Map<Buffer, Integer> parameterOffsets;
  private final Halos halos = new Halos();
  private final Set<String> names = new HashSet<>();
  private Set<Buffer> packed = Set.of();
  private Set<Axis> windows = Set.of();
  private BiasFirst.Rewritten biases;
  private Layouts layouts;

  private Scheduler(Program program, Target target, Map<Buffer, Integer> parameterOffsets) {
    this.program = program;
    this.target = target;
    this.parameterOffsets = parameterOffsets;
  }

  /**
   * The schedule.
   *
   * @param program the program
   * @param target what to schedule it for
   * @param parameterOffsets start of each parameter in the flat array
   * @throws ArithmeticException if the working memory does not fit one array
   */
  public static ScheduledProgram schedule(
      Program program, Target target, Map<Buffer, Integer> parameterOffsets) {
    return new Scheduler(program, target, parameterOffsets).run();
  }

  private ScheduledProgram run() {
    List<Statement> statements = program.statements();
    if (target.vector() && target.block() > 1) {
      Packing.Rewritten rewritten = Packing.apply(statements);
      statements = rewritten.statements();
      packed = new HashSet<>(rewritten.packed());
    }
    biases = BiasFirst.apply(statements);
    statements = biases.statements().stream().map(halos::absorb).toList();
    PoolFusion.Fused fused = PoolFusion.apply(Fusion.group(statements, packed));
    List<List<Statement>> groups = target.device() ? gradientsLast(fused.groups()) : fused.groups();
    windows = fused.windows();
    layouts = new Layouts(target, halos, packed, handedIn(statements), parameterOffsets);
    List<Set<Buffer>> locals = locals(groups);
    List<Kernel> kernels = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      kernels.add(kernel(groups.get(g), locals.get(g)));
    }
    return plan(kernels);
  }

  /** The groups with all sums over the batch at the end, where they can share launches: nothing else reads them. */
  private static List<List<Statement>> gradientsLast(List<List<Statement>> groups) {
    List<List<Statement>> result = new ArrayList<>(groups);
    result.sort(Comparator.comparing(group -> group.getFirst().target().role() == Buffer.Role.GRADIENT));
    return result;
  }

  /** Small inputs, which keep their canonical rows. */
  private static Set<Buffer> handedIn(List<Statement> statements) {
    Set<Buffer> result = new HashSet<>();
    for (Statement s : statements) {
      boolean input = s.value().reads().stream().anyMatch(r -> r.buffer().role() == Buffer.Role.INPUT);
      if (input && s.target().shape().getLast() < Target.LANES) {
        result.add(s.target());
      }
    }
    return result;
  }

  /** Buffers that only their own kernel reads, and only where it has just computed them. */
  private static List<Set<Buffer>> locals(List<List<Statement>> groups) {
    Uses uses = new Uses(groups.stream().flatMap(List::stream).toList());
    List<Set<Buffer>> result = new ArrayList<>();
    for (List<Statement> group : groups) {
      Set<Buffer> local = new LinkedHashSet<>();
      for (Statement s : group) {
        Buffer target = s.target();
        boolean internal = target.role() == Buffer.Role.VALUE && target.perSample() && !s.accumulate();
        boolean here = uses.writers(target).size() == 1 && group.containsAll(uses.readers(target));
        if (internal && here && group.size() > 1) {
          local.add(target);
        }
      }
      result.add(local);
    }
    return result;
  }

  private Kernel kernel(List<Statement> group, Set<Buffer> local) {
    Statement main = group.getFirst();
    Lanes lanes = lanes(group);
    List<Axis> output = main.outputAxes();
    Axis laneAxis = lanes == Lanes.AXIS ? output.getLast() : null;
    List<Integer> tile = tile(main, output, lanes, laneAxis);
    List<Kernel.Loop> loops = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      loops.add(new Kernel.Loop(output.get(i), tile.get(i), windows.contains(output.get(i))));
    }
    return new Kernel(
        name(main.label()), group, lanes, laneAxis, loops, reduced(main), local, biases.starts().get(main.target()));
  }

  /** The reduced axes of a sum in the order of the strides with which they are read, longest first; others keep their order. */
  private List<Axis> reduced(Statement main) {
    List<Axis> axes = new ArrayList<>(main.reducedAxes());
    if (Halos.isContraction(main)) {
      axes.sort(Comparator.comparing(axis -> -stride(main, axis)));
    }
    return axes;
  }

  private int stride(Statement main, Axis axis) {
    return main.value().reads().stream()
        .mapToInt(r -> Math.abs(layouts.of(r.buffer()).flat(r.index()).coefficient(axis)))
        .max()
        .orElse(0);
  }

  private Lanes lanes(List<Statement> group) {
    Statement main = group.getFirst();
    if (!target.vector() || group.stream().anyMatch(Scheduler::scalarOnly)) {
      return Lanes.NONE;
    }
    if (target.block() > 1) {
      boolean copy = packed.contains(main.target());
      boolean overPacked = main.value().reads().stream().anyMatch(r -> packed.contains(r.buffer()));
      return copy ? Lanes.NONE : overPacked ? Lanes.AXIS : Lanes.SAMPLES;
    }
    return lanesAlong(group) ? Lanes.AXIS : Lanes.NONE;
  }

  /** Hand-over in canonical order, ints and logarithms are left to scalar code. */
  private static boolean scalarOnly(Statement s) {
    boolean handOver =
        s.target().role() == Buffer.Role.OUTPUT
            || s.value()
                .reads()
                .stream()
                .map(Expr.Read::buffer)
                .anyMatch(b -> b.role() == Buffer.Role.CLASS || b.isExternal() && !b.shape().isEmpty());
    return handOver || usesLog(s.value());
  }

  private static boolean usesLog(Expr e) {
    return e instanceof Expr.Unary u && u.op() == UnaryOp.LOG || e.children().stream().anyMatch(Scheduler::usesLog);
  }

  /** Whether the last output axis is contiguous, or absent, in everything that the kernel touches. */
  private boolean lanesAlong(List<Statement> group) {
    Statement main = group.getFirst();
    if (main.outputAxes().isEmpty()) {
      return false;
    }
    Axis lane = main.outputAxes().getLast();
    boolean sound = lane.extent() >= FEW;
    for (Statement s : group) {
      sound &= s.target().role() != Buffer.Role.LOSS;
      sound &= contiguous(s.target(), s.index(), lane, true) && wholeRows(s.target(), lane);
      for (Expr.Read read : s.value().reads()) {
        sound &= contiguous(read.buffer(), read.index(), lane, false);
      }
      sound &= !indexes(s.value(), lane);
      sound &= s.guards().stream().noneMatch(g -> g.index().uses(lane));
    }
    return sound;
  }

  /** Whether lanes past the end of the axis fall into padding: what they write must be nobody's. */
  private boolean wholeRows(Buffer target, Axis lane) {
    Layout layout = layouts.of(target);
    return lane.extent() == target.shape().getLast() && layout.before().getLast() == 0 && layout.after().getLast() == 0;
  }

  private boolean contiguous(Buffer buffer, List<Affine> index, Axis lane, boolean required) {
    boolean used = index.stream().anyMatch(i -> i.uses(lane));
    if (!used) {
      return !required;
    }
    Layout layout = layouts.of(buffer);
    boolean padded = layout.strides().size() == 1 ? layout.size() % Target.LANES == 0
        : layout.strides().get(layout.strides().size() - 2) % Target.LANES == 0;
    return padded && index.getLast().equals(Affine.of(lane)) && layout.flat(index).coefficient(lane) == 1;
  }

  private static boolean indexes(Expr e, Axis axis) {
    return e instanceof Expr.Index i && i.value().uses(axis)
        || e.children().stream().anyMatch(c -> indexes(c, axis));
  }

  private List<Integer> tile(Statement main, List<Axis> output, Lanes lanes, @Nullable Axis laneAxis) {
    List<Integer> ones = new ArrayList<>(java.util.Collections.nCopies(output.size(), 1));
    boolean sums = main.reduction() == Reduction.SUM && (main.guards().isEmpty() || Halos.isContraction(main));
    if (!sums || output.isEmpty() || lanes == Lanes.NONE && target.block() > 1) {
      return ones;
    }
    List<Integer> extents = new ArrayList<>();
    for (Axis axis : output) {
      extents.add(axis.equals(laneAxis) ? Target.padded(axis.extent()) / Target.LANES : axis.extent());
    }
    List<TileChooser.Operand> operands = new ArrayList<>();
    for (Expr.Read read : main.value().reads()) {
      Affine flat = layouts.of(read.buffer()).flat(read.index());
      boolean vector = lanes == Lanes.SAMPLES && read.buffer().perSample() || laneAxis != null && flat.uses(laneAxis);
      operands.add(new TileChooser.Operand(flat.terms(), vector));
    }
    int registers = Halos.isContraction(main) ? target.registers() : target.registers() - TEMPORARIES;
    Set<Axis> whole = target.device() ? Set.copyOf(output) : laneAxis == null ? Set.of() : Set.of(laneAxis);
    return new TileChooser(output, extents, whole, operands, registers, bounded(main), windows).choose();
  }

  /** Output axes on which the range of a reduced axis depends: one tile cannot have several ranges. */
  private static Set<Axis> bounded(Statement main) {
    Set<Axis> axes = new HashSet<>();
    main.guards().forEach(g -> axes.addAll(g.index().axes()));
    return axes;
  }

  private ScheduledProgram plan(List<Kernel> kernels) {
    Map<Buffer, MemoryPlan.Life> lives = new LinkedHashMap<>();
    Map<Buffer, Layout> all = new LinkedHashMap<>();
    for (int k = 0; k < kernels.size(); k++) {
      for (Statement s : kernels.get(k).statements()) {
        Set<Buffer> touched = new LinkedHashSet<>(s.buffersWritten());
        touched.addAll(s.buffersRead());
        for (Buffer buffer : touched) {
          if (!kernels.get(k).local().contains(buffer)) {
            int now = k;
            lives.merge(buffer, new MemoryPlan.Life(now, now), (a, b) -> new MemoryPlan.Life(a.first(), now));
          }
        }
      }
    }
    biases.starts().values().forEach(start -> start.reads().forEach(r -> all.put(r.buffer(), layouts.of(r.buffer()))));
    Map<Layout, MemoryPlan.Life> working = new LinkedHashMap<>();
    lives.forEach(
        (buffer, life) -> {
          Layout layout = layouts.of(buffer);
          if (layout.place().is(Place.Kind.FLOATS)) {
            working.put(layout, life);
          } else {
            all.put(buffer, layout);
          }
        });
    int scratch =
        kernels.stream().filter(Kernel::sumsLanes).mapToInt(Kernel::accumulators).max().orElse(0) * Target.LANES;
    int start = target.device() ? 0 : ScheduledProgram.SCRATCH + scratch;
    MemoryPlan memory = new MemoryPlan(start, packed);
    all.putAll(memory.place(working));
    return new ScheduledProgram(program.name(), target, kernels, all, Target.padded(memory.end()));
  }

  /** {@code conv1 backward to input} as {@code conv1BackwardToInput}, numbered where it is taken. */
  private String name(String label) {
    StringBuilder camel = new StringBuilder();
    for (String word : label.split(" ")) {
      camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    String name = camel.toString();
    for (int i = 2; !names.add(name); i++) {
      name = camel + Integer.toString(i);
    }
    return name;
  }
}
