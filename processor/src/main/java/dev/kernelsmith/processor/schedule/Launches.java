package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Launch.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which kernels of a program become a launch on a device. What belongs to one sample depends on no other sample, so small
 * kernels that follow each other run in one launch in which a thread has a sample to itself, without a barrier.
 */
public final class Launches {
  /** Tiles below which a sum over the batch leaves a device mostly idle, so that a work group takes each. */
  private static final int FEW_TILES = 4096;

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
    List<Kernel> small = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      if (isSmall(kernel)) {
        small.add(kernel);
      } else {
        flush(small);
        launches.add(new Launch(name(kernel), form(kernel), List.of(kernel)));
      }
    }
    flush(small);
  }

  private void flush(List<Kernel> small) {
    if (!small.isEmpty()) {
      Form form = small.size() == 1 ? form(small.getFirst()) : Form.SAMPLES;
      String last = small.size() == 1 ? "" : "To" + capitalized(small.getLast().name());
      launches.add(new Launch(name(small.getFirst()) + last, form, small));
      small.clear();
    }
  }

  /** {@code trainConv1Forward}: with the program's name in front, so that it is never that of a function of the device's language. */
  private String name(Kernel kernel) {
    return program.name() + capitalized(kernel.name());
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private boolean isSmall(Kernel kernel) {
    long work = 0;
    for (Statement s : kernel.statements()) {
      long iterations = s.axes().stream().mapToLong(Axis::extent).reduce(1, (a, b) -> a * b);
      work += Math.max(iterations, s.flops());
    }
    return kernel.main().target().perSample() && work <= schedule.smallFlops();
  }

  private Form form(Kernel kernel) {
    if (kernel.main().target().perSample()) {
      return Form.TILES;
    }
    return schedule == DeviceSchedule.GPU && Launch.tiles(kernel) < FEW_TILES ? Form.TREE : Form.SUMS;
  }
}
