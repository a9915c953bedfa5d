package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Program;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs do the same behind each pass that works on statements; what comes of all passes is in {@link ScheduleVerifierTest}. */
class SchedulerTest {
  private static final Map<String, Consumer<Scheduler>> PASSES = new LinkedHashMap<>();

  static {
    PASSES.put("winograd", Scheduler::winograd);
    PASSES.put("fillers", Scheduler::fillers);
    PASSES.put("partial sums", Scheduler::partialSums);
    PASSES.put("packing", Scheduler::packing);
    PASSES.put("bias first", Scheduler::biasFirst);
    PASSES.put("row sums", Scheduler::rowSums);
    PASSES.put("transposed weights", Scheduler::transposedWeights);
    PASSES.put("direct input", Scheduler::directInput);
    PASSES.put("halos", Scheduler::halos);
    PASSES.put("shares", Scheduler::shares);
    PASSES.put("phases", Scheduler::phases);
  }

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
