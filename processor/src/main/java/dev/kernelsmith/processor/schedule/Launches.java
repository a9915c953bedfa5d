package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Launch.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decides which kernels of a program become a launch on a device. What belongs to one sample depends on no other sample, so small
 * kernels that follow each other run in one launch in which a thread has a sample to itself, without a barrier; where threads are laid out by hand, many of them share a sample, and wait for
 * each other where one needs what others have computed. Sums over the batch,
 * which come last in their phase, run side by side in one launch, and so do kernels that run once for the batch.
 */
public final class Launches {
  /** Terms of a sum that a work group shares; those over samples are always as long. */
  private static final int LONG_SUM = 32;

  /** Tiles below which a sum over the batch leaves a device mostly idle, so that a work group takes each. */
  private static final int FEW_TILES = 4096;

  /** Kernels of a launch. */
  private static final int MOST_KERNELS = 16;

  /** Code of small kernels that share a launch, in accesses to arrays: their method stays below 8000 bytecodes. */
  private static final int MOST_CODE = 300;

  /** The same for sums over the batch, whose branches share less code. */
  private static final int MOST_CODE_OF_SUMS = 500;

  /** Code of a kernel's place and ends where a work group shares each of its sums. */
  private static final int ENDS = 10;

  /** Operations whose work for a sample is that of a random number. */
  private static final int RANDOM_NUMBER = 100;

  private final ScheduledProgram program;
  private final DeviceSchedule schedule;
  private final List<Launch> launches = new ArrayList<>();

  private Launches(ScheduledProgram program, DeviceSchedule schedule) {
    this.program = program;
    this.schedule = schedule;
  }

  /** The launches of a program, in order. */
  public static List<Launch> of(ScheduledProgram program, DeviceSchedule schedule) {
    Launches result = new Launches(program, schedule);
    result.run();
    return result.launches;
  }

  private void run() {
    List<Kernel> together = new ArrayList<>();
    for (Sequence.Run<Kernel> run : Sequence.runs(program.kernels(), Kernel::main)) {
      if (run.steps() != null) {
        // Steps depend on each other, samples do not.
        flush(together);
        add(Form.SAMPLES, run.items());
        continue;
      }
      for (Kernel kernel : run.items()) {
        if (!together.isEmpty() && !joins(kernel, together)) {
          flush(together);
        }
        together.add(kernel);
      }
    }
    flush(together);
  }

  private boolean joins(Kernel kernel, List<Kernel> together) {
    Kernel first = together.getFirst();
    int accumulators = kernel.accumulators() + together.stream().mapToInt(Kernel::accumulators).sum();
    long code = code(kernel) + together.stream().mapToLong(this::code).sum();
    if (form(first) == Form.TREE) {
      // Each has room in local memory for as many as the one with most, and fills it.
      int most = Math.max(kernel.accumulators(), together.stream().mapToInt(Kernel::accumulators).max().orElse(0));
      accumulators = Math.multiplyExact(most, together.size() + 1);
      code += accumulators + (long) ENDS * (together.size() + 1);
    }
    if (accumulators > schedule.accumulators()
        || together.size() == MOST_KERNELS
        || code > (kernel.main().target().perSample() ? MOST_CODE : MOST_CODE_OF_SUMS)) {
      return false;
    }
    if (kernel.main().target().perSample()) {
      return isSmall(kernel) && first.main().target().perSample() && together.stream().allMatch(this::isSmall);
    }
    return !first.main().target().perSample()
        && form(first) == form(kernel)
        && form(first) != Form.BLOCKED
        && program.independent(kernel, together);
  }

  private long code(Kernel kernel) {
    return WrittenOut.of(kernel, schedule).code();
  }

  private void flush(List<Kernel> together) {
    if (together.isEmpty()) {
      return;
    }
    Kernel first = together.getFirst();
    boolean samples = together.size() > 1 && first.main().target().perSample();
    add(samples ? schedule.explicit() ? Form.COOPERATIVE : Form.SAMPLES : form(first), together);
    together.clear();
  }

  private void add(Form form, List<Kernel> together) {
    String last = together.size() == 1 ? "" : "To" + capitalized(together.getLast().name());
    List<List<Kernel>> stages =
        form == Form.COOPERATIVE ? Cooperative.stages(together, program) : List.of(together);
    launches.add(new Launch(name(together.getFirst()) + last, form, stages));
  }

  /** {@code trainConv1Forward}: with the program's name in front, so that it is never that of a function of the device's language. */
  private String name(Kernel kernel) {
    return program.name() + capitalized(kernel.name());
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** The product of matrices that a launch in blocks computes. */
  public static Blocked product(Launch launch) {
    return Objects.requireNonNull(Blocked.of(launch.first()));
  }

  /** Whether a kernel is not worth a launch of its own: little is computed for a sample, and where few threads share it they are soon done. */
  private boolean isSmall(Kernel kernel) {
    long work = 0;
    for (Statement s : kernel.statements()) {
      long iterations = Axis.iterations(s.axes());
      work += Math.max(iterations, s.flops()) + iterations * RANDOM_NUMBER * s.value().streams().size();
    }
    return kernel.main().target().perSample()
        && work <= schedule.smallFlops()
        && (!schedule.explicit() || Cooperative.suits(kernel));
  }

  private Form form(Kernel kernel) {
    if (schedule.explicit() && Blocked.of(kernel) != null) {
      return Form.BLOCKED;
    }
    Statement main = kernel.main();
    if (main.target().perSample()) {
      return Form.TILES;
    }
    boolean isLong = main.sumsOverSamples() || Kernel.isSum(main) && Axis.iterations(main.reducedAxes()) >= LONG_SUM;
    return schedule.explicit() && isLong && Launch.tiles(kernel) < FEW_TILES ? Form.TREE : Form.SUMS;
  }
}
