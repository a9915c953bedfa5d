package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Program;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class MemoryPlannerTest {
  /** Kernels of the two classes can be the same only where all that they touch lies at the same places. */
  @Test
  void registersDoNotMoveBuffers() {
    int differentTiles = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Program program = RandomPrograms.of(seed);
      differentTiles += compare(program, Target::vectorBlock) ? 1 : 0;
      differentTiles += compare(program, Target::vectorSingle) ? 1 : 0;
    }
    assertTrue(differentTiles > 10, "tiles differ in " + differentTiles + " pairs of schedules");
  }

  /** Whether the kernels differ. */
  private static boolean compare(Program program, IntFunction<Target> target) {
    ScheduledProgram many = schedule(program, target.apply(32));
    ScheduledProgram few = schedule(program, target.apply(16));
    assertEquals(many.layouts(), few.layouts(), program::toString);
    assertEquals(many.memory(), few.memory());
    assertEquals(many.parts(), few.parts());
    return !many.kernels().equals(few.kernels());
  }

  private static ScheduledProgram schedule(Program program, Target target) {
    return NetworkScheduler.schedule(program, target, Schedules.parameters(program));
  }
}
