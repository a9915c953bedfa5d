package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.lossGradient;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Only where what lies behind a row is read, and must be 0, does a copy in rows keep its place for itself. */
  @ParameterizedTest
  @CsvSource({"32, true", "20, false"})
  void copiesOfWholeVectorsShareMemory(int units, boolean share) {
    Axis k = new Axis("k", 40);
    Axis u = new Axis("u", units);
    List<Statement> statements = new ArrayList<>();
    Statement x = assign(value("x", k), at(input(k), k).times(Expr.constant(2)), k);
    statements.add(x);
    for (String name : List.of("v", "w")) {
      Statement g = assign(value(name + "Sum", u), at(parameter("b", u), u).times(at(lossGradient())), u);
      statements.add(g);
      statements.add(
          sum(
              parameter(name, k, u).gradient(), List.of(k, u), List.of(),
              at(x.target(), k).times(at(g.target(), u))));
    }
    Program program = new Program("train", statements);
    ScheduledProgram schedule = Schedules.of(program, Target.vectorBlock(32));
    List<Layout> copies =
        schedule.layouts().values().stream().filter(layout -> layout.buffer().name().endsWith("Packed")).toList();
    assertEquals(2, copies.size());
    assertEquals(share, copies.getFirst().meets(copies.getLast()));
  }

  private static ScheduledProgram schedule(Program program, Target target) {
    return NetworkScheduler.schedule(program, target, Schedules.parameters(program));
  }
}
