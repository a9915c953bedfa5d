package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Schedules;
import dev.kernelsmith.processor.schedule.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements over rows, most of which need their own row only: whatever goes through rows together does what the interpreter does. */
class RandomChainsTest {
  private static final int TOGETHER = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 101, 201})
  void doWhatTheInterpreterDoes(long first) {
    Map<Long, Program> programs = new LinkedHashMap<>();
    LongStream.range(first, first + TOGETHER).forEach(seed -> programs.put(seed, RandomChains.of(seed)));
    assertEquals(Map.of(), ProgramChecks.check(programs));
  }

  /** Programs of a few hundred seeds are scheduled, verified by that, with and without chains, and with several axes around rows. */
  @Test
  void mostGoThroughRowsTogetherAndSomeMustNot() {
    int chains = 0;
    int apart = 0;
    int nested = 0;
    for (long seed = 1; seed <= 200; seed++) {
      Program program = RandomChains.of(seed);
      ScheduledProgram schedule = Schedules.of(program, Schedules.CPU.get("BlockPieces"));
      assertEquals(List.of(), Schedules.differences(program, schedule.plain(), seed), program::toString);
      List<List<Kernel>> units = Kernel.units(schedule.phases().getFirst().blocks());
      long together = units.stream().filter(unit -> unit.getFirst().chain() != null).count();
      chains += together > 0 ? 1 : 0;
      apart += together > 1 ? 1 : 0;
      nested += units.stream().anyMatch(u -> u.getFirst().chain() != null && u.getFirst().given().size() > 0) ? 1 : 0;
    }
    assertTrue(chains > 100 && apart > 20 && nested > 20,
        chains + " with chains, " + apart + " with several, " + nested);
  }

  /** Where buffers lie does not depend on registers. */
  @Test
  void registersDoNotMoveBuffers() {
    for (long seed = 1; seed <= 50; seed++) {
      Program program = RandomChains.of(seed);
      ScheduledProgram many = Schedules.of(program, with(Target.vectorBlock(32)));
      ScheduledProgram few = Schedules.of(program, with(Target.vectorBlock(16)));
      assertEquals(many.layouts(), few.layouts(), program::toString);
    }
  }

  private static Target with(Target target) {
    return target.with(Schedules.CPU.get("BlockPieces").pieces());
  }
}
