package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.metrics.LearningRateFinder.Point;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningRateFinderTest {
  private static final Dataset DATA = data();

  private static Dataset data() {
    Random random = new Random(1);
    float[][] inputs = new float[300][4];
    int[] classes = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      for (int k = 0; k < 4; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      classes[i] = inputs[i][0] > 0.4 ? 0 : inputs[i][1] > 0 ? 1 : 2;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static LearningRateFinder find(int steps, double least, double most) {
    return LearningRateFinder.run(new ClassesNetwork(3), DATA, t -> t.threads(1), steps, 32, least, most);
  }

  @Test
  void ratesGrowByTheSameFactor() {
    List<Point> points = find(61, 1e-5, 10).points();
    assertEquals(1e-5, points.getFirst().rate(), 1e-17);
    for (int i = 1; i < points.size(); i++) {
      assertEquals(Math.pow(1e6, 1 / 60.0), points.get(i).rate() / points.get(i - 1).rate(), 1e-9);
    }
  }

  /** What it finds is worth beginning with: a training with it does much better than with a hundredth, which learns hardly anything. */
  @Test
  void theSuggestionLearns() {
    double rate = find(100, 1e-6, 10).suggestion();
    assertTrue(loss(rate) < 0.7 * loss(rate / 100), () -> rate + ": " + loss(rate) + " and " + loss(rate / 100));
  }

  private static double loss(double rate) {
    return Trainer.of(new ClassesNetwork(3)).learningRate(rate).epochs(8).batchSize(32).fit(DATA).last().loss();
  }

  @Test
  void itsResultIsTheSameEveryTime() {
    assertEquals(find(40, 1e-4, 1), find(40, 1e-4, 1));
  }

  /** An early end is a result as well: rates up to where the loss explodes. */
  @Test
  void anExplosionEndsIt() {
    LearningRateFinder found = find(400, 1e-3, 1e30);
    assertTrue(found.points().size() < 400);
    found.points().forEach(point -> assertTrue(Double.isFinite(point.loss())));
  }

  @Test
  void theSuggestionIsWhereTheLossFallsFastest() {
    LearningRateFinder found = new LearningRateFinder(
        List.of(new Point(1e-3, 1), new Point(1e-2, 0.95), new Point(1e-1, 0.5), new Point(1, 0.3), new Point(10, 3)));
    assertEquals(0.1, found.suggestion());
    assertEquals(
        """
            learning rate    loss
            1.00e-03       1.0000
            1.00e-02       0.9500
            1.00e-01       0.5000
            1.00e+00       0.3000
            1.00e+01       3.0000
            suggestion: 1.0e-01
            """,
        found.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void aLossThatNeverFellHasNoSuggestion() {
    LearningRateFinder flat = new LearningRateFinder(List.of(new Point(1, 1), new Point(2, 1), new Point(4, 2)));
    String message = assertThrows(IllegalStateException.class, flat::suggestion).getMessage();
    assertTrue(message.startsWith("the loss fell at none of 3 rates: "), message);
    assertTrue(flat.toString().contains(message), flat::toString);
  }

  private static final class NotNumbers extends DatasetView {
    NotNumbers(Dataset base) {
      super(base);
    }

    @Override
    protected Dataset over(Dataset samples) {
      return new NotNumbers(samples);
    }

    @Override
    public void copyInput(int index, float[] into, int offset) {
      super.copyInput(index, into, offset);
      into[offset] = Float.NaN;
    }
  }

  /** No rate is to blame for inputs that are not numbers. */
  @Test
  void dataThatCannotBeLearnedFromIsSaid() {
    Dataset bad = new NotNumbers(DATA);
    assertThrows(TrainingException.class,
        () -> LearningRateFinder.run(new ClassesNetwork(3), bad, t -> t.threads(1), 10, 8, 1e-4, 1));
  }

  /** Three steps have one in the middle, around which the loss can fall. */
  @Test
  void threeStepsAreEnough() {
    double suggestion =
        LearningRateFinder.run(new ClassesNetwork(3), DATA, t -> t.threads(1), 3, 300, 0.1, 0.4).suggestion();
    assertEquals(0.2, suggestion, 1e-12);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (double[] n : new double[][] {{1, 0.1, 1}, {2, 0.1, 1}, {5, 0, 1}, {5, -1, 1}, {5, 1, 1}, {5, 1, Double.NaN}}) {
      assertThrows(IllegalArgumentException.class, () -> find((int) n[0], n[1], n[2]));
    }
  }
}
