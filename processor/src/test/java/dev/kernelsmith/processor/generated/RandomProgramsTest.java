package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs, scheduled and compiled for every target of the CPU, do what the interpreter does. A failure shows a program made as
 * small as possible. {@code -Dgenerated.programs=1000} checks more of them, {@code -Dgenerated.first=17} begins with another seed.
 */
class RandomProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("generated.programs", 20);
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

  /** Lanes are added up in working memory, also where no value lies there: all are needed in a later phase, too. */
  @Test
  void lanesAreAddedUpWhereNothingElseLies() {
    Axis axis = new Axis("i", 5);
    Buffer input = Buffer.of("input", Buffer.Role.INPUT, List.of(5));
    Buffer sample = Buffer.value("sample", List.of(5));
    Buffer sum = Buffer.ofBatch("sum", List.of(5));
    Buffer gradient = Buffer.of("p", Buffer.Role.PARAMETER, List.of(5)).gradient();
    Expr value = Expr.at(sample, List.of(axis));
    Program program =
        new Program(
            "train", List.of(
                Statement.assign("input", sample, List.of(axis), Expr.at(input, List.of(axis))),
                Statement.sum("sum", sum, List.of(axis), List.of(), value),
                Statement.sum("gradient", gradient, List.of(axis), List.of(),
                    value.times(Expr.at(sum, List.of(axis))))));
    assertEquals(Map.of(), ProgramChecks.check(Map.of(0L, program)));
  }
}
