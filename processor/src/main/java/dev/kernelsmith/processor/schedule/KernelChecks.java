package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks what must hold of a kernel by itself: its loops, its lanes, what its statements hand on in registers. */
final class KernelChecks {
  private final Kernel kernel;
  private final ScheduledProgram program;
  private final List<String> problems = new ArrayList<>();

  private KernelChecks(Kernel kernel, ScheduledProgram program) {
    this.kernel = kernel;
    this.program = program;
  }

  /** What does not hold. */
  static List<String> problems(Kernel kernel, ScheduledProgram program) {
    KernelChecks checks = new KernelChecks(kernel, program);
    for (Buffer buffer : kernel.touched()) {
      if (program.layout(buffer) == null) {
        checks.problems.add(buffer + " has no place in memory");
      }
    }
    if (checks.problems.isEmpty()) {
      checks.loops();
      checks.registers();
      checks.order();
      checks.windows();
      checks.lanes();
    }
    return checks.problems;
  }

  private void loops() {
    Statement main = kernel.main();
    List<Axis> looped = new ArrayList<>(kernel.loops().stream().map(Kernel.Loop::axis).toList());
    boolean rows =
        (kernel.laneAxis() != null || fillsRows(main.target())) && program.target().block() > 1
            && main.target().perSample();
    looped.addAll(kernel.given());
    if (looped.remove(Kernel.SAMPLE) != rows) {
      problems.add("it loops over samples: " + kernel.tilesSamples() + ", with lanes along " + kernel.laneAxis());
    }
    if (!sameAxes(looped, main.outputAxes()) || !sameAxes(kernel.reduced(), main.reducedAxes())) {
      problems.add("it loops over " + looped + ", summing over " + kernel.reduced() + ": " + main);
    }
    for (Kernel.Loop loop : kernel.loops()) {
      int extent = loop.axis().extent();
      int most = kernel.extent(loop);
      boolean whole = loop.unrolled() || program.target().device();
      if (loop.tile() < 1 || loop.tile() > most || whole && most % loop.tile() != 0
          || loop.unrolled() && loop.tile() != extent) {
        problems.add("a tile of " + loop.tile() + " along " + loop.axis() + " of extent " + extent);
      }
    }
    Set<Axis> inside = new HashSet<>();
    kernel.loops().stream().filter(Kernel.Loop::unrolled).forEach(loop -> inside.add(loop.axis()));
    List<Statement> sums = kernel.reductions();
    for (Statement s : sums.subList(1, sums.size())) {
      boolean same = sameAxes(s.outputAxes(), main.outputAxes()) && sameAxes(s.reducedAxes(), main.reducedAxes());
      boolean alike = s.sumsOverSamples() == main.sumsOverSamples() && !s.accumulate() && !main.accumulate();
      if (!same || !alike || !s.guards().isEmpty() || !main.guards().isEmpty() || kernel.start() != null) {
        problems.add("it has other loops than " + s);
      }
    }
    for (Statement s : kernel.statements().subList(sums.size(), kernel.statements().size())) {
      Set<Axis> outer = new HashSet<>(looped);
      s.outputAxes().forEach(outer::remove);
      boolean pointwise = s.guards().isEmpty() && !s.accumulate()
          && s.target().perSample() == main.target().perSample()
          && (s.reduction() == Reduction.MAX || s.reducedAxes().isEmpty());
      if (!pointwise || !inside.containsAll(outer) || !looped.containsAll(s.axes())) {
        problems.add("it has no loops for " + s);
      }
    }
  }

  /** Whether samples lie one behind the other in a copy of a value. */
  private boolean fillsRows(Buffer target) {
    Layout layout = program.layout(target);
    return target.role() == Role.VALUE && layout != null && layout.sampleStride() > 1;
  }

  private static boolean sameAxes(List<Axis> some, List<Axis> others) {
    return some.size() == others.size() && new HashSet<>(some).equals(new HashSet<>(others));
  }

  /** What lives in registers only is a value that is computed here, and that nobody else asks for. */
  private void registers() {
    Set<Buffer> written = new HashSet<>();
    kernel.statements().stream().filter(s -> !s.accumulate()).forEach(s -> written.addAll(s.buffersWritten()));
    for (Buffer local : kernel.local()) {
      if (!written.contains(local) || local.role() != Role.VALUE || !local.perSample()) {
        problems.add(local + " is not a value that it computes, but is to live in its registers only");
      }
      if (program.layout(local) != null) {
        problems.add(local + " lives in its registers only, but another kernel needs it");
      }
    }
  }

  /** Statements take turns element by element, so that each sees only what is at hand, and changes nothing that an earlier one reads. */
  private void order() {
    List<Statement> statements = kernel.statements();
    for (int later = 1; later < statements.size(); later++) {
      Statement s = statements.get(later);
      for (Statement earlier : statements.subList(0, later)) {
        for (Expr.Read read : s.value().reads()) {
          boolean atHand = read.index().equals(earlier.index()) && !Kernel.isSum(s);
          if (earlier.buffersWritten().contains(read.buffer()) && !atHand) {
            problems.add("'" + s.label() + "' reads an element that is not at hand: " + s);
          }
        }
        if (s.buffersWritten().stream().anyMatch(earlier.buffersRead()::contains)) {
          problems.add("'" + s.label() + "' changes what '" + earlier.label() + "' reads: " + s);
        }
      }
    }
  }

  /** A window over an edge stays within the halo. */
  private void windows() {
    for (Statement s : kernel.statements()) {
      for (Expr.Read read : s.value().reads()) {
        Layout layout = program.layout(read.buffer());
        for (int d = 0; layout != null && layout.hasHalo() && d < read.index().size(); d++) {
          int last = read.buffer().shape().get(d) + layout.after().get(d) - 1;
          if (!Verifier.stays(read.index().get(d), s.guards(), -layout.before().get(d), last)) {
            problems.add("index " + d + " of " + read.buffer() + " leaves its halo: " + s);
          }
        }
      }
    }
  }

  private void lanes() {
    Target target = program.target();
    Axis lane = kernel.laneAxis();
    if (kernel.lanes() != Lanes.NONE && !target.vector() && !(kernel.lanes() == Lanes.AXIS && target.lanes())
        || (kernel.lanes() == Lanes.AXIS) != (lane != null)) {
      problems.add("lanes " + kernel.lanes() + " along " + lane + " for " + target);
    } else if (kernel.lanes() == Lanes.SAMPLES && (target.block() == 1 || !kernel.main().perSample())) {
      problems.add("its lanes are samples, but it has none of a block");
    } else if (lane != null) {
      kernel.statements().forEach(s -> along(lane, s));
    }
  }

  /** Whether a statement reads and writes neighbours along the lanes, and where rows end only what is nobody's. */
  private void along(Axis lane, Statement s) {
    List<Expr.Read> accesses = new ArrayList<>(s.value().reads());
    Expr.Read target = Expr.read(s.target(), s.index());
    accesses.add(target);
    if (kernel.start() != null) {
      accesses.addAll(kernel.start().reads());
    }
    for (Expr.Read access : accesses) {
      Layout layout = program.layout(access.buffer());
      boolean used = access.index().stream().anyMatch(i -> i.uses(lane));
      if (layout == null || !used && access != target) {
        continue;
      }
      Affine flat = layout.flat(access.index());
      boolean last =
          used && flat.coefficient(lane) == 1
              && access.index().subList(0, access.index().size() - 1).stream().noneMatch(i -> i.uses(lane));
      boolean whole = access != target
          || (lane.extent() == access.buffer().shape().getLast() || pieces(access.index().getLast(), lane))
              && layout.before().getLast() == 0 && layout.after().getLast() == 0;
      boolean starts = !program.target().lanes() || layout.offset() % Target.LANES == 0;
      boolean samples = access == target ? kernel.tilesSamples() : readsRowsOfSamples(access.buffer());
      boolean apart = !samples || layout.sampleStride() % Target.LANES == 0;
      if (!last || !whole || !apart || !starts || pitch(layout) % Target.LANES != 0) {
        problems.add("lanes along " + lane + " are no whole rows of neighbours of " + access.buffer() + ": " + s);
      }
    }
    if (s.isGuardedAlong(lane)) {
      problems.add("lanes along " + lane + " have guards of their own: " + s);
    }
  }

  /** Whether each sample of a block has a row of this, which lanes along the row read to its padded end. */
  private boolean readsRowsOfSamples(Buffer buffer) {
    return buffer.perSample() && program.target().block() > 1 && !program.target().device();
  }

  /** Whether lanes run over one of several pieces of a row, each of which whole vectors fill. */
  private static boolean pieces(Affine place, Axis lane) {
    Affine start = place.plus(Affine.of(lane).times(-1));
    boolean whole =
        start.constant() % Target.LANES == 0 && start.terms().values().stream().allMatch(c -> c % Target.LANES == 0);
    return whole && lane.extent() % Target.LANES == 0;
  }

  /** Distance of rows; the size of a single one. */
  private static int pitch(Layout layout) {
    int dimensions = layout.strides().size();
    return dimensions == 1 ? layout.size() : layout.strides().get(dimensions - 2);
  }

  /** Operands of whose rows it sums more than there is: behind their ends must be zeros. */
  static Set<Buffer> readsPadding(Kernel kernel, ScheduledProgram program) {
    Set<Buffer> padded = new LinkedHashSet<>();
    Axis lane = kernel.laneAxis();
    boolean sums = program.target().block() > 1 || program.target().lanes();
    if (lane != null && sums && lane.extent() % Target.LANES != 0) {
      kernel.statements().forEach(
          s -> s.value().reads().stream()
              .filter(r -> r.buffer().perSample() && r.index().stream().anyMatch(i -> i.uses(lane)))
              .forEach(r -> padded.add(r.buffer())));
    }
    return padded;
  }
}
