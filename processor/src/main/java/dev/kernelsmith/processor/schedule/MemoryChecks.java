package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Scope;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import dev.kernelsmith.processor.schedule.ScheduledProgram.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks where buffers lie, by going through the kernels in order and noting whose memory is written over by whom. */
final class MemoryChecks {
  private final ScheduledProgram program;
  private final List<String> problems = new ArrayList<>();

  /** Buffers that hold something. */
  private final Set<Buffer> held = new LinkedHashSet<>();

  /** Why a buffer no longer holds what it held. */
  private final Map<Buffer, String> lost = new HashMap<>();

  private MemoryChecks(ScheduledProgram program) {
    this.program = program;
  }

  /** What does not hold. */
  static List<String> problems(ScheduledProgram program) {
    MemoryChecks checks = new MemoryChecks(program);
    List<Layout> layouts = new ArrayList<>(checks.touched());
    layouts.forEach(checks::layout);
    checks.undisturbed(layouts);
    for (int p = 0; p < program.phases().size(); p++) {
      checks.phase(program.phases().get(p), p);
    }
    return checks.problems;
  }

  /** Layouts of all buffers in memory, in order of appearance. */
  private Set<Layout> touched() {
    Set<Layout> layouts = new LinkedHashSet<>();
    program.kernels().forEach(kernel -> memory(kernel).forEach(b -> layouts.add(program.layout(b))));
    return layouts;
  }

  /** What a kernel has in memory. */
  private Set<Buffer> memory(Kernel kernel) {
    Set<Buffer> memory = new LinkedHashSet<>(kernel.touched());
    if (kernel.lanes() != Lanes.NONE && !kernel.streams().isEmpty()) {
      memory.add(ScheduledProgram.randomNumbers(program.target()));
    }
    return memory;
  }

  /** Whether a layout keeps elements apart and lies within its array. */
  private void layout(Layout layout) {
    boolean apart = true;
    long reach = 0;
    List<int[]> steps = new ArrayList<>();
    for (int d = 0; d < layout.strides().size(); d++) {
      int extent = layout.before().get(d) + layout.buffer().shape().get(d) + layout.after().get(d);
      steps.add(new int[] {layout.strides().get(d), extent});
    }
    boolean samples = layout.buffer().perSample() && layout.place().kind().isPlanned();
    steps.add(new int[] {layout.sampleStride(), samples ? program.target().block() : 1});
    steps.removeIf(step -> step[1] == 1);
    steps.sort((a, b) -> Integer.compare(a[0], b[0]));
    for (int[] step : steps) {
      apart &= step[0] > reach;
      reach += (long) step[0] * (step[1] - 1);
    }
    if (!apart) {
      problems.add(layout.buffer() + ": two of its elements share a place: " + layout);
    }
    if (reach >= layout.size()) {
      problems.add(layout.buffer() + " has " + (reach + 1) + " places, but takes " + layout.size() + ": " + layout);
    }
    long length = switch (layout.place().kind()) {
      case FLOATS -> program.floats();
      case KEPT -> program.kept();
      case SHARED -> program.shared();
      default -> Long.MAX_VALUE;
    };
    if (layout.offset() < 0 || (long) layout.offset() + layout.size() > length) {
      problems.add(layout.buffer() + " does not lie within its array of " + length + " floats: " + layout);
    }
    if (layout.place().equals(Place.FLOATS) && layout.offset() < scratch()) {
      problems.add(layout.buffer() + " lies in the scratch memory, which ends at " + scratch() + ": " + layout);
    }
    if (layout.place().kind().isPlanned() && (layout.place().is(Place.Kind.SHARED) == layout.buffer().perSample())) {
      problems.add(layout.buffer() + " lies in an array for values of another scope: " + layout);
    }
  }

  /** End of the rows in which lanes are added up. */
  private int scratch() {
    int rows = program.kernels().stream().filter(Kernel::sumsLanes).mapToInt(Kernel::accumulators).max().orElse(0);
    return program.target().device() || rows == 0 ? 0 : ScheduledProgram.SCRATCH + rows * Target.LANES;
  }

  /** Nobody writes into what must stay: zeros that were there from the beginning, and what follows from parameters. */
  private void undisturbed(List<Layout> layouts) {
    Set<Buffer> padded = new HashSet<>();
    program.kernels().forEach(kernel -> padded.addAll(KernelChecks.readsPadding(kernel, program)));
    for (Layout layout : layouts) {
      boolean planned = layout.place().kind().isPlanned();
      boolean stays =
          !planned || layout.hasHalo() || padded.contains(layout.buffer())
              || layout.buffer().scope() == Scope.PARAMETER;
      for (Layout other : layouts) {
        if (stays && !other.equals(layout) && meet(layout, other)) {
          problems.add(
              layout.buffer() + " needs a place to itself, but " + other.buffer() + " lies there as well: " + layout
                  + " and " + other);
        }
      }
    }
  }

  private static boolean meet(Layout a, Layout b) {
    return a.place().equals(b.place())
        && a.offset() < (long) b.offset() + b.size()
        && b.offset() < (long) a.offset() + a.size();
  }

  private void phase(Phase phase, int number) {
    if (number > 0 && !program.target().device()) {
      for (Buffer buffer : held) {
        if (program.layout(buffer).place().equals(Place.FLOATS)) {
          lost.putIfAbsent(buffer, "other blocks have used its memory since phase " + number + ", which is not kept");
        }
      }
    }
    phase.kernels().forEach(this::kernel);
  }

  private void kernel(Kernel kernel) {
    List<Buffer> memory = List.copyOf(memory(kernel));
    for (int i = 0; i < memory.size(); i++) {
      for (Buffer other : memory.subList(0, i)) {
        if (meet(program.layout(memory.get(i)), program.layout(other))) {
          problems.add("kernel " + kernel.name() + ": " + memory.get(i) + " and " + other + " share memory");
        }
      }
    }
    for (Buffer buffer : kernel.touched()) {
      if (held.contains(buffer) && lost.containsKey(buffer)) {
        problems.add("kernel " + kernel.name() + " needs " + buffer + ", but " + lost.get(buffer));
      }
    }
    Set<Buffer> written = new LinkedHashSet<>();
    kernel.statements().forEach(s -> written.addAll(s.buffersWritten()));
    memory.stream().filter(b -> !kernel.touched().contains(b)).forEach(written::add);
    written.retainAll(memory);
    for (Buffer buffer : written) {
      for (Buffer other : held) {
        if (!other.equals(buffer) && meet(program.layout(other), program.layout(buffer))) {
          lost.putIfAbsent(other, "kernel " + kernel.name() + " has put " + buffer + " there");
        }
      }
      held.add(buffer);
    }
  }
}
