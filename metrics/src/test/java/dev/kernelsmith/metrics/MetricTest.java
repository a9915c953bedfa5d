package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final Predictions CLASSES =
      Predictions.ofClasses(
          new float[][] {{0.5f, 0.3f, 0.2f}, {0.1f, 0.8f, 0.1f}, {0.4f, 0.5f, 0.1f}, {0.2f, 0.3f, 0.5f}},
          new int[] {0, 1, 0, 1}, List.of());

  @Test
  void eachIsTheFigureOfAReport() {
    ClassificationReport report = CLASSES.classification();
    assertEquals(report.accuracy(), Metric.ACCURACY.of(CLASSES));
    assertEquals(report.macro().precision(), Metric.MACRO_PRECISION.of(CLASSES));
    assertEquals(report.macro().recall(), Metric.MACRO_RECALL.of(CLASSES));
    assertEquals(report.macro().f1(), Metric.MACRO_F1.of(CLASSES));
    assertEquals(report.micro().f1(), Metric.MICRO_F1.of(CLASSES));
    assertEquals(report.weighted().f1(), Metric.WEIGHTED_F1.of(CLASSES));
    assertEquals(report.auc(), Metric.AUC.of(CLASSES));
    assertEquals(1, Metric.topK(2).of(CLASSES));
    assertEquals("top-2 accuracy", Metric.topK(2).name());
    assertThrows(IllegalArgumentException.class, () -> Metric.topK(0));
    Predictions values = Predictions.ofValues(new float[][] {{1}, {3}}, new float[][] {{2}, {1}});
    assertEquals(1.5, Metric.MEAN_ABSOLUTE_ERROR.of(values));
    assertEquals(2.5, Metric.MEAN_SQUARED_ERROR.of(values));
    assertEquals(Math.sqrt(2.5), Metric.ROOT_MEAN_SQUARED_ERROR.of(values));
    assertEquals(1 - 5 / 0.5, Metric.R2.of(values));
    assertTrue(Metric.R2.higherIsBetter());
    assertFalse(Metric.MEAN_ABSOLUTE_ERROR.higherIsBetter());
  }

  @Test
  void ownOnes() {
    Metric own = Metric.maximise("share of class 0", p -> p.classification().of(0).samples() / (double) p.size());
    assertEquals(0.5, own.of(CLASSES));
    assertEquals("share of class 0", own.toString());
  }
}
