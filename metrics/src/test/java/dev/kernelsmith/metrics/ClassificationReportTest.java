package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures by hand, and of random data beside definitions written out. */
class ClassificationReportTest {
  private static final double EXACT = 1e-12;

  /** Scores whose greatest is a class. */
  private static float[][] given(int classes, int... predicted) {
    float[][] scores = new float[predicted.length][classes];
    for (int i = 0; i < predicted.length; i++) {
      scores[i][predicted[i]] = 1;
    }
    return scores;
  }

  /** The example of scikit-learn's user guide on confusion matrices and reports, whose figures it prints. */
  @Test
  void figuresOfAPublishedExample() {
    Predictions predictions =
        Predictions.ofClasses(given(3, 0, 0, 2, 1, 0), new int[] {0, 1, 2, 2, 0},
            List.of("class 0", "class 1", "class 2"));
    ClassificationReport report = predictions.classification();
    assertArrayEquals(new int[][] {{2, 0, 0}, {1, 0, 0}, {0, 1, 1}}, report.confusion());
    expect(report.of(0), 2 / 3.0, 1, 0.8, 2);
    expect(report.of(1), 0, 0, 0, 1);
    expect(report.of(2), 1, 0.5, 2 / 3.0, 2);
    expect(report.macro(), 5 / 9.0, 0.5, (0.8 + 2 / 3.0) / 3, 5);
    expect(report.weighted(), (2 * 2 / 3.0 + 2) / 5, 0.6, (2 * 0.8 + 2 * 2 / 3.0) / 5, 5);
    expect(report.micro(), 0.6, 0.6, 0.6, 5);
    assertEquals(0.6, report.accuracy(), EXACT);
    assertEquals((2 * 5 / 6.0 + 0.375 + 2 * 0.75) / 5, report.weightedAuc(), EXACT);
    assertEquals("""
                  precision  recall      f1     auc  samples
        class 0      0.6667  1.0000  0.8000  0.8333        2
        class 1      0.0000  0.0000  0.0000  0.3750        1
        class 2      1.0000  0.5000  0.6667  0.7500        2
        macro        0.5556  0.5000  0.4889  0.6528        5
        weighted     0.6667  0.6000  0.5867  0.7083        5
        micro        0.6000  0.6000  0.6000                5
        accuracy 0.6000 (5 samples)
        is \\ predicted  class 0  class 1  class 2
        class 0               2        0        0
        class 1               1        0        0
        class 2               0        1        1""",
        report.toString().replace(System.lineSeparator(), "\n"));
  }

  private static void expect(ClassificationReport.Row row, double precision, double recall, double f1, long samples) {
    assertEquals(precision, row.precision(), EXACT);
    assertEquals(recall, row.recall(), EXACT);
    assertEquals(f1, row.f1(), EXACT);
    assertEquals(samples, row.samples());
  }

  /** By hand: positives 0.35 and 0.8, negatives 0.1 and 0.4; three of four pairs are in order. With a tie, half of one. */
  @Test
  void areasByHand() {
    float[][] p = {{0.1f}, {0.4f}, {0.35f}, {0.8f}};
    ClassificationReport report = Predictions.ofClasses(p, new int[] {0, 0, 1, 1}, List.of()).classification();
    assertEquals(0.75, report.auc(1), EXACT);
    assertEquals(0.75, report.auc(0), EXACT);
    assertEquals(0.75, report.auc(), EXACT);
    float[][] tied = {{0.1f}, {0.4f}, {0.4f}, {0.8f}};
    assertEquals(0.875, Predictions.ofClasses(tied, new int[] {0, 0, 1, 1}, List.of()).classification().auc(1), EXACT);
    float[][] equal = {{-0f}, {0f}, {0f}, {-0f}};
    assertEquals(0.5, Predictions.ofClasses(equal, new int[] {0, 0, 1, 1}, List.of()).classification().auc(1), EXACT);
  }

  /** Few different scores, so that there are ties, and classes that are seldom or never there. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void randomClassesBesideDefinitions(long seed) {
    Random random = new Random(seed);
    int classes = 1 + random.nextInt(6);
    int count = 1 + random.nextInt(60);
    float[][] scores = new float[count][classes];
    int[] targets = new int[count];
    int all = Math.max(2, classes);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < classes; c++) {
        scores[i][c] = (random.nextInt(5) - 2) / 4f + (classes == 1 ? 0.5f : 0);
      }
      targets[i] = random.nextInt(1 + random.nextInt(all));
    }
    ClassificationReport report = Predictions.ofClasses(scores, targets, List.of()).classification();
    int[] given = new int[count];
    for (int i = 0; i < count; i++) {
      float[] row = scores[i];
      given[i] = classes == 1 ? row[0] > 0.5f ? 1 : 0
          : IntStream.range(0, classes).reduce((a, b) -> row[b] > row[a] ? b : a).orElseThrow();
    }
    double[][] means = new double[2][4];
    for (int c = 0; c < all; c++) {
      int number = c;
      long right = IntStream.range(0, count).filter(i -> given[i] == number && targets[i] == number).count();
      long predicted = IntStream.range(0, count).filter(i -> given[i] == number).count();
      long samples = IntStream.range(0, count).filter(i -> targets[i] == number).count();
      double precision = predicted == 0 ? 0 : (double) right / predicted;
      double recall = samples == 0 ? 0 : (double) right / samples;
      double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
      expect(report.of(c), precision, recall, f1, samples);
      double[] weights = {predicted + samples > 0 ? 1 : 0, samples};
      for (int mean = 0; mean < 2; mean++) {
        means[mean][0] += weights[mean] * precision;
        means[mean][1] += weights[mean] * recall;
        means[mean][2] += weights[mean] * f1;
        means[mean][3] += weights[mean];
      }
      for (int other = 0; other < all; other++) {
        int to = other;
        assertEquals(
            IntStream.range(0, count).filter(i -> targets[i] == number && given[i] == to).count(),
            report.confusion()[c][other]);
      }
      double wins = 0;
      long pairs = 0;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          if (targets[i] == c && targets[j] != c) {
            float own = classes == 1 ? c == 1 ? scores[i][0] : -scores[i][0] : scores[i][c];
            float its = classes == 1 ? c == 1 ? scores[j][0] : -scores[j][0] : scores[j][c];
            wins += own > its ? 1 : own == its ? 0.5 : 0;
            pairs++;
          }
        }
      }
      assertEquals(pairs == 0 ? Double.NaN : wins / pairs, report.auc(c), EXACT);
    }
    for (int mean = 0; mean < 2; mean++) {
      ClassificationReport.Row row = mean == 0 ? report.macro() : report.weighted();
      double[] sums = means[mean];
      expect(row, sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3], count);
    }
    long hits = IntStream.range(0, count).filter(i -> given[i] == targets[i]).count();
    double accuracy = (double) hits / count;
    expect(report.micro(), accuracy, accuracy, accuracy, count);
    assertEquals(accuracy, report.topK(1), EXACT);
    assertEquals(1, report.topK(all), EXACT);
    for (int k = 1; k <= classes && classes > 1; k++) {
      int first = k;
      long among = IntStream.range(0, count).filter(i -> {
        float[] row = scores[i];
        return IntStream.range(0, classes).boxed()
            .sorted((a, b) -> row[a] != row[b] ? Float.compare(row[b], row[a]) : a - b).limit(first)
            .anyMatch(c -> c == targets[i]);
      }).count();
      assertEquals((double) among / count, report.topK(k), EXACT);
    }
  }

  /** Labels: scikit-learn's definitions for indicator matrices, unit by unit. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomLabelsBesideDefinitions(long seed) {
    Random random = new Random(seed);
    float[][] p = new float[30][3];
    float[][] targets = new float[30][3];
    int agreed = 0;
    for (int i = 0; i < 30; i++) {
      for (int u = 0; u < 3; u++) {
        p[i][u] = random.nextInt(5) / 4f;
        targets[i][u] = random.nextInt(2);
        agreed += p[i][u] > 0.5f == targets[i][u] > 0.5f ? 1 : 0;
      }
    }
    Predictions predictions = Predictions.ofLabels(p, targets);
    ClassificationReport report = predictions.classification();
    assertEquals(agreed / 90.0, report.accuracy(), EXACT);
    for (int u = 0; u < 3; u++) {
      float[][] one = new float[30][1];
      int[] of = new int[30];
      for (int i = 0; i < 30; i++) {
        one[i][0] = p[i][u];
        of[i] = (int) targets[i][u];
      }
      ClassificationReport alone = Predictions.ofClasses(one, of, List.of()).classification();
      ClassificationReport.Row row = alone.of(1);
      expect(report.of(u), row.precision(), row.recall(), row.f1(), row.samples());
      assertEquals(alone.auc(1), report.auc(u), EXACT);
    }
    assertThrows(IllegalStateException.class, report::confusion);
    assertThrows(IllegalStateException.class, () -> report.topK(1));
    assertThrows(IllegalStateException.class, () -> predictions.predictedClass(0));
    assertTrue(report.toString().startsWith("          precision  recall"), report::toString);
  }

  /** Without an answer, a sample is missed by its class and counts against no other. */
  @Test
  void samplesWithoutAnAnswer() {
    float[][] scores = given(2, 0, 1, 1, 0);
    scores[3][1] = Float.NaN;
    ClassificationReport report = Predictions.ofClasses(scores, new int[] {0, 1, 1, 0}, List.of()).classification();
    assertEquals(1, report.unanswered());
    expect(report.of(0), 1, 0.5, 2 / 3.0, 2);
    expect(report.micro(), 1, 0.75, 6 / 7.0, 4);
    assertEquals(0.75, report.accuracy(), EXACT);
    assertEquals(0.75, report.topK(2), EXACT);
    assertEquals(Double.NaN, report.auc(0));
    assertEquals(Double.NaN, report.auc());
    assertEquals(Double.NaN, report.weightedAuc());
    assertTrue(report.toString().contains("accuracy 0.7500 (4 samples, 1 of them without an answer)"),
        report::toString);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    float[][] two = new float[2][3];
    assertMessage("predictions of 2 samples and targets of 1", () -> Predictions.ofClasses(two, new int[1], List.of()));
    assertMessage("predictions of 0 samples", () -> Predictions.ofClasses(new float[0][], new int[0], List.of()));
    assertMessage("sample 1 of output 'output' has class 3, but there are the classes 0 to 2",
        () -> Predictions.ofClasses(two, new int[] {0, 3}, List.of()));
    assertMessage("sample 1 of output 'output' has other numbers of values than sample 0",
        () -> Predictions.ofValues(new float[][] {{1}, {1, 2}}, new float[][] {{1}, {1}}));
    ClassificationReport report = Predictions.ofClasses(two, new int[2], List.of()).classification();
    assertMessage("ask for the first 1 to 3, not 4", () -> report.topK(4));
    assertThrows(IndexOutOfBoundsException.class, () -> report.auc(3));
    assertThrows(IllegalStateException.class,
        () -> Predictions.ofValues(new float[1][1], new float[1][1]).classification());
    assertThrows(IllegalStateException.class, () -> Predictions.ofClasses(two, new int[2], List.of()).regression());
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
