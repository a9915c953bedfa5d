package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.fail;

import dev.kernelsmith.processor.ir.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs, scheduled and compiled for every target of the CPU, do what the interpreter does. A failure shows a program made as
 * small as possible. {@code -Dgenerated.programs=1000} checks more of them, {@code -Dgenerated.first=17} begins with another seed.
 */
class RandomProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("generated.programs", 60);
  private static final long FIRST = Long.getLong("generated.first", 1);

  /** Programs in one compilation. */
  private static final int TOGETHER = 20;

  /** Failures that are made smaller. */
  private static final int SHRUNK = 3;

  static LongStream starts() {
    return LongStream.iterate(FIRST, first -> first < FIRST + PROGRAMS, first -> first + TOGETHER);
  }

  @ParameterizedTest
  @MethodSource("starts")
  void doWhatTheInterpreterDoes(long first) {
    Map<Long, Program> programs = new LinkedHashMap<>();
    LongStream.range(first, first + TOGETHER).forEach(seed -> programs.put(seed, RandomPrograms.of(seed)));
    Map<Long, String> failures = ProgramChecks.check(programs);
    if (!failures.isEmpty()) {
      StringBuilder report = new StringBuilder("seeds " + failures.keySet());
      failures.keySet().stream().limit(SHRUNK).forEach(seed -> report.append("\nseed %d: %s".formatted(
          seed, ProgramChecks.shrunk(programs.get(seed), seed, failures.get(seed)))));
      fail(report.toString());
    }
  }
}
