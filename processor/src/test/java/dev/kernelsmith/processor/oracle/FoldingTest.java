package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.program.NetworkPrograms;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations in a row go into the weights before them, and a prediction says what the layers say one by one. */
class FoldingTest {
  private static final int SAMPLES = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void foldsNormalisationsInARow(int normalisations) {
    GraphBuilder net = new GraphBuilder(Shape.of(4, 5, 2));
    net.add("Conv2D", "conv", Map.of("filters", 3, "kernel", List.of(2)));
    for (int i = 1; i <= normalisations; i++) {
      Activation activation = i == normalisations ? Activation.RELU : Activation.IDENTITY;
      net.add("BatchNorm", "norm" + i, Map.of("activation", activation));
    }
    NetworkPrograms programs = net.programs(null);
    Program folded = programs.prediction();
    Verifier.verify(folded);
    assertEquals(2, folded.statements().stream().filter(s -> s.label().startsWith("conv folded")).count(),
        folded::toString);
    Tensors plain = values(folded);
    new Program("plain", programs.network().forward()).statements().forEach(s -> Interpreter.run(s, plain));
    Tensors predicted = values(folded);
    Interpreter.run(folded, predicted);
    Buffer logits = folded.buffers().stream().filter(b -> b.role() == Buffer.Role.OUTPUT).findFirst().orElseThrow();
    assertArrayEquals(plain.get(programs.network().outputs().getFirst()), predicted.get(logits), 1e-12);
  }

  private static Tensors values(Program program) {
    Random random = new Random(5);
    Tensors tensors = new Tensors(SAMPLES);
    for (Buffer b : program.buffers()) {
      if (b.role() == Buffer.Role.INPUT || b.role() == Buffer.Role.PARAMETER) {
        tensors.put(b, random.doubles(tensors.length(b), 0.5, 2).toArray());
      }
    }
    return tensors;
  }
}
