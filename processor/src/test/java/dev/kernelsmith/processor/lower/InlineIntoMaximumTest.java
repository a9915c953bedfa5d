package dev.kernelsmith.processor.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a program computes does not change when activations move into maxima. */
class InlineIntoMaximumTest {
  private static final int PROGRAMS = 2000;

  @Test
  void leavesResultsAsTheyAre() {
    int moved = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Program program = RandomPrograms.of(seed);
      Buffer keep = Buffer.value("none", List.of());
      List<Statement> inlined = InlineIntoMaximum.apply(program.statements(), List.of(keep));
      moved += program.statements().size() - inlined.size();
      Program rewritten = new Program(program.name(), inlined);
      Verifier.verify(rewritten, Set.of());
      Tensors expected = run(program, seed);
      Tensors actual = run(rewritten, seed);
      for (Buffer b : program.buffers()) {
        if (b.role() == Role.OUTPUT || b.role() == Role.GRADIENT || b.role() == Role.LOSS) {
          assertArrayEquals(expected.get(b), actual.get(b), 1e-9, "seed " + seed + ", " + b + "\n" + program);
        }
      }
    }
    int inlined = moved;
    assertTrue(inlined > PROGRAMS / 400, () -> "only " + inlined + " activations were moved");
  }

  /** The same buffers are given the same values in every program. */
  private static Tensors run(Program program, long seed) {
    Tensors tensors = new Tensors(2).putRandom(seed, 1);
    for (Buffer b : program.buffers()) {
      if (b.role() == Role.INPUT || b.role() == Role.PARAMETER || b.role() == Role.LOSS_GRADIENT) {
        Random random = new Random(seed + b.name().hashCode());
        tensors.put(b, random.doubles(tensors.length(b), -1, 1).toArray());
      }
    }
    Interpreter.run(program, tensors);
    return tensors;
  }
}
