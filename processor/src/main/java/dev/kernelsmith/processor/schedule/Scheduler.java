package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Uses;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schedules one program for one target: what the passes so far have made of it, and the passes. */
public final class Scheduler {
  private final Program program;
  private final Target target;
  private final ParameterLayout parameters;
  private final Halos halos = new Halos();
  private List<Statement> statements;
  private Set<Buffer> packed = Set.of();
  private Set<Buffer> rows = Set.of();
  private BiasFirst.Rewritten biases;
  private List<Phases.Phase> cut = List.of();
  private Set<Buffer> kept = Set.of();
  private List<Groups> groups = List.of();
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

  /** Computes sums over small windows by fewer products. */
  public void winograd() {
    boolean training = statements.stream().anyMatch(Statement::sumsOverSamples);
    if (target.vector() && (target.block() > 1 || !training)) {
      statements = Winograd.apply(statements, target.winograd());
    }
  }

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
    if (target.vector() && target.block() > 1 || target.lanes()) {
      Packing.Rewritten rewritten = Packing.apply(statements, target);
      statements = rewritten.statements();
      packed = new HashSet<>(rewritten.packed());
    }
  }

  /** Starts sums from the bias that is added to them. */
  public void biasFirst() {
    biases = BiasFirst.apply(statements);
    statements = biases.statements();
  }

  /** Computes sums in rows, several samples at a time, where a sample uses each weight once. */
  public void rowSums() {
    if (target.vector() && target.block() > 1) {
      RowSums.Rewritten rewritten = RowSums.apply(statements, biases.starts());
      statements = rewritten.statements();
      biases = new BiasFirst.Rewritten(statements, rewritten.starts());
      rows = rewritten.rows();
    }
  }

  /** Copies weights that lanes of channels would read in strides. */
  public void transposedWeights() {
    if (target.vector() && target.block() == 1) {
      statements = TransposedWeights.apply(statements);
    }
  }

  /** Has products of matrices read inputs where they were handed in. */
  public void directInput() {
    if (target.groups()) {
      statements = DirectInput.apply(statements);
    }
  }

  /** Puts zeros around values, in place of guards. */
  public void halos() {
    statements = statements.stream().map(halos::absorb).toList();
  }

  /** Cuts sums over the batch into as many shares as there must be groups of threads. */
  public void shares() {
    if (target.groups()) {
      statements = Shares.apply(statements);
    }
  }

  /** Cuts the program wherever a sum over the batch is read. */
  public void phases() {
    cut = Phases.of(statements);
    kept = target.device() ? Set.of() : Phases.kept(cut);
  }

  /** Puts pointwise statements into the kernels whose results they read, and sums of the same values into one. */
  public void fusion() {
    groups = cut.stream()
        .map(
            phase -> new Groups(
                Fusion.group(phase.once(), this::apart, target), Fusion.group(phase.blocks(), this::apart, target),
                Set.of()))
        .toList();
    if (target.device()) {
      groups = SumFollowers.apply(groups, this::readsPacked);
    }
  }

  private boolean readsPacked(Statement s) {
    return s.buffersRead().stream().anyMatch(packed::contains);
  }

  /** Puts maxima into the kernels that compute what they search. */
  public void poolFusion() {
    List<Groups> fused = new ArrayList<>();
    for (Groups phase : groups) {
      PoolFusion.Fused blocks = PoolFusion.apply(phase.blocks(), kept);
      fused.add(new Groups(phase.once(), blocks.groups(), blocks.windows()));
    }
    groups = fused;
  }

  /** Has lanes run along columns of an image where a layer has few filters for one sample. */
  public void columnLanes() {
    if (!target.vector() || target.block() > 1) {
      return;
    }
    List<Groups> rewritten = new ArrayList<>();
    Map<Buffer, Expr> starts = biases.starts();
    Set<String> names = new HashSet<>();
    for (Statement s : statements) {
      s.buffersRead().forEach(b -> names.add(b.name()));
      s.buffersWritten().forEach(b -> names.add(b.name()));
    }
    for (Groups phase : groups) {
      ColumnLanes.Rewritten blocks = ColumnLanes.apply(phase.blocks(), starts, kept, names);
      rewritten.add(new Groups(phase.once(), blocks.groups(), phase.windows()));
      starts = blocks.starts();
    }
    groups = rewritten;
    statements = groups.stream().flatMap(phase -> phase.all().stream()).flatMap(List::stream).toList();
    biases = new BiasFirst.Rewritten(statements, starts);
  }

  /** Puts kernels that can run side by side on a device next to each other. */
  public void deviceOrder() {
    if (target.device()) {
      groups = groups.stream()
          .map(
              phase -> new Groups(
                  DeviceOrder.once(phase.once()), DeviceOrder.sumsLast(phase.blocks(), target.groups()),
                  phase.windows()))
          .toList();
    }
  }

  /** Says how each buffer lies in memory, but not where. */
  public void layouts() {
    layouts = new Layouts(target, halos, inRows(), Layouts.handedIn(statements), kept, parameters);
  }

  /** Makes kernels, with lanes and register tiles. */
  public void tiles() {
    Tiling tiling = new Tiling(target, layouts, inRows(), biases.starts(), new Uses(statements));
    kernels = groups.stream()
        .map(
            phase -> new ScheduledProgram.Phase(
                tiling.kernels(phase.once(), Set.of()), tiling.kernels(phase.blocks(), phase.windows())))
        .toList();
  }

  /**
   * Says where each buffer lies.
   *
   * @throws ArithmeticException if the working memory does not fit one array
   */
  public void memory() {
    // On a device a sample's row lies across columns of others, which may be at another kernel of the same launch.
    Set<Buffer> toThemselves =
        packed.stream().filter(copy -> target.device() || copy.shape().getLast() % Target.LANES != 0)
            .collect(Collectors.toSet());
    result = MemoryPlanner.plan(program.name(), target, kernels, layouts, toThemselves);
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

  /** What lies in rows, a sample behind the other. */
  private Set<Buffer> inRows() {
    Set<Buffer> all = new HashSet<>(packed);
    all.addAll(rows);
    return all;
  }

  /**
   * Copies into rows and out of rows, sums that start from a bias, and, where lanes run along rows, what writes a part of a row: that is scalar
   * code.
   */
  private boolean apart(Statement s) {
    boolean copies =
        packed.contains(s.target()) && !target.lanes()
            || s.value() instanceof Expr.Read read && rows.contains(read.buffer());
    if (copies || biases.starts().containsKey(s.target())) {
      return true;
    }
    if (!target.vector() || target.block() > 1 || s.index().isEmpty()) {
      return false;
    }
    Axis last = s.index().getLast().asAxis();
    return last == null || last.extent() < s.target().shape().getLast();
  }
}
