package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.schedule.Launch.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchesTest {
  private static final int PROGRAMS = 150;

  /** On a device they run in any order, or at once; memory that one writes is then nobody else's. */
  @ParameterizedTest
  @EnumSource
  void kernelsSideBySideDoNotMeet(DeviceSchedule kind) {
    int several = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      ScheduledProgram program = scheduled(RandomPrograms.of(seed), kind);
      for (Launch launch : Launches.of(program, kind)) {
        if (launch.form() == Form.SAMPLES) {
          continue; // a thread has a sample to itself, and runs them in order
        }
        several += launch.kernels().size() > 1 ? 1 : 0;
        for (Kernel one : launch.kernels()) {
          for (Kernel other : launch.kernels()) {
            if (one != other) {
              assertTrue(apart(program, one.written(), other.touched()), () -> launch.name() + ": " + program);
            }
          }
        }
      }
    }
    assertTrue(several > 50, "only " + several + " launches have several kernels");
  }

  private static boolean apart(ScheduledProgram program, Set<Buffer> written, Set<Buffer> touched) {
    return written.stream().noneMatch(
        w -> touched.stream().anyMatch(t -> program.layout(w).meets(program.layout(t))));
  }

  @ParameterizedTest
  @EnumSource
  void launchesAreTheKernelsInOrder(DeviceSchedule kind) {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      ScheduledProgram program = scheduled(RandomPrograms.of(seed), kind);
      List<Kernel> kernels = new ArrayList<>();
      Launches.of(program, kind).forEach(launch -> kernels.addAll(launch.kernels()));
      assertEquals(program.kernels(), kernels);
    }
  }

  private static ScheduledProgram scheduled(Program program, DeviceSchedule kind) {
    return NetworkScheduler.schedule(program, Target.device(kind), Schedules.parameters(program));
  }
}
