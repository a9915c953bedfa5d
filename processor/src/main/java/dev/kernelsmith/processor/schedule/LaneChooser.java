package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.List;
import java.util.Set;

/** Chooses what the lanes of a kernel's vectors are: samples, neighbours along its last axis, or nothing where it is scalar code. On a device, lanes of samples are left to who writes the kernel. */
final class LaneChooser {
  /** Channels below which lanes over channels would be mostly idle. */
  static final int FEW = 4;

  private final Target target;
  private final Layouts layouts;
  private final Set<Buffer> packed;

  LaneChooser(Target target, Layouts layouts, Set<Buffer> packed) {
    this.target = target;
    this.layouts = layouts;
    this.packed = packed;
  }

  /** What the lanes of a kernel are. */
  Lanes of(List<Statement> group) {
    Statement main = group.getFirst();
    if (target.lanes()) {
      boolean packs = main.sumsOverSamples() && main.value().reads().stream().anyMatch(r -> inRows(r.buffer()));
      return packs ? Lanes.AXIS : Lanes.NONE;
    }
    if (!target.vector() || group.stream().anyMatch(LaneChooser::scalarOnly)) {
      return Lanes.NONE;
    }
    if (!main.perSample()) {
      return lanesAlong(group) ? Lanes.AXIS : Lanes.NONE;
    }
    if (target.block() > 1 && (Selected.summed(main) != null || Selected.scattered(main) != null)) {
      return Lanes.NONE; // each sample has another place
    }
    if (target.block() > 1) {
      boolean rows = inRows(main.target()) || main.value().reads().stream().anyMatch(r -> inRows(r.buffer()));
      boolean copy = main.reduction() == Reduction.NONE;
      return !rows ? Lanes.SAMPLES : copy ? Lanes.NONE : Lanes.AXIS;
    }
    return lanesAlong(group) ? Lanes.AXIS : Lanes.NONE;
  }

  private boolean inRows(Buffer buffer) {
    return packed.contains(buffer);
  }

  /** Hand-over in canonical order and ints are left to scalar code. */
  private static boolean scalarOnly(Statement s) {
    return s.target().role() == Buffer.Role.OUTPUT
        || s.value()
            .reads()
            .stream()
            .map(Expr.Read::buffer)
            .anyMatch(b -> b.role() == Buffer.Role.CLASS || b.isExternal() && !b.shape().isEmpty());
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
      sound &= !s.isGuardedAlong(lane);
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
}
