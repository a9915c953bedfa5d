package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.ir.Uses;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schedules one program for one target: what the passes so far have made of it, and the passes. */
public final class Scheduler {
  /** Channels below which lanes over channels would be mostly idle. */
  private static final int FEW = 4;

  /** Registers left to temporaries where a sum is not of plain products. */
  private static final int TEMPORARIES = 6;

  private final Program program;
  private final Target target;
  private final ParameterLayout parameters;
  private final Halos halos = new Halos();
  private final Set<String> names = new HashSet<>();
  private List<Statement> statements;
  private Set<Buffer> packed = Set.of();
  private BiasFirst.Rewritten biases;
  private List<Phases.Phase> cut = List.of();
  private Set<Buffer> kept = Set.of();
  private List<Groups> groups = List.of();
  private Set<Axis> windows = Set.of();
  private Layouts layouts;
  private List<ScheduledProgram.Phase> kernels = List.of();
  private @Nullable ScheduledProgram result;

  /**
   * Statements by kernel, between two cuts.
   *
   * @param once what runs once for the batch
   * @param blocks what runs for every block
   * @param windows axes of windows, which a tile covers whole
   */
  record Groups(List<List<Statement>> once, List<List<Statement>> blocks, Set<Axis> windows) {
    List<List<Statement>> all() {
      return Statement.concat(once, blocks);
    }
  }

  /**
   * A program to be scheduled.
   *
   * @param program the program
   * @param target what to schedule it for
   * @param parameters where parameters lie in the flat array
   */
  public Scheduler(Program program, Target target, ParameterLayout parameters) {
    this.program = program;
    this.target = target;
    this.parameters = parameters;
    statements = program.statements();
    biases = new BiasFirst.Rewritten(statements, Map.of());
  }

  // The passes, in their order.

  /** Keeps samples that only fill a block out of sums over the batch. */
  public void fillers() {
    if (target.fills()) {
      statements = Fillers.apply(statements);
    }
  }

  /** Tells sums over the batch that statements read from the parts that blocks add to gradient copies. */
  public void partialSums() {
    if (!target.device()) {
      statements = PartialSums.apply(statements);
    }
  }

  /** Packs operands of large gradients into rows. */
  public void packing() {
    if (target.vector() && target.block() > 1) {
      Packing.Rewritten rewritten = Packing.apply(statements);
      statements = rewritten.statements();
      packed = new HashSet<>(rewritten.packed());
    }
  }

  /** Starts sums from the bias that is added to them. */
  public void biasFirst() {
    biases = BiasFirst.apply(statements);
    statements = biases.statements();
  }

  /** Puts zeros around values, in place of guards. */
  public void halos() {
    statements = statements.stream().map(halos::absorb).toList();
  }

  /** Cuts the program wherever a sum over the batch is read. */
  public void phases() {
    cut = Phases.of(statements);
    kept = target.device() ? Set.of() : Phases.kept(cut);
  }

  /** Puts pointwise statements into the kernels whose results they read, and sums of the same values into one. */
  public void fusion() {
    boolean sharing = !target.device();
    groups = cut.stream()
        .map(
            phase -> new Groups(
                Fusion.group(phase.once(), this::apart, sharing), Fusion.group(phase.blocks(), this::apart, sharing),
                Set.of()))
        .toList();
  }

  /** Puts maxima into the kernels that compute what they search, and, for a device, what can run side by side next to each other. */
  public void poolFusion() {
    List<Groups> fused = new ArrayList<>();
    for (Groups phase : groups) {
      PoolFusion.Fused blocks = PoolFusion.apply(phase.blocks(), kept);
      fused.add(
          target.device()
              ? new Groups(
                  DeviceOrder.once(phase.once()), DeviceOrder.sumsLast(blocks.groups()), blocks.windows())
              : new Groups(phase.once(), blocks.groups(), blocks.windows()));
    }
    groups = fused;
  }

  /** Says how each buffer lies in memory, but not where. */
  public void layouts() {
    layouts = new Layouts(target, halos, packed, handedIn(statements), kept, parameters);
  }

  /** Makes kernels, with lanes and register tiles. */
  public void tiles() {
    Uses uses = new Uses(statements);
    List<ScheduledProgram.Phase> phases = new ArrayList<>();
    for (Groups phase : groups) {
      windows = phase.windows();
      phases.add(new ScheduledProgram.Phase(kernels(phase.once(), uses), kernels(phase.blocks(), uses)));
    }
    kernels = phases;
  }

  /**
   * Says where each buffer lies.
   *
   * @throws ArithmeticException if the working memory does not fit one array
   */
  public void memory() {
    result = plan(kernels);
  }

  /** The schedule, behind the last pass. */
  public ScheduledProgram result() {
    return Objects.requireNonNull(result);
  }

  /**
   * Checks what the passes so far have made of the program.
   *
   * @throws IllegalArgumentException where it is not sound
   */
  public void verify() {
    if (result != null) {
      ScheduleVerifier.verify(result);
    } else if (groups.isEmpty()) {
      Verifier.verify(plain());
    }
  }

  /** What the passes before {@link #fusion} have made of the program, as plain statements. */
  Program plain() {
    List<Statement> ordered = new ArrayList<>(cut.isEmpty() ? statements : List.of());
    cut.forEach(phase -> ordered.addAll(Statement.concat(phase.once(), phase.blocks())));
    return new Program(program.name(), PlainStatements.of(ordered, biases.starts(), halos.haloed()));
  }

  /** What the passes so far have made of the program, to be read by people. */
  @Override
  public String toString() {
    ScheduleText text = new ScheduleText(program.name(), target, biases.starts());
    if (result != null) {
      return text.of(result);
    }
    if (!kernels.isEmpty()) {
      return text.ofKernels(kernels, layouts);
    }
    if (!groups.isEmpty()) {
      return text.ofGroups(groups);
    }
    return cut.isEmpty() ? text.ofStatements(statements) : text.ofPhases(cut);
  }

  private List<Kernel> kernels(List<List<Statement>> statementsOfKernels, Uses uses) {
    List<Kernel> made = new ArrayList<>();
    for (List<Statement> group : statementsOfKernels) {
      made.add(kernel(group, local(group, uses)));
    }
    return made;
  }

  /**
   * Packed copies, sums that start from a bias, and, where lanes run along rows, what writes a part of a row: that is scalar code.
   */
  private boolean apart(Statement s) {
    if (packed.contains(s.target()) || biases.starts().containsKey(s.target())) {
      return true;
    }
    if (!target.vector() || target.block() > 1 || s.index().isEmpty()) {
      return false;
    }
    Axis last = s.index().getLast().asAxis();
    return last == null || last.extent() < s.target().shape().getLast();
  }

  /** Small inputs, which keep their canonical rows. */
  private static Set<Buffer> handedIn(List<Statement> statements) {
    Set<Buffer> result = new HashSet<>();
    for (Statement s : statements) {
      boolean input = s.value().reads().stream().anyMatch(r -> isInput(r.buffer()));
      if (input && s.target().shape().getLast() < Target.LANES) {
        result.add(s.target());
      }
    }
    return result;
  }

  private static boolean isInput(Buffer buffer) {
    return buffer.role() == Buffer.Role.INPUT || buffer.role() == Buffer.Role.INT_INPUT;
  }

  /** Buffers that only their own kernel reads, and only where it has just computed them. */
  private static Set<Buffer> local(List<Statement> group, Uses uses) {
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

  private Kernel kernel(List<Statement> group, Set<Buffer> local) {
    Statement main = group.getFirst();
    Lanes lanes = lanes(group);
    List<Axis> output = main.outputAxes();
    Axis laneAxis = lanes == Lanes.AXIS ? output.getLast() : null;
    List<Integer> tile = tile(group, output, lanes, laneAxis);
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
    if (Contraction.is(main)) {
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
    if (!main.perSample()) {
      return lanesAlong(group) ? Lanes.AXIS : Lanes.NONE;
    }
    if (target.block() > 1) {
      boolean copy = packed.contains(main.target());
      boolean overPacked = main.value().reads().stream().anyMatch(r -> packed.contains(r.buffer()));
      return copy ? Lanes.NONE : overPacked ? Lanes.AXIS : Lanes.SAMPLES;
    }
    return lanesAlong(group) ? Lanes.AXIS : Lanes.NONE;
  }

  /** Hand-over in canonical order, the parts of sums, ints and logarithms are left to scalar code. */
  private static boolean scalarOnly(Statement s) {
    boolean parts = !s.perSample() && (PartialSums.isParts(s.target()) || PartialSums.joins(s));
    boolean handOver =
        s.target().role() == Buffer.Role.OUTPUT
            || s.value()
                .reads()
                .stream()
                .map(Expr.Read::buffer)
                .anyMatch(b -> b.role() == Buffer.Role.CLASS || b.isExternal() && !b.shape().isEmpty());
    return parts || handOver || usesLog(s.value());
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

  private List<Integer> tile(List<Statement> group, List<Axis> output, Lanes lanes, @Nullable Axis laneAxis) {
    Statement main = group.getFirst();
    List<Integer> ones = new ArrayList<>(java.util.Collections.nCopies(output.size(), 1));
    boolean tiled = main.reduction() == Reduction.SUM && (main.guards().isEmpty() || Contraction.is(main));
    if (!tiled || !main.value().streams().isEmpty() || output.isEmpty() || lanes == Lanes.NONE && target.block() > 1) {
      return ones;
    }
    List<Integer> extents = new ArrayList<>();
    for (Axis axis : output) {
      extents.add(axis.equals(laneAxis) ? Target.padded(axis.extent()) / Target.LANES : axis.extent());
    }
    List<TileChooser.Operand> operands = new ArrayList<>();
    boolean products = Contraction.is(main);
    int registers = products ? target.registers() : target.registers() - TEMPORARIES;
    List<Statement> sums = Stream.concat(Stream.of(main), group.stream().skip(1).filter(Kernel::isSum)).toList();
    for (Expr.Read read : sums.stream().flatMap(s -> s.value().reads().stream()).distinct().toList()) {
      Affine flat = layouts.of(read.buffer()).flat(read.index());
      boolean vector = lanes == Lanes.SAMPLES && read.buffer().perSample() || laneAxis != null && flat.uses(laneAxis);
      boolean streams = !products && main.reducedAxes().stream().anyMatch(flat::uses);
      operands.add(new TileChooser.Operand(flat.terms(), vector, streams));
    }
    Set<Axis> whole = target.device() ? Set.copyOf(output) : laneAxis == null ? Set.of() : Set.of(laneAxis);
    return new TileChooser(output, extents, sums.size(), whole, operands, registers, bounded(main), windows).choose();
  }

  /** Output axes on which the range of a reduced axis depends: one tile cannot have several ranges. */
  private static Set<Axis> bounded(Statement main) {
    Set<Axis> axes = new HashSet<>();
    main.guards().forEach(g -> axes.addAll(g.index().axes()));
    return axes;
  }

  private ScheduledProgram plan(List<ScheduledProgram.Phase> phases) {
    List<Kernel> kernels = phases.stream().flatMap(phase -> phase.kernels().stream()).toList();
    Map<Place, Map<Layout, MemoryPlan.Life>> working = new TreeMap<>();
    Map<Buffer, Layout> all = new LinkedHashMap<>();
    lives(kernels).forEach(
        (buffer, life) -> {
          Layout layout = layouts.of(buffer);
          if (layout.place().kind().isPlanned()) {
            working.computeIfAbsent(layout.place(), place -> new LinkedHashMap<>()).put(layout, life);
          } else {
            all.put(buffer, layout);
          }
        });
    int start = target.device() ? 0 : ScheduledProgram.SCRATCH;
    Map<Place, Integer> sizes = new TreeMap<>();
    for (Place place : List.of(Place.FLOATS, Place.KEPT, Place.SHARED)) {
      MemoryPlan memory =
          new MemoryPlan(
              start + (place.is(Place.Kind.FLOATS) && !target.device() ? ScheduledProgram.laneSums(kernels) : 0),
              packed);
      all.putAll(memory.place(working.getOrDefault(place, Map.of())));
      boolean used = place.is(Place.Kind.FLOATS) || working.containsKey(place);
      sizes.put(place, used ? Target.padded(memory.end()) : 0);
    }
    return new ScheduledProgram(
        program.name(), target, phases, all, sizes.get(Place.FLOATS), sizes.get(Place.KEPT), sizes.get(Place.SHARED),
        layouts.parts());
  }

  /** Of each buffer that is not in registers alone, the kernels during which it holds something. */
  private Map<Buffer, MemoryPlan.Life> lives(List<Kernel> kernels) {
    Map<Buffer, MemoryPlan.Life> lives = new LinkedHashMap<>();
    for (int k = 0; k < kernels.size(); k++) {
      int now = k;
      Set<Buffer> touched = new LinkedHashSet<>(kernels.get(k).touched());
      if (kernels.get(k).lanes() != Lanes.NONE && !kernels.get(k).streams().isEmpty()) {
        touched.add(ScheduledProgram.randomNumbers(target));
      }
      for (Buffer buffer : touched) {
        boolean lasts = buffer.scope() == Buffer.Scope.PARAMETER;
        MemoryPlan.Life life = lasts ? MemoryPlan.Life.ALWAYS : new MemoryPlan.Life(now, now);
        lives.merge(buffer, life, (a, b) -> lasts ? a : new MemoryPlan.Life(a.first(), now));
      }
    }
    return lives;
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
