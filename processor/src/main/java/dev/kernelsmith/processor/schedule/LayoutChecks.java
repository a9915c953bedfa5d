package dev.kernelsmith.processor.schedule;

import java.util.ArrayList;
import java.util.List;

/** Checks where one buffer lies. */
final class LayoutChecks {
  private final ScheduledProgram program;
  private final int scratch;

  LayoutChecks(ScheduledProgram program) {
    this.program = program;
    scratch = scratch();
  }

  /** Whether a layout keeps elements apart and lies within its array. */
  List<String> problems(Layout layout) {
    List<String> problems = new ArrayList<>();
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
    if (layout.place().equals(Place.FLOATS) && layout.offset() < scratch) {
      problems.add(layout.buffer() + " lies in the scratch memory, which ends at " + scratch + ": " + layout);
    }
    if (layout.place().kind().isPlanned() && (layout.place().is(Place.Kind.SHARED) == layout.buffer().perSample())) {
      problems.add(layout.buffer() + " lies in an array for values of another scope: " + layout);
    }
    return problems;
  }

  /** End of the rows in which lanes are added up. */
  private int scratch() {
    int rows = program.kernels().stream().filter(Kernel::sumsLanes).mapToInt(Kernel::accumulators).max().orElse(0);
    return program.target().device() || rows == 0 ? 0 : ScheduledProgram.SCRATCH + rows * Target.LANES;
  }
}
