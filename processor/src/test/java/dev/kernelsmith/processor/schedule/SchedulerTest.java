package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs do the same behind each pass that works on statements; what comes of all passes is in {@link ScheduleVerifierTest}. */
class SchedulerTest {
  private static final Map<String, Consumer<Scheduler>> PASSES = new TreeMap<>(
      Map.of(
          "1 winograd", Scheduler::winograd,
          "2 fillers", Scheduler::fillers,
          "3 partial sums", Scheduler::partialSums,
          "4 packing", Scheduler::packing,
          "5 bias first", Scheduler::biasFirst,
          "6 row sums", Scheduler::rowSums,
          "7 transposed weights", Scheduler::transposedWeights,
          "8 halos", Scheduler::halos,
          "9 phases", Scheduler::phases));

  @Test
  void testsVerifyWhatPassesMake() {
    assertTrue(NetworkScheduler.class.desiredAssertionStatus(),
        "the verifiers are behind assertions: run tests with -ea");
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(101, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachPassKeepsWhatTheProgramDoes(long seed) {
    Program program = RandomPrograms.of(seed);
    Schedules.TARGETS.forEach((name, target) -> {
      Scheduler scheduler = new Scheduler(program, target, Schedules.parameters(program));
      PASSES.forEach((pass, run) -> {
        run.accept(scheduler);
        scheduler.verify();
        assertEquals(
            List.of(), Schedules.differences(program, scheduler.plain(), seed),
            () -> name + ", " + pass + "\n" + program + "\nbecame\n" + scheduler.plain());
      });
    });
  }
}
