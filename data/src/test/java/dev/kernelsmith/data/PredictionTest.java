package dev.kernelsmith.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a prediction says of outputs, and what it refuses. */
class PredictionTest {
  private static final List<String> NAMES = List.of("no", "maybe", "yes");

  @Test
  void theLikeliestClassIsTheLabel() {
    Prediction prediction = Prediction.ofClasses(NAMES, new float[] {0.25f, 0.125f, 0.625f});
    assertEquals("yes", prediction.label());
    assertEquals(0.625, prediction.probability());
    assertEquals(0.125, prediction.probability("maybe"));
    assertEquals(List.of("yes", "no", "maybe"), List.copyOf(prediction.probabilities().keySet()));
    assertEquals("yes (0.625)", prediction.toString());
    assertEquals("no", Prediction.ofClasses(NAMES, new float[] {0.4f, 0.2f, 0.4f}).label(), "the first of equals");
  }

  @Test
  void oneUnitIsTheProbabilityOfTheSecondOfTwoClasses() {
    Prediction prediction = Prediction.ofClasses(List.of("no", "yes"), new float[] {0.25f});
    assertEquals("no", prediction.label());
    assertEquals(0.75, prediction.probability("no"));
    assertEquals(0.25, prediction.probability("yes"));
  }

  @Test
  void marginsAreNoProbabilities() {
    Prediction prediction = Prediction.ofMargins(List.of("no", "yes"), new float[] {-1.5f});
    assertEquals("no", prediction.label());
    assertEquals(Map.of("no", 1.5, "yes", -1.5), prediction.margins());
    assertEquals("no (margin 1.50)", prediction.toString());
    assertEquals("no", Prediction.ofMargins(List.of("no", "yes"), new float[] {0}).label(), "yes is above 0");
    assertEquals("maybe", Prediction.ofMargins(NAMES, new float[] {-2, -1, -3}).label());
    assertThrows(IllegalStateException.class, prediction::probabilities);
    assertThrows(IllegalStateException.class, prediction::value);
    assertThrows(IllegalStateException.class, () -> Prediction.ofClasses(NAMES, new float[3]).margins());
  }

  @Test
  void whatWasNotPredictedIsRefusedWithWhatWas() {
    Prediction classes = Prediction.ofClasses(NAMES, new float[] {0.2f, 0.3f, 0.5f});
    assertTrue(assertThrows(IllegalStateException.class, classes::value).getMessage().contains("ask for label()"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> classes.probability("mayb")).getMessage()
        .contains("did you mean 'maybe'?"));
    Prediction values = Prediction.ofValues(List.of("price", "rent"), new double[] {2e5, 900});
    assertEquals(900, values.value("rent"));
    assertEquals(Map.of("price", 2e5, "rent", 900.0), values.values());
    assertThrows(IllegalStateException.class, values::label);
    assertThrows(IllegalStateException.class, values::value);
    assertThrows(IllegalArgumentException.class, () -> values.value("tax"));
    assertThrows(IllegalArgumentException.class, () -> Prediction.ofClasses(NAMES, new float[] {1}));
    String message = assertThrows(IllegalStateException.class,
        () -> Prediction.ofClasses(NAMES, new float[] {0, Float.NaN, 1})).getMessage();
    assertTrue(message.contains("output for \"maybe\" is NaN"), message);
  }
}
