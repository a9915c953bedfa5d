package dev.kernelsmith.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of pictures, against plain formulas and what their distributions must be. */
class AugmentationTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int LENGTH = HEIGHT * WIDTH * 3;

  private static Dataset pictures(int count) {
    Random random = new Random(1);
    float[][] inputs = new float[count][LENGTH];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < LENGTH; k++) {
        inputs[i][k] = random.nextFloat();
      }
      classes[i] = i % 4;
    }
    return ArrayDataset.ofClasses(inputs, classes).shaped(HEIGHT, WIDTH, 3);
  }

  private static float[] input(Dataset data, int index) {
    float[] values = new float[data.inputLength()];
    data.copyInput(index, values, 0);
    return values;
  }

  private static float[] target(Dataset data, int index) {
    float[] values = new float[data.targetLength()];
    data.copyTarget(index, values, 0);
    return values;
  }

  /** A picture of one channel that is black but for one white pixel. */
  private static float[] dot(int height, int width, int y, int x) {
    float[] picture = new float[height * width];
    picture[y * width + x] = 1;
    return picture;
  }

  private static float[] moved(float[] picture, int height, int width, Consumer<Affine> moves) {
    Affine motion = new Affine();
    moves.accept(motion);
    float[] result = new float[picture.length];
    new Resampling(height, width, 1).run(picture, motion, 0, result, 0);
    return result;
  }

  @Test
  void motionsMoveAsTheyAreCalled() {
    float[] dot = dot(5, 7, 1, 2);
    assertArrayEquals(dot(5, 7, 2, 5), moved(dot, 5, 7, m -> m.shift(3, 1)), 1e-6f);
    assertArrayEquals(dot(5, 7, 1, 4), moved(dot, 5, 7, m -> m.scale(-1, 1)), 1e-6f);
    assertArrayEquals(dot(5, 7, 3, 2), moved(dot, 5, 7, m -> m.scale(1, -1)), 1e-6f);
    // a quarter counterclockwise: what is to the right of the middle comes to stand above it
    assertArrayEquals(dot(7, 7, 1, 3), moved(dot(7, 7, 3, 5), 7, 7, m -> m.rotate(Math.PI / 2)), 1e-6f);
    // twice as large: two from the middle become four
    assertEquals(1, moved(dot(9, 9, 2, 4), 9, 9, m -> m.scale(2, 2))[4], 1e-6);
    // rows above the middle go to the right, those below to the left
    assertArrayEquals(dot(5, 7, 1, 3), moved(dot, 5, 7, m -> m.shear(1)), 1e-6f);
    assertArrayEquals(dot(5, 7, 4, 1), moved(dot(5, 7, 4, 3), 5, 7, m -> m.shear(1)), 1e-6f);
    // in the order named: first to the right, then mirrored
    assertArrayEquals(dot(5, 7, 1, 3), moved(dot, 5, 7, m -> {
      m.shift(1, 0);
      m.scale(-1, 1);
    }), 1e-6f);
    assertArrayEquals(dot(5, 7, 1, 5), moved(dot, 5, 7, m -> {
      m.scale(-1, 1);
      m.shift(1, 0);
    }), 1e-6f);
  }

  /** Random motions of random pictures, pixel by pixel in double. */
  @Test
  void resamplingIsBilinear() {
    Random random = new Random(2);
    for (int round = 0; round < 600; round++) {
      int height = 1 + random.nextInt(9);
      int width = 1 + random.nextInt(9);
      int channels = 1 + random.nextInt(3);
      float[] source = new float[height * width * channels];
      for (int i = 0; i < source.length; i++) {
        source[i] = random.nextFloat();
      }
      Affine motion = new Affine();
      if (random.nextBoolean()) {
        motion.rotate(random.nextGaussian());
        motion.scale(Math.exp(random.nextGaussian()), Math.exp(random.nextGaussian()));
        motion.shear(random.nextGaussian());
      }
      motion.scale(random.nextBoolean() ? -1 : 1, random.nextBoolean() ? -1 : 1);
      boolean whole = random.nextBoolean(); // flips and shifts by whole pixels have a way of their own
      motion.shift(random.nextInt(9) - 4 + (whole ? 0 : random.nextDouble()),
          whole ? random.nextInt(9) - 4 : random.nextGaussian());
      float[] actual = new float[source.length + 2];
      new Resampling(height, width, channels).run(source, motion, 0.25f, actual, 1);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double overX = x - (width - 1) / 2.0;
          double overY = y - (height - 1) / 2.0;
          double fromX = motion.xx * overX + motion.xy * overY + motion.x0 + (width - 1) / 2.0;
          double fromY = motion.yx * overX + motion.yy * overY + motion.y0 + (height - 1) / 2.0;
          for (int c = 0; c < channels; c++) {
            double expected = 0;
            for (int cornerY = 0; cornerY < 2; cornerY++) {
              for (int cornerX = 0; cornerX < 2; cornerX++) {
                int row = (int) Math.floor(fromY) + cornerY;
                int column = (int) Math.floor(fromX) + cornerX;
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                expected += (1 - Math.abs(fromY - row)) * (1 - Math.abs(fromX - column))
                    * (inside ? source[(row * width + column) * channels + c] : 0.25);
              }
            }
            assertEquals(expected, actual[1 + (y * width + x) * channels + c], 1e-5);
          }
        }
      }
      assertEquals(0, actual[0]);
      assertEquals(0, actual[source.length + 1]);
    }
  }

  private static Augmentation everything() {
    return Augmentation.none().flip().flipVertically().crop(2).shift(0.1).rotate(20).scale(0.8, 1.3).shear(10)
        .brightness(0.2).contrast(0.3).noise(0.05).cutout(3).then((picture, size, random) -> picture[0] = 0.5f);
  }

  /** Seed, epoch and sample determine a picture, whoever reads it, in which order and how often. */
  @Test
  void aPictureFollowsFromSeedEpochAndSample() {
    Dataset plain = pictures(40);
    Dataset changed = everything().mixup(0.4).of(plain, 7);
    float[][] first = IntStream.range(0, 40).mapToObj(i -> input(changed.ofEpoch(3), i)).toArray(float[][]::new);
    Dataset again = everything().mixup(0.4).of(plain, 7).ofEpoch(3);
    float[][] second = new float[40][];
    IntStream.range(0, 40).parallel().forEach(i -> second[39 - i] = input(again, 39 - i));
    assertArrayEquals(first, second);
    Dataset part = Subset.of(changed, 5, 9).ofEpoch(3);
    assertArrayEquals(first[9], input(part, 1));
    assertFalse(Arrays.equals(first[9], input(changed.ofEpoch(4), 9)));
    assertFalse(Arrays.equals(first[9], input(everything().mixup(0.4).of(plain, 8).ofEpoch(3), 9)));
    long different = Arrays.stream(first).map(Arrays::hashCode).distinct().count();
    assertEquals(40, different);
  }

  @Test
  void withoutAnEpochNothingChanges() {
    Dataset plain = pictures(10);
    Dataset changed = everything().mixup(0.3).of(plain, 7);
    for (int i = 0; i < 10; i++) {
      assertArrayEquals(input(plain, i), input(changed, i));
      float[] only = new float[4];
      only[i % 4] = 1;
      assertArrayEquals(only, target(changed, i));
    }
    assertEquals(plain, Augmentation.none().of(plain, 1));
  }

  /** Flips and crops move pixels and make no new values. */
  @Test
  void wholePixelsStayWhole() {
    Dataset plain = pictures(30);
    Dataset changed = Augmentation.none().fill(0.5).flip().crop(3).flipVertically().of(plain, 1).ofEpoch(1);
    for (int i = 0; i < 30; i++) {
      float[] before = input(plain, i);
      float[] after = input(changed, i);
      for (float value : after) {
        assertTrue(value == 0.5f || IntStream.range(0, LENGTH).anyMatch(k -> before[k] == value));
      }
    }
    int same = 0;
    Dataset flipped = Augmentation.none().flip().of(plain, 1);
    for (int epoch = 1; epoch <= 40; epoch++) {
      same += Arrays.equals(input(plain, 3), input(flipped.ofEpoch(epoch), 3)) ? 1 : 0;
    }
    assertTrue(same > 8 && same < 32, "half of the pictures are flipped, not " + same + " of 40");
  }

  /** Mean and deviation of what changes of values add, over many pictures of middle grey. */
  @Test
  void valuesChangeByTheirDistributions() {
    float[][] grey = new float[4000][27];
    Arrays.stream(grey).forEach(values -> Arrays.fill(values, 0.5f));
    Dataset plain = ArrayDataset.ofClasses(grey, new int[4000]).shaped(3, 3, 3);
    checkMoments(plain, a -> a.brightness(0.3), 0, 0.3 / Math.sqrt(3));
    checkMoments(plain, a -> a.noise(0.1), 0, 0.1);
    checkMoments(plain, a -> a.contrast(0.5), 0, 0);
    checkMoments(plain, a -> a.cutout(3).fill(0.25), -0.5 * (49.0 / 81), Double.NaN);
  }

  private static void checkMoments(
      Dataset plain, UnaryOperator<Augmentation> change, double mean, double deviation) {
    Dataset changed = change.apply(Augmentation.none()).of(plain, 5).ofEpoch(2);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < plain.size(); i++) {
      for (float value : input(changed, i)) {
        sum += value - 0.5;
        squares += (value - 0.5) * (value - 0.5);
      }
    }
    long count = (long) plain.size() * plain.inputLength();
    assertEquals(mean, sum / count, 0.01);
    if (!Double.isNaN(deviation)) {
      assertEquals(deviation, Math.sqrt(squares / count), 0.01);
    }
  }

  @Test
  void contrastKeepsMeansAndRangesHold() {
    Dataset plain = pictures(20);
    Dataset stretched = Augmentation.none().range(-100, 100).contrast(1).of(plain, 1).ofEpoch(1);
    Dataset kept = Augmentation.none().brightness(3).noise(2).of(plain, 1).ofEpoch(1);
    for (int i = 0; i < 20; i++) {
      float[] before = input(plain, i);
      float[] after = input(stretched, i);
      for (int c = 0; c < 3; c++) {
        double difference = 0;
        for (int k = c; k < LENGTH; k += 3) {
          difference += after[k] - before[k];
        }
        assertEquals(0, difference, 1e-4);
      }
      for (float value : input(kept, i)) {
        assertTrue(value >= 0 && value <= 1);
      }
    }
  }

  /** Inputs and targets are mixed in the same share, which has the moments of the Beta distribution. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 1, 2})
  void mixturesShareInputsAndTargets(double alpha) {
    float[][] inputs = new float[3000][4];
    int[] classes = new int[3000];
    for (int i = 0; i < 3000; i++) {
      inputs[i][i % 4] = 1; // the input says the class
      classes[i] = i % 4;
    }
    Dataset mixed =
        Augmentation.none().mixup(alpha).of(ArrayDataset.ofClasses(inputs, classes).shaped(2, 2), 3).ofEpoch(1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 3000; i++) {
      float[] target = target(mixed, i);
      assertArrayEquals(input(mixed, i), target, 1e-6f);
      float total = 0;
      for (float value : target) {
        total += value;
      }
      assertEquals(1, total, 1e-6);
      float share = target[i % 4];
      sum += share;
      squares += share * share;
    }
    // one in four has a partner of its own class and the share 1
    double mean = 0.25 + 0.75 * 0.5;
    assertEquals(mean, sum / 3000, 0.03);
    double square = 0.25 + 0.75 * (0.25 + 1 / (4 * (2 * alpha + 1)));
    assertEquals(square, squares / 3000, 0.03);
  }

  @Test
  void valuesAreMixedToo() {
    float[][] inputs = new float[50][4];
    float[][] targets = new float[50][1];
    for (int i = 0; i < 50; i++) {
      inputs[i][0] = i;
      targets[i][0] = 2 * i;
    }
    Dataset mixed =
        Augmentation.none().mixup(0.5).of(ArrayDataset.ofValues(inputs, targets).shaped(2, 2), 3).ofEpoch(1);
    for (int i = 0; i < 50; i++) {
      assertEquals(2 * input(mixed, i)[0], target(mixed, i)[0], 1e-4);
    }
  }

  @Test
  void mistakesAreRefused() {
    Dataset flat = ArrayDataset.ofClasses(new float[2][4], new int[2]);
    refused("no known shape", () -> everything().of(flat, 1));
    refused("the shape [1, 2, 2, 1]", () -> everything().of(flat.shaped(1, 2, 2, 1), 1));
    Augmentation none = Augmentation.none();
    refused("padding of a crop is -1", () -> none.crop(-1));
    refused("shift is 1.5", () -> none.shift(1.5));
    refused("shift is NaN", () -> none.shift(Double.NaN));
    refused("rotation is 200.0", () -> none.rotate(200));
    refused("least factor of a scale is 0.0", () -> none.scale(0, 1));
    refused("greatest factor of a scale is 1.0", () -> none.scale(2, 1));
    refused("shear is 90.0", () -> none.shear(90));
    refused("brightness is -0.1", () -> none.brightness(-0.1));
    refused("contrast is 2.0", () -> none.contrast(2));
    refused("deviation of noise is Infinity", () -> none.noise(Double.POSITIVE_INFINITY));
    refused("side of a cutout is 0.0", () -> none.cutout(0));
    refused("alpha of mixup is 0.0", () -> none.mixup(0));
    refused("end of the range is 0.0", () -> none.range(1, 0));
  }

  private static void refused(String message, Runnable mistake) {
    String text = assertThrows(IllegalArgumentException.class, mistake::run).getMessage();
    assertTrue(text.contains(message), text);
  }
}
