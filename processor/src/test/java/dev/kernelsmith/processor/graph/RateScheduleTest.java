package dev.kernelsmith.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Schedule;
import dev.kernelsmith.annotations.ScheduleType;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.LearningRate;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the annotation of a schedule becomes in the runtime. */
class RateScheduleTest {
  /** The forms with what must be given, and the schedule that the runtime is to make of it with a rate of 0.1. */
  private static Stream<Map.Entry<Map<String, Object>, LearningRate>> forms() {
    return Stream.of(
        Map.entry(form("STEP", "epochs", 3), LearningRate.stepDecay(0.1, 0.1, 3)),
        Map.entry(form("STEP", "epochs", 3, "factor", 0.5), LearningRate.stepDecay(0.1, 0.5, 3)),
        Map.entry(form("EXPONENTIAL", "factor", 0.9), LearningRate.exponential(0.1, 0.9)),
        Map.entry(form("POLYNOMIAL"), LearningRate.polynomial(0.1, 0, 0, 1)),
        Map.entry(form("POLYNOMIAL", "epochs", 7, "power", 2.0, "last", 0.01),
            LearningRate.polynomial(0.1, 0.01, 7, 2)),
        Map.entry(form("COSINE"), LearningRate.cosine(0.1, 0, 0)),
        Map.entry(form("COSINE", "epochs", 7, "last", 0.01), LearningRate.cosine(0.1, 0.01, 7)),
        Map.entry(form("COSINE_RESTARTS", "epochs", 4), LearningRate.cosineRestarts(0.1, 0, 4, 2)),
        Map.entry(form("COSINE_RESTARTS", "epochs", 4, "growth", 1.5), LearningRate.cosineRestarts(0.1, 0, 4, 1.5)),
        Map.entry(form("ONE_CYCLE"), LearningRate.oneCycle(0.1, 0)),
        Map.entry(form("ONE_CYCLE", "epochs", 9, "rising", 0.5), LearningRate.oneCycle(0.1, 9, 0.5, 25, 250_000)),
        Map.entry(form("PLATEAU"), LearningRate.onPlateau(0.1, 0.1, 10, 0)),
        Map.entry(form("PLATEAU", "epochs", 2, "last", 1e-5, "factor", 0.5),
            LearningRate.onPlateau(0.1, 0.5, 2, 1e-5)),
        Map.entry(form("CONSTANT", "warmUpSteps", 5), LearningRate.constant(0.1).warmUp(5)),
        Map.entry(form("COSINE", "warmUpSteps", 5), LearningRate.cosine(0.1, 0, 0).warmUp(5)));
  }

  private static Map<String, Object> form(String type, Object... given) {
    Map<String, Object> values = new HashMap<>(Map.of("type", type));
    for (int i = 0; i < given.length; i += 2) {
      values.put((String) given[i], given[i + 1]);
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isTheSameInTheRuntime(Map.Entry<Map<String, Object>, LearningRate> form) {
    String description = schedule(form.getKey()).description(0.1f).orElseThrow();
    LearningRate made = made(description);
    assertEquals(form.getValue(), made);
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      double epoch = 20 * random.nextDouble();
      assertEquals(form.getValue().rate(epoch, i), made.rate(epoch, i));
    }
  }

  @ParameterizedTest
  @EnumSource(ScheduleType.class)
  void everyTypeIsTried(ScheduleType type) {
    assertTrue(forms().anyMatch(form -> form.getKey().get("type").equals(type.name())));
  }

  @Test
  void aRateThatDoesNotChangeIsNoSchedule() {
    assertTrue(schedule(form("CONSTANT")).description(0.1f).isEmpty());
    assertTrue(RateSchedule.of(new Attributes(Map.of(), Map.of())).description(0.1f).isEmpty());
    assertEquals("constant(0.25)", made("").description());
  }

  private static RateSchedule schedule(Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    for (Method attribute : Schedule.class.getDeclaredMethods()) {
      if (attribute.getDefaultValue() != null) {
        values.put(attribute.getName(), attribute.getDefaultValue());
      }
    }
    values.putAll(given);
    return RateSchedule.of(new Attributes(Map.of("schedule", new Attributes(values, Map.of())), Map.of()));
  }

  private static LearningRate made(String description) {
    NetworkSpec.Builder spec = NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Net", "0");
    return LearningRate.of(spec.optimizer("SGD", 0.25f).learningRateSchedule(description).build());
  }
}
