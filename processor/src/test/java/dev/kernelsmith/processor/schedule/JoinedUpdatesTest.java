package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinedUpdatesTest {
  private static final int PROGRAMS = 150;

  private static final Axis U = new Axis("u", 16);

  private static final Buffer INPUT = Buffer.of("input", Buffer.Role.INPUT, List.of(16));
  private static final Buffer X = value("x", U);
  private static final Buffer Y = value("y", U);
  private static final Buffer WEIGHTS = Buffer.of("weights", Buffer.Role.PARAMETER, List.of(16));
  private static final Buffer GRADIENT = WEIGHTS.gradient();

  private static final Statement TAKE = assign(X, at(INPUT, U), U);
  private static final Statement FORWARD = assign(Y, at(X, U).times(at(WEIGHTS, U)), U);
  private static final Statement BACKWARD = Minimal.sum(GRADIENT, List.of(U), List.of(), at(X, U).times(at(Y, U)));

  private static Set<Buffer> joined(DeviceSchedule kind, Set<Buffer> updated, Statement... statements) {
    return joined(scheduled(new Program("train", List.of(statements)), kind), kind, updated);
  }

  private static Set<Buffer> joined(ScheduledProgram program, DeviceSchedule kind, Set<Buffer> updated) {
    return JoinedUpdates.of(Launches.of(program, kind), kind, updated, p -> true, 8);
  }

  private static ScheduledProgram scheduled(Program program, DeviceSchedule kind) {
    return NetworkScheduler.schedule(program, Target.device(kind), Schedules.parameters(program));
  }

  private static Statement out(Buffer from) {
    return assign(Buffer.of(".logits.Out", Buffer.Role.OUTPUT, List.of(16)), at(from, U), U);
  }

  @ParameterizedTest
  @EnumSource
  void whoHasTheGradientMovesTheParameter(DeviceSchedule kind) {
    assertEquals(Set.of(GRADIENT), joined(kind, Set.of(WEIGHTS), TAKE, FORWARD, BACKWARD));
  }

  @ParameterizedTest
  @EnumSource
  void parametersThatAreNotUpdatedStay(DeviceSchedule kind) {
    assertEquals(Set.of(), joined(kind, Set.of(), TAKE, FORWARD, BACKWARD));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadAfterwardsStays(DeviceSchedule kind) {
    Buffer sum = Buffer.ofBatch("sum", List.of(16));
    Buffer z = value("z", U);
    assertEquals(
        Set.of(),
        joined(
            kind, Set.of(WEIGHTS), TAKE, FORWARD, BACKWARD, Minimal.sum(sum, List.of(U), List.of(), at(X, U)),
            assign(z, at(sum, U).times(at(WEIGHTS, U)).plus(at(Y, U)), U), out(z)));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsThatAreReadStay(DeviceSchedule kind) {
    Buffer z = value("z", U);
    assertEquals(
        Set.of(),
        joined(
            kind, Set.of(WEIGHTS), TAKE, FORWARD, BACKWARD, assign(z, at(GRADIENT, U).plus(at(Y, U)), U), out(z)));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfSeveralPartsStay(DeviceSchedule kind) {
    Statement more = Minimal.sum(GRADIENT, List.of(U), List.of(), at(Y, U)).accumulating(true);
    assertEquals(Set.of(), joined(kind, Set.of(WEIGHTS), TAKE, FORWARD, BACKWARD, more));
  }

  /** By the plain order of launches: nobody touches a parameter beside or behind the launch that moves it. */
  @ParameterizedTest
  @EnumSource
  void randomProgramsReadOldParametersOnly(DeviceSchedule kind) {
    int moved = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      ScheduledProgram program = scheduled(RandomPrograms.of(seed), kind);
      Set<Buffer> parameters = new HashSet<>(program.layouts().keySet());
      parameters.removeIf(buffer -> buffer.role() != Buffer.Role.PARAMETER);
      program.layouts().keySet().stream().filter(b -> b.role() == Buffer.Role.GRADIENT)
          .forEach(b -> parameters.add(b.parameter()));
      Set<Buffer> joined = joined(program, kind, parameters);
      Set<Buffer> changed = new HashSet<>();
      for (Launch launch : Launches.of(program, kind)) {
        for (Kernel kernel : launch.kernels()) {
          kernel.written().stream().filter(joined::contains).forEach(gradient -> {
            assertTrue(changed.add(gradient.parameter()), () -> gradient + " is set twice: " + program);
          });
        }
        for (Kernel kernel : launch.kernels()) {
          assertTrue(
              kernel.touched().stream().noneMatch(changed::contains), () -> launch.name() + " of " + program);
        }
      }
      moved += joined.size();
    }
    assertTrue(moved > 50, "only " + moved + " parameters are moved");
  }
}
