package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.RandomChains;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules of random programs are sound, and none that is spoilt passes. */
class ScheduleVerifierTest {
  private static final int PROGRAMS = Integer.getInteger("generated.programs", 30);

  /** Places at which a fault must be made at least, so that a test of it says something. */
  private static final int PLACES = 3;

  /** Programs whose schedules are spoilt. */
  private static final int SPOILT = Math.min(PROGRAMS, 25);

  /**
   * One schedule.
   *
   * @param name from which program and for what
   */
  private record Example(String name, Program program, ScheduledProgram schedule) {}

  /** Programs of {@link Chain}s whose schedules are spoilt. */
  private static final int CHAINS = 10;

  private static List<Example> examples;
  private static List<Example> chains;

  /** Programs with sums over rows on a device. */
  private static List<Example> rows;

  @BeforeAll
  static void schedule() {
    examples = new ArrayList<>();
    chains = LongStream.rangeClosed(1, CHAINS).mapToObj(
        seed -> {
          Program program = RandomChains.of(seed);
          ScheduledProgram schedule = Schedules.of(program, Schedules.TARGETS.get("BlockPieces"));
          return new Example("chain of seed " + seed, program, schedule);
        }).toList();
    LongStream.rangeClosed(1, PROGRAMS).forEach(seed -> {
      Program program = RandomPrograms.of(seed);
      Schedules.TARGETS.forEach(
          (name, target) -> examples.add(
              new Example("seed " + seed + ", " + name, program, Schedules.of(program, target))));
    });
    rows = IntStream.rangeClosed(1, PLACES).mapToObj(
        i -> {
          Program program = dense(8 * i, 16 * i);
          return new Example(program.name(), program, Schedules.of(program, Schedules.TARGETS.get("Processor")));
        }).toList();
    examples.addAll(rows);
  }

  /** A dense layer with the gradient of its weights, large enough to be summed over rows. */
  private static Program dense(int inputs, int units) {
    Axis k = new Axis("k", inputs);
    Axis u = new Axis("u", units);
    Buffer x = Minimal.value("x", k);
    Buffer y = Minimal.value("y", u);
    Buffer weights = Minimal.parameter("w", k, u);
    Buffer e = Minimal.value("e", u);
    Expr live = Minimal.at(Minimal.lossGradient());
    Expr error =
        Expr.select(
            Relation.GREATER, live, Minimal.ZERO, Minimal.at(y, u).times(live), Minimal.ZERO);
    return new Program(
        "dense" + units,
        List.of(
            Minimal.assign(x, Minimal.at(Minimal.input(k), k), k),
            Minimal.sum(y, List.of(u), List.of(k), Minimal.at(x, k).times(Minimal.at(weights, k, u))),
            Minimal.assign(e, error, u),
            Minimal.sum(
                weights.gradient(), List.of(k, u), List.of(), Minimal.at(x, k).times(Minimal.at(e, u)))));
  }

  @Test
  void acceptsWhatSchedulesMakeOfRandomPrograms() {
    for (Example one : examples) {
      assertEquals(List.of(), ScheduleVerifier.problems(one.schedule()), () -> one.name() + "\n" + one.program());
    }
  }

  @Test
  void schedulesOfRandomProgramsDoWhatTheProgramsDo() {
    for (Example one : examples) {
      assertEquals(
          List.of(), Schedules.differences(one.program(), one.schedule().plain(), 1),
          () -> one.name() + "\n" + one.program() + "\nbecame\n" + one.schedule().plain());
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejects(Corruptions corruption) {
    int places = 0;
    List<Example> all = new ArrayList<>(examples.subList(0, SPOILT * Schedules.TARGETS.size()));
    all.addAll(corruption == Corruptions.ROWS_ACROSS_COLUMNS ? rows : chains);
    for (Example one : all) {
      for (ScheduledProgram spoilt : corruption.of(one.schedule())) {
        places++;
        assertFalse(
            ScheduleVerifier.problems(spoilt).isEmpty(), () -> one.name() + ": not found\n" + spoilt.plain());
      }
    }
    assertTrue(places >= PLACES, "made at " + places + " places only");
  }

  @Test
  void everyCompilationFindsConditionsOnLanes() {
    ScheduledProgram sound = rows.getFirst().schedule();
    ScheduleVerifier.verifyKernels(sound);
    for (ScheduledProgram spoilt : Corruptions.CONDITION_ON_LANES.of(sound)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> ScheduleVerifier.verifyKernels(spoilt));
      assertTrue(e.getMessage().contains("lanes along u have guards of their own"), e.getMessage());
    }
  }

  @Test
  void saysWhichKernelReadsWhatIsNotThere() {
    ScheduledProgram sound = Schedules.of(RandomPrograms.of(1), Target.scalar());
    ScheduledProgram spoilt = Corruptions.KERNEL_MISSING.of(sound).getFirst();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ScheduleVerifier.verify(spoilt));
    assertTrue(e.getMessage().contains("is read before it is written"), e.getMessage());
  }
}
