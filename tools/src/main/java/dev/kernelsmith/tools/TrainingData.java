package dev.kernelsmith.tools;

import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.data.idx.IdxFiles.Part;
import dev.kernelsmith.metrics.Presentation;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sample learns from, and what it is tested on.
 *
 * @param training samples to learn from
 * @param validation samples that training is watched with; null where there are none
 * @param test samples that training never sees
 * @param source where they are from, for people
 * @param shown how people want to see the test
 * @param features names of the values of the input; empty where these have none
 */
record TrainingData(Dataset training, @Nullable Dataset validation, Dataset test, String source, Presentation shown,
    List<String> features) {
  /** Samples that are shown as the network sees them. */
  TrainingData(Dataset training, Dataset test, String source) {
    this(training, null, test, source, Presentation.plain(), List.of());
  }

  /** The same with other samples to learn from and to watch with. */
  TrainingData with(Dataset training, @Nullable Dataset validation) {
    return new TrainingData(training, validation, test, source, shown, features);
  }

  // The data do not change with the seed of a training, so that trainings of several seeds compare.
  private static final long TRAINING_SEED = 1;
  private static final long TEST_SEED = 2;

  /**
   * Draws or reads the data of a sample.
   *
   * @param folder where MNIST's four files are; null to draw
   * @param drawn number of training samples to draw
   * @param drawnTest number of test samples to draw
   * @throws IOException if the folder does not hold MNIST's files
   * @throws IllegalArgumentException if the files hold images of another size than the sample reads, or the sample
   *     reads no images
   */
  static TrainingData of(Sample sample, @Nullable Path folder, int drawn, int drawnTest) throws IOException {
    return new TrainingData(
        part(sample, folder, Part.TRAIN, drawn), part(sample, folder, Part.TEST, drawnTest), source(sample, folder));
  }

  /** Reads pictures in files like MNIST's, of any size. */
  static TrainingData ofFolder(Path folder) throws IOException {
    return new TrainingData(IdxFiles.mnist(folder, Part.TRAIN), IdxFiles.mnist(folder, Part.TEST), folder.toString());
  }

  /**
   * Draws or reads one part of the data of a sample.
   *
   * @param folder where MNIST's files are; null to draw
   * @param drawn number of samples to draw
   * @throws IOException if the folder does not hold this part of MNIST
   * @throws IllegalArgumentException as {@link #of} does
   */
  static Dataset part(Sample sample, @Nullable Path folder, Part part, int drawn) throws IOException {
    if (sample.task() != Sample.Task.DIGITS && folder != null) {
      throw new IllegalArgumentException("sample " + sample.name() + " draws its own data: leave --data away");
    }
    long seed = part == Part.TRAIN ? TRAINING_SEED : TEST_SEED;
    return folder == null ? sample.task().draw(drawn, seed, part) : mnist(folder, part);
  }

  /** Where the data of a sample are from, for people. */
  static String source(Sample sample, @Nullable Path folder) {
    return folder == null ? sample.task().source() : folder.toString();
  }

  private static Dataset mnist(Path folder, Part part) throws IOException {
    Dataset images = IdxFiles.mnist(folder, part);
    int pixels = DigitPreparation.SIZE * DigitPreparation.SIZE;
    if (images.inputLength() != pixels) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s holds images of %d pixels, but the digit samples read %d (28 x 28)", folder,
              images.inputLength(), pixels));
    }
    return images;
  }
}
