package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line from end to end, on few samples. */
class TrainAndPredictTest {
  private static final Pattern ACCURACY = Pattern.compile("test: accuracy ([0-9.]+) %");

  @TempDir Path folder;

  @Test
  void aTrainedNetworkReadsDigitsFromImages() throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    Run training = Run.of("train", "lenet5", "--drawn", 4000, "--epochs", 4, "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(accuracy(training) > 90, training.out());

    Dataset fresh = HandwrittenDigits.draw(20, 99);
    int right = 0;
    for (int i = 0; i < fresh.size(); i++) {
      Run reading = Run.of("predict", "lenet5", "--weights", weights, blackOnWhite(fresh, i));
      assertEquals(0, reading.exitCode(), reading.err());
      assertEquals(11, reading.out().lines().count());
      right += Integer.parseInt(reading.out().lines().findFirst().orElseThrow()) == fresh.classOf(i) ? 1 : 0;
    }
    assertTrue(right >= 16, right + " of 20 are right");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "residual"})
  void theOtherDigitSamplesLearn(String sample) {
    Run training = Run.of("train", sample, "--drawn", 3000, "--epochs", 3);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(accuracy(training) > 70, training.out());
  }

  @Test
  void theCurveIsLearned() {
    Run training = Run.of("train", "regression", "--drawn", 10_000, "--epochs", 10);
    assertEquals(0, training.exitCode(), training.err());
    Matcher loss = Pattern.compile("test: loss ([0-9.]+)").matcher(training.out());
    assertTrue(loss.find(), training.out());
    // The curve's own variance is about 0.12.
    assertTrue(Double.parseDouble(loss.group(1)) < 0.01, training.out());
  }

  @Test
  void theSameSeedWritesTheSameWeightsOnAnyNumberOfThreads() throws IOException {
    Path one = folder.resolve("one.safetensors");
    Path three = folder.resolve("three.safetensors");
    assertEquals(0, Run.of("train", "mlp", "--drawn", 500, "--epochs", 2, "--threads", 1, "--save", one).exitCode());
    assertEquals(0, Run.of("train", "mlp", "--drawn", 500, "--epochs", 2, "--threads", 3, "--save", three).exitCode());
    assertEquals(-1, Files.mismatch(one, three));
  }

  @Test
  void trainingGoesOnFromACheckpoint() {
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Run first = Run.of("train", "mlp", "--drawn", 2000, "--epochs", 1, "--checkpoint", checkpoint);
    assertEquals(0, first.exitCode(), first.err());
    Run second = Run.of("train", "mlp", "--drawn", 2000, "--epochs", 5, "--resume", checkpoint);
    assertEquals(0, second.exitCode(), second.err());
    assertTrue(accuracy(second) > accuracy(first), first.out() + second.out());
  }

  @Test
  void aTrainingThatIsInterruptedBeforeItBeginsKeepsTheOldWeights() throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    assertEquals(0, Run.of("train", "mlp", "--drawn", 50, "--epochs", 1, "--seed", 5, "--save", weights).exitCode());
    byte[] old = Files.readAllBytes(weights);
    Thread.currentThread().interrupt();
    Run run;
    try {
      run = Run.of("train", "mlp", "--drawn", 300, "--epochs", 1, "--save", weights);
    } finally {
      Thread.interrupted();
    }
    assertTrue(run.out().contains("weights: not written, since no step was done"), run.out() + run.err());
    assertArrayEquals(old, Files.readAllBytes(weights));
  }

  @Test
  void aResumedTrainingKeepsTheScheduleOfItsCheckpoint() {
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Run first = Run.of("train", "mlp", "--drawn", 300, "--epochs", 2, "--checkpoint", checkpoint);
    assertEquals(0, first.exitCode(), first.err());
    assertFalse(first.out().contains("resume:"), first.out());
    Run longer = Run.of("train", "mlp", "--drawn", 300, "--epochs", 3, "--resume", checkpoint);
    assertEquals(0, longer.exitCode(), longer.err());
    assertTrue(longer.out().contains("resume: up to epoch 3, learning rate cosine(0.001, 5.0E-5, 2)"), longer.out());
    assertTrue(longer.out().contains(", 2); it ends with epoch 2, and from then on the rate stays at 5.00e-05"),
        longer.out());
    Run stretched = Run.of("train", "mlp", "--drawn", 300, "--epochs", 3, "--resume", checkpoint, "--new-schedule");
    assertEquals(0, stretched.exitCode(), stretched.err());
    assertTrue(stretched.out().contains(", 3)"), stretched.out());
    assertFalse(stretched.out().contains("it ends"), stretched.out());
    Run done = Run.of("train", "mlp", "--drawn", 300, "--resume", checkpoint);
    assertTrue(done.out().contains("resume: up to epoch 2,") && done.out().contains("trained: nothing"), done.out());
    Run other = Run.of("train", "mlp", "--drawn", 301, "--epochs", 3, "--resume", checkpoint);
    assertEquals(1, other.exitCode());
    assertTrue(other.err().contains("training samples: the checkpoint has 300, this training 301"), other.err());
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    Path weights = folder.resolve("mlp.safetensors");
    assertEquals(0, Run.of("train", "mlp", "--drawn", 100, "--epochs", 1, "--save", weights).exitCode());
    Path image = blackOnWhite(HandwrittenDigits.draw(1, 1), 0);
    Run reading = Run.of("predict", "lenet5", "--weights", weights, image);
    assertEquals(1, reading.exitCode());
    assertTrue(reading.err().contains("does not fit"), reading.err());
    assertEquals("", reading.out());
  }

  @Test
  void mnistIsRead() throws IOException {
    Path mnist = sharedMnist();
    assumeTrue(mnist != null, "there is no shared/data/mnist above the working directory");
    Path weights = folder.resolve("weights.safetensors");
    Run training = Run.of("train", "mlp", "--data", mnist, "--epochs", 2, "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(accuracy(training) > 90, training.out());

    Path images = mnist.resolve("t10k-images-idx3-ubyte.gz");
    Run reading = Run.of("predict", "mlp", "--weights", weights, images, "--index", 3);
    assertEquals(0, reading.exitCode(), reading.err());
    Run without = Run.of("predict", "mlp", "--weights", weights, images);
    assertEquals(2, without.exitCode());
    assertTrue(without.err().contains("--index"), without.err());
    Run beyond = Run.of("predict", "mlp", "--weights", weights, images, "--index", 1_000_000);
    assertEquals(1, beyond.exitCode());
    assertTrue(beyond.err().contains("has no image 1000000"), beyond.err());
  }

  private static double accuracy(Run training) {
    Matcher matcher = ACCURACY.matcher(training.out());
    assertTrue(matcher.find(), training.out());
    return Double.parseDouble(matcher.group(1));
  }

  private Path blackOnWhite(Dataset digits, int index) throws IOException {
    float[] pixels = new float[28 * 28];
    digits.copyInput(index, pixels, 0);
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, Math.round(255 * (1 - pixels[i])));
    }
    Path file = folder.resolve(index + ".png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static Path sharedMnist() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path mnist = at.resolve("shared/data/mnist");
      if (Files.isDirectory(mnist)) {
        return mnist;
      }
    }
    return null;
  }
}
