package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Launch.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        if (launch.form() == Form.SAMPLES || launch.form() == Form.COOPERATIVE) {
          continue; // a thread has a sample to itself, and runs them in order, or the threads of a sample wait for each other
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

  /** Each barrier is needed, and none is missing: what runs between two of them can run in any order. */
  @Test
  void barriersStandWhereKernelsMeet() {
    int barriers = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      ScheduledProgram program = scheduled(RandomPrograms.of(seed), DeviceSchedule.GPU);
      List<Launch> launches = Launches.of(program, DeviceSchedule.GPU);
      assertEquals(List.of(), LaunchChecks.problems(program, launches));
      for (Launch launch : launches) {
        for (int cut = 1; cut < launch.stages().size(); cut++) {
          assertEquals(Form.COOPERATIVE, launch.form());
          barriers++;
          List<Launch> spoilt = new ArrayList<>(launches);
          spoilt.set(launches.indexOf(launch), withoutBarrier(launch, cut));
          String problem = String.join("\n", LaunchChecks.problems(program, spoilt));
          assertTrue(problem.contains("launch " + launch.name()), problem);
          assertTrue(problem.contains("nothing waits between them"), problem);
        }
      }
    }
    assertTrue(barriers > 50, "only " + barriers + " barriers");
  }

  private static Launch withoutBarrier(Launch launch, int cut) {
    List<List<Kernel>> stages = new ArrayList<>(launch.stages());
    stages.set(cut - 1, Statement.concat(stages.get(cut - 1), stages.remove(cut)));
    return new Launch(launch.name(), launch.form(), stages);
  }

  /** What all samples share cannot be computed by threads that only wait for those of their own group. */
  @Test
  void groupsComputeNothingThatSamplesShare() {
    ScheduledProgram program = scheduled(RandomPrograms.of(1), DeviceSchedule.GPU);
    List<Launch> spoilt = Launches.of(program, DeviceSchedule.GPU).stream()
        .map(launch -> new Launch(launch.name(), Form.COOPERATIVE, launch.kernels().stream().map(List::of).toList()))
        .toList();
    String problem = String.join("\n", LaunchChecks.problems(program, spoilt));
    assertTrue(problem.contains("computes what samples share"), problem);
  }

  @Test
  void kernelsAreNotLostOrTurnedAround() {
    ScheduledProgram program = scheduled(RandomPrograms.of(1), DeviceSchedule.GPU);
    List<Launch> launches = Launches.of(program, DeviceSchedule.GPU);
    for (List<Launch> spoilt : List.of(launches.subList(1, launches.size()), launches.reversed())) {
      assertEquals(List.of("launches have other kernels than the program, or in another order"),
          LaunchChecks.problems(program, spoilt));
    }
  }

  /** A tile that leaves many of the threads without work is made smaller, one that they take in a single turn is not. */
  @Test
  void threadsShareTiles() {
    assertEquals(List.of(1), tile(10, 16));
    assertEquals(List.of(2), tile(64, 16));
    assertEquals(List.of(3), tile(84, 16));
    assertEquals(List.of(4), tile(128, 16));
    assertEquals(List.of(8), tile(512, 64));
  }

  private static List<Integer> tile(int units, int inputs) {
    Axis k = new Axis("k", inputs);
    Axis u = new Axis("u", units);
    Buffer x = Minimal.value("x", k);
    Buffer weights = Minimal.parameter("w", k, u);
    Buffer y = Minimal.value("y", u);
    Program program =
        new Program(
            "dense", List.of(
                Minimal.assign(x, Minimal.at(Minimal.input(k), k), k),
                Minimal.sum(y, List.of(u), List.of(k), Minimal.at(x, k).times(Minimal.at(weights, k, u)))));
    Kernel kernel = scheduled(program, DeviceSchedule.GPU).kernels().getLast();
    return Cooperative.shared(kernel).loops().stream().map(Kernel.Loop::tile).toList();
  }

  private static ScheduledProgram scheduled(Program program, DeviceSchedule kind) {
    return NetworkScheduler.schedule(program, Target.device(kind), Schedules.parameters(program));
  }
}
