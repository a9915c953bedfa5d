package dev.kernelsmith.processor.program;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkProgramsTest {
  private static Parameter parameter(String name, Integer... shape) {
    Buffer buffer = Buffer.of(name, Buffer.Role.PARAMETER, List.of(shape));
    return new Parameter(name, buffer, List.of(shape), Initializer.ZEROS, 1, 1, new Parameter.Group.Trained(true));
  }

  @Test
  void bothModesHaveTheSameParametersInTheSameOrder() {
    List<Parameter> both = List.of(parameter("a.weights", 2, 3), parameter("a.bias", 3));
    assertDoesNotThrow(() -> NetworkPrograms.requireSameParameters(both, List.copyOf(both)));
    for (List<Parameter> other : List.of(both.subList(0, 1), both.reversed(),
        List.of(both.getFirst(), parameter("a.bias", 4)))) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> NetworkPrograms.requireSameParameters(both, other));
      assertTrue(e.getMessage().contains("a.weights") && e.getMessage().contains("in training"), e.getMessage());
    }
  }
}
