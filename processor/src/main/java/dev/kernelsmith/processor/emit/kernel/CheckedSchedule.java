package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Scheduler;
import dev.kernelsmith.processor.schedule.Target;
import java.util.Comparator;

/** Schedules programs, and reports those that are too large for an array in words of the network. */
public final class CheckedSchedule {
  private CheckedSchedule() {}

  /**
   * The schedule.
   *
   * @throws BackEnd.TooLargeException where the program needs a larger array than Java has
   */
  public static ScheduledProgram of(Program program, Target target, ParameterLayout parameters, LayerGraph graph) {
    try {
      return Scheduler.schedule(program, target, parameters);
    } catch (ArithmeticException e) {
      LayerNode largest =
          graph.layers().stream().max(Comparator.comparing(layer -> layer.shape().elements())).orElseThrow();
      throw new BackEnd.TooLargeException(
          "its input is " + graph.inputs().getFirst().shape() + ", its largest value '" + largest.name() + "' "
              + largest.shape(),
          e);
    }
  }
}
