package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.metrics.Predictions;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.samples.MlpNetwork;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved weights on data of the caller's choice. */
class EvaluateTest {
  @TempDir static Path folder;

  private static Path weights;
  private static Run training;

  @BeforeAll
  static void train() {
    weights = folder.resolve("weights.safetensors");
    training = Run.of("train", "mlp", "--drawn", 1000, "--epochs", 2, "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
  }

  /** More threads than there is work for are not started. */
  @ParameterizedTest
  @ValueSource(ints = {1, Integer.MAX_VALUE})
  void theTestOfTheTrainingIsRepeated(int threads) {
    Run test = Run.of("evaluate", "mlp", "--weights", weights, "--drawn", 200, "--threads", threads);
    assertEquals(0, test.exitCode(), test.err());
    String line = training.out().lines().filter(l -> l.startsWith("test: ")).findFirst().orElseThrow();
    assertTrue(test.out().contains("\n" + line.substring("test: ".length()) + "\n"), test.out());
    assertTrue(test.out().contains("drawn digits, test part, 200 samples"), test.out());
  }

  @Test
  void theSampleIsFoundByItsWeightsAndTheTableAddsUp() {
    Run test = Run.of("evaluate", "--weights", weights, "--part", "train", "--drawn", 1000);
    assertEquals(0, test.exitCode(), test.err());
    List<String> lines = test.out().lines().toList();
    assertTrue(lines.getFirst().startsWith("mlp: weights " + weights), test.out());
    assertEquals("data: drawn digits, train part, 1,000 samples", lines.get(1));
    assertEquals(14, lines.size(), test.out());
    int right = 0;
    int all = 0;
    for (String row : lines.subList(4, 14)) {
      String[] cells = row.replace("%", "").strip().split(" +");
      int own = Integer.parseInt(cells[0]);
      assertEquals(13, cells.length, row);
      right += Integer.parseInt(cells[3 + own]);
      int sum = 0;
      for (int read = 0; read < 10; read++) {
        sum += Integer.parseInt(cells[3 + read]);
      }
      assertEquals(Integer.parseInt(cells[1]), sum, row);
      all += sum;
    }
    assertEquals(1000, all);
    assertTrue(lines.get(2).contains(Texts.format("(%d of 1,000)", right)), test.out());
  }

  @Test
  void idxFilesAreRead() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Dataset digits = HandwrittenDigits.draw(30, 5);
    write(data, "t10k", digits, 28, 28);
    Run test = Run.of("evaluate", "mlp", "--weights", weights, "--data", data);
    assertEquals(0, test.exitCode(), test.err());
    assertTrue(test.out().contains("data: " + data + ", test part, 30 samples"), test.out());
    assertFailure(Run.of("evaluate", "mlp", "--weights", weights, "--data", data, "--part", "train"), "train-images");
  }

  /** The other way round than it should be, whatever the files are called. */
  @Test
  void predictTellsPicturesFromIdxFiles() throws IOException {
    Path picture = folder.resolve("images-idx3-ubyte");
    assertTrue(ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile()));
    Run indexed = Run.of("predict", "mlp", "--weights", weights, picture, "--index", 0);
    assertEquals(2, indexed.exitCode());
    assertTrue(indexed.err().contains("is a PNG image, not an IDX file: leave --index away"), indexed.err());
    assertFailure(Run.of("predict", "mlp", "--weights", weights, picture), "of one shade");

    Path data = Files.createDirectory(folder.resolve("pictures"));
    write(data, "t10k", HandwrittenDigits.draw(10, 5), 28, 28);
    Path images = Files.move(data.resolve("t10k-images-idx3-ubyte"), data.resolve("digits.png"));
    Run picked = Run.of("predict", "mlp", "--weights", weights, images);
    assertEquals(2, picked.exitCode());
    assertTrue(picked.err().contains("is an IDX file: say which image with --index N"), picked.err());
    assertEquals(0, Run.of("predict", "mlp", "--weights", weights, images, "--index", 9).exitCode());
    Files.copy(picture, data.resolve("t10k-images-idx3-ubyte"));
    assertFailure(Run.of("evaluate", "mlp", "--weights", weights, "--data", data), "it is a PNG image");
  }

  @Test
  void curvesHaveALossAlone() throws IOException {
    Path curve = folder.resolve("curve.safetensors");
    assertEquals(0, Run.of("train", "regression", "--drawn", 500, "--epochs", 1, "--save", curve).exitCode());
    Run test = Run.of("evaluate", "--weights", curve);
    assertEquals(0, test.exitCode(), test.err());
    assertTrue(test.out().lines().toList().getLast().startsWith("loss "), test.out());
    assertFailure(Run.of("evaluate", "--weights", curve, "--data", folder), "draws its own data");
  }

  @Test
  void whatDoesNotFitIsSaid() throws IOException {
    Path missing = folder.resolve("missing.safetensors");
    assertFailure(Run.of("evaluate", "--weights", missing), missing.toString());
    Path damaged = Files.writeString(folder.resolve("damaged.safetensors"), "these are no weights at all");
    assertFailure(Run.of("evaluate", "--weights", damaged), damaged.toString());
    assertFailure(Run.of("evaluate", "--weights", weights, "--data", missing), missing.toString());
    assertFailure(Run.of("evaluate", "--weights", weights, "--device", "tornado:9:9"), "tornado:9:9");
    Run other = Run.of("evaluate", "lenet5", "--weights", weights);
    assertEquals(1, other.exitCode());
    assertTrue(other.err().contains("does not fit network LeNet5"), other.err());

    Path small = Files.createDirectory(folder.resolve("small"));
    write(small, "t10k", HandwrittenDigits.draw(10, 5), 14, 56);
    assertEquals(0, Run.of("evaluate", "mlp", "--weights", weights, "--data", small).exitCode());
    write(small, "t10k", HandwrittenDigits.draw(10, 5), 28, 14);
    assertFailure(Run.of("evaluate", "mlp", "--weights", weights, "--data", small), "392 pixels");
  }

  @Test
  void weightsOfNoSampleAreRefused() throws IOException {
    Path strange = folder.resolve("strange.safetensors");
    byte[] header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ".getBytes("US-ASCII");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(Long.reverseBytes(header.length));
    out.write(header);
    out.writeInt(0);
    Files.write(strange, bytes.toByteArray());
    assertFailure(Run.of("evaluate", "--weights", strange),
        "fits none of the samples lenet5, mlp, residual, resnet8, autoencoder, unet, line, regression");
  }

  @Test
  void outputsThatAreNoNumbersAreNoAnswers() throws IOException {
    MlpNetwork network = new MlpNetwork(1);
    float[][] outputs = network.predict(HandwrittenDigits.draw(20, 3));
    outputs[0][4] = Float.NaN;
    Dataset digits = HandwrittenDigits.draw(20, 3);
    int[] classes = new int[20];
    Arrays.setAll(classes, digits::classOf);
    Confusion confusion = Confusion.of(Predictions.ofClasses(outputs, classes, List.of()));
    assertEquals(1, confusion.unanswered(classes[0]));
    assertTrue(confusion.lines().getFirst().endsWith("NONE"));
  }

  private static void assertFailure(Run run, String message) {
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  /** MNIST's two files; as many pixels of each digit as an image has. */
  private static void write(Path data, String part, Dataset digits, int height, int width) throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(images);
    out.writeInt(0x803);
    out.writeInt(digits.size());
    out.writeInt(height);
    out.writeInt(width);
    DataOutputStream names = new DataOutputStream(labels);
    names.writeInt(0x801);
    names.writeInt(digits.size());
    float[] pixels = new float[28 * 28];
    for (int i = 0; i < digits.size(); i++) {
      digits.copyInput(i, pixels, 0);
      for (int p = 0; p < height * width; p++) {
        out.writeByte(Math.round(255 * pixels[p]));
      }
      names.writeByte(digits.classOf(i));
    }
    Files.write(data.resolve(part + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(data.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
