package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules of the learning rate, beside their formulas written down once more. */
class LearningRateTest {
  private static final double NEAR = 1e-12;

  private static double half(double from, double to, double share) {
    return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * share));
  }

  private static void check(LearningRate schedule, DoubleUnaryOperator expected) {
    for (double epoch = 0; epoch < 40; epoch += 0.0625) {
      assertEquals(expected.applyAsDouble(epoch), schedule.rate(epoch, 7), NEAR, schedule + " at " + epoch);
    }
  }

  @Test
  void constantRate() {
    check(LearningRate.constant(0.1), epoch -> 0.1);
  }

  @Test
  void decayBySteps() {
    check(LearningRate.stepDecay(0.8, 0.5, 2), epoch -> 0.8 * Math.pow(0.5, (int) (epoch / 2)));
  }

  @Test
  void exponentialDecay() {
    check(LearningRate.exponential(1, 0.9), epoch -> Math.exp(epoch * Math.log(0.9)));
  }

  @Test
  void polynomialDecay() {
    check(LearningRate.polynomial(1, 0.2, 10, 1), epoch -> Math.max(0.2, 1 - 0.08 * epoch));
    check(LearningRate.polynomial(1, 0.2, 10, 2),
        epoch -> epoch > 10 ? 0.2 : 0.2 + 0.8 * (1 - epoch / 10) * (1 - epoch / 10));
  }

  @Test
  void cosineDecay() {
    check(LearningRate.cosine(1, 0.2, 10), epoch -> half(1, 0.2, Math.min(1, epoch / 10)));
  }

  /** Cycles of 3, 6, 12 and 24 epochs, which begin at 0, 3, 9 and 21. */
  @Test
  void cosineWithRestarts() {
    check(LearningRate.cosineRestarts(0.5, 0.1, 3, 2), epoch -> epoch < 3 ? half(0.5, 0.1, epoch / 3)
        : epoch < 9 ? half(0.5, 0.1, (epoch - 3) / 6)
            : epoch < 21 ? half(0.5, 0.1, (epoch - 9) / 12) : half(0.5, 0.1, (epoch - 21) / 24));
    check(LearningRate.cosineRestarts(0.5, 0, 5, 1), epoch -> half(0.5, 0, epoch % 5 / 5));
  }

  /** With the numbers of the others' defaults: up from 1/25 in three tenths, then down to 1/250,000. */
  @Test
  void oneCycle() {
    check(LearningRate.oneCycle(0.5, 20), epoch -> epoch < 6 ? half(0.02, 0.5, epoch / 6)
        : half(0.5, 0.5 / 250_000, Math.min(1, (epoch - 6) / 14)));
    check(LearningRate.oneCycle(0.5, 10, 0.5, 10, 100), epoch -> epoch < 5 ? half(0.05, 0.5, epoch / 5)
        : half(0.5, 0.005, Math.min(1, (epoch - 5) / 5)));
  }

  @Test
  void warmUp() {
    LearningRate warm = LearningRate.constant(2).warmUp(4);
    assertEquals(List.of(0.5, 1.0, 1.5, 2.0, 2.0), Stream.of(1, 2, 3, 4, 5).map(s -> warm.rate(0, s)).toList());
  }

  @Test
  void plateau() {
    LearningRate schedule = LearningRate.onPlateau(1, 0.1, 2, 0.05);
    double[] losses = {5, 4, 4, 3.9999, 3.9, Double.NaN, Double.POSITIVE_INFINITY, 3.9, 3.9, 2};
    double[] expected = {1, 1, 1, 1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05};
    List<EpochMetrics> past = new ArrayList<>();
    for (int epoch = 0; epoch <= losses.length; epoch++) {
      assertEquals(expected[epoch], schedule.rate(epoch + 0.5, 100L * epoch, past), NEAR, "after " + epoch);
      if (epoch < losses.length) {
        past.add(epoch(epoch + 1, losses[epoch], OptionalDouble.empty()));
      }
    }
  }

  /** Validation counts where it is measured; the rate never rises, even from below the least. */
  @Test
  void plateauOfTheValidation() {
    List<EpochMetrics> past = new ArrayList<>();
    for (int epoch = 1; epoch <= 4; epoch++) {
      past.add(epoch(epoch, 1.0 / epoch, OptionalDouble.of(1)));
    }
    assertEquals(0.125, LearningRate.onPlateau(1, 0.5, 1, 0).rate(4, 1, past));
    assertEquals(0.01, LearningRate.onPlateau(0.01, 0.5, 1, 0.5).rate(4, 1, past));
    assertEquals(0.0625, LearningRate.onPlateau(1, 0.5, 1, 0).warmUp(2).rate(4, 1, past));
    assertEquals(0.125, LearningRate.named("x", LearningRate.onPlateau(1, 0.5, 1, 0)).rate(4, 1, past));
  }

  private static EpochMetrics epoch(int number, double loss, OptionalDouble validation) {
    return new EpochMetrics(
        number, loss, OptionalDouble.empty(), validation, OptionalDouble.empty(), 1, 1, 1);
  }

  private static List<LearningRate> all() {
    return List.of(
        LearningRate.constant(1e-3), LearningRate.stepDecay(0.8, 0.5, 2), LearningRate.exponential(1, 0.9),
        LearningRate.polynomial(1, 0.2, 10, 0.5), LearningRate.cosine(1e-9, 0, 3),
        LearningRate.cosineRestarts(0.5, 0.1, 3, 2), LearningRate.oneCycle(0.1, 20),
        LearningRate.onPlateau(1, 0.1, 2, 0.05), LearningRate.cosine(1, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isMadeAgainFromItsDescription(LearningRate schedule) {
    for (LearningRate form : List.of(schedule, schedule.warmUp(5), schedule.warmUp(9).warmUp(2))) {
      LearningRate again = Schedules.parse(form.description()).orElseThrow();
      assertEquals(form.description(), again.description());
      assertEquals(form.epochs(), again.epochs());
      for (double epoch = 0; epoch < 30; epoch += 0.37) {
        assertEquals(form.rate(epoch, 1 + (long) epoch), again.rate(epoch, 1 + (long) epoch));
      }
    }
  }

  @Test
  void anOpenSpanIsThatOfTheTraining() {
    assertEquals("cosine(1.0, 0.0, 12)", LearningRate.cosine(1, 0, 0).over(12).description());
    assertEquals(12, LearningRate.oneCycle(1, 0).warmUp(3).over(12).epochs());
    assertEquals("polynomial(1.0, 0.0, 7, 1.0)", LearningRate.polynomial(1, 0, 7, 1).over(12).description());
    assertEquals(12, LearningRate.named("mine", LearningRate.cosine(1, 0, 0)).over(12).epochs());
    assertEquals(0, LearningRate.exponential(1, 0.5).over(12).epochs());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    refused("a learning rate must be finite and not negative, but is -1.0", () -> LearningRate.constant(-1));
    refused("a learning rate must be finite and not negative, but is NaN", () -> LearningRate.constant(Double.NaN));
    refused("a decay factor must be above 0 and at most 1, but is 1.5", () -> LearningRate.stepDecay(1, 1.5, 1));
    refused("a decay factor must be above 0 and at most 1, but is 0.0", () -> LearningRate.exponential(1, 0));
    refused("a schedule needs at least 1 epoch, but is 0", () -> LearningRate.stepDecay(1, 0.5, 0));
    refused("epochs must not be negative, but is -1", () -> LearningRate.cosine(1, 0, -1));
    refused("the power of a polynomial must be above 0 and finite, but is 0.0",
        () -> LearningRate.polynomial(1, 0, 3, 0));
    refused("what a cycle is longer by must be at least 1 and finite, but is 0.5",
        () -> LearningRate.cosineRestarts(1, 0, 3, 0.5));
    refused("the share of epochs in which the rate rises must be above 0 and below 1, but is 1.0",
        () -> LearningRate.oneCycle(1, 3, 1, 25, 1e4));
    refused("a divisor of the highest rate must be at least 1 and finite, but is 0.0",
        () -> LearningRate.oneCycle(1, 3, 0.3, 0, 1e4));
    refused("a warm-up takes at least 1 step, not 0", () -> LearningRate.constant(1).warmUp(0));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void foreignDescriptionsAreNoSchedules() {
    for (String text : List.of("", "mine", "cosine(1.0)", "cosine(1.0, 0.0, 3, 4)", "cosine(1, 0, 3)", "constant(x)",
        "warmUp(3)", "cosine(1.0, 0.0, 3).warmUp(0)", "other(1.0)", "cosine(1.0, 0.0, 99999999999)")) {
      assertTrue(Schedules.parse(text).isEmpty(), text);
    }
  }
}
