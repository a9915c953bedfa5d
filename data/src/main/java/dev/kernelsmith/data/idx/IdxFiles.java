package dev.kernelsmith.data.idx;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads IDX files, the format of the MNIST digits, as <a href="http://yann.lecun.com/exdb/mnist/">Yann LeCun</a>
 * describes it: two zero bytes, the element type, the number of axes, the extents as 32-bit integers, then the
 * elements in row-major order, all big-endian. Files may be compressed by gzip; whether one is shows in its content,
 * not in its name.
 */
public final class IdxFiles {
  private IdxFiles() {}

  /** The two parts of MNIST and of the data sets published like it. */
  public enum Part {
    /** Files whose names start with {@code train}. */
    TRAIN("train"),
    /** Files whose names start with {@code t10k}. */
    TEST("t10k");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Reads one file.
   *
   * @param file the file
   * @throws DataFormatException if the file is damaged, cut off, not an IDX file, or larger than 2 GB or the heap
   * @throws IOException if the file does not exist or cannot be read
   */
  public static IdxArray read(Path file) throws IOException {
    return new IdxReader(file).read();
  }

  /**
   * Reads samples and their classes. Inputs of unsigned bytes, as grey images have them, are scaled to 0 to 1
   * (divided by 255); other inputs stay as they are.
   *
   * @param inputs a file whose first axis counts the samples
   * @param labels a file with one axis of whole numbers from 0, one for each sample
   * @throws DataFormatException if a file is not an IDX file, or the two do not belong together
   * @throws IOException if a file does not exist or cannot be read
   */
  public static Dataset dataset(Path inputs, Path labels) throws IOException {
    return dataset(inputs, read(inputs), labels);
  }

  /**
   * Reads MNIST, or a data set with the same file names, such as Fashion-MNIST: {@code train-images-idx3-ubyte} and
   * {@code train-labels-idx1-ubyte}, or {@code t10k-...}; with or without {@code .gz}, and also spelt
   * {@code train-images.idx3-ubyte}.
   *
   * @param directory where the files are
   * @param part which files
   * @return the images, pixels from 0 (background) to 1, and their classes
   * @throws DataFormatException if the files are not images of unsigned bytes and labels that belong together
   * @throws IOException if the directory does not have the files, or they cannot be read
   */
  public static Dataset mnist(Path directory, Part part) throws IOException {
    Path images = find(directory, Objects.requireNonNull(part, "part").prefix + "-images", "idx3-ubyte");
    Path labels = find(directory, part.prefix + "-labels", "idx1-ubyte");
    IdxArray pixels = read(images);
    if (pixels.type() != IdxType.UBYTE || pixels.shape().size() != 3) {
      String problem = String.format(Locale.ROOT, "it holds %s %s", pixels.shape(), pixels.type());
      String remedy =
          pixels.shape().size() == 1
              ? "give the files their own names: these are labels"
              : "read it with IdxFiles.dataset: MNIST has only images";
      throw new DataFormatException(images, problem, "images: three axes of unsigned bytes", remedy);
    }
    return dataset(images, pixels, labels);
  }

  private static Dataset dataset(Path file, IdxArray inputs, Path labels) throws IOException {
    int[] classes = classes(labels, read(labels));
    if (inputs.length() == 0) {
      throw new DataFormatException(file, "it has the shape " + inputs.shape(), "at least one sample",
          "use another file");
    }
    int samples = inputs.shape().getFirst();
    if (samples != classes.length) {
      String problem =
          String.format(Locale.ROOT, "it has %d samples, but %s has %d labels", samples, labels, classes.length);
      throw new DataFormatException(file, problem, "as many of both", "use two files that belong together");
    }
    requireFinite(file, inputs);
    return new IdxDataset(inputs, classes);
  }

  private static Path find(Path directory, String stem, String ending) throws IOException {
    List<String> names =
        Stream.of(stem + "-" + ending, stem + "." + ending).flatMap(name -> Stream.of(name, name + ".gz")).toList();
    for (String name : names) {
      if (Files.isRegularFile(Objects.requireNonNull(directory, "directory").resolve(name))) {
        return directory.resolve(name);
      }
    }
    String reason =
        Files.isDirectory(directory)
            ? String.format(Locale.ROOT, "has none of the files %s: name the directory that holds MNIST's four files",
                String.join(", ", names))
            : "is not a directory: name the directory that holds MNIST's four files";
    throw new NoSuchFileException(directory.toString(), null, reason);
  }

  private static int[] classes(Path file, IdxArray labels) {
    if (labels.shape().size() != 1 || !labels.type().isInteger()) {
      String problem = String.format(Locale.ROOT, "it holds %s %s", labels.shape(), labels.type());
      throw new DataFormatException(file, problem, "one axis of whole numbers", "name the file with the labels");
    }
    int[] classes = new int[labels.length()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) labels.valueAt(i);
      if (classes[i] < 0) {
        throw new DataFormatException(
            file, String.format(Locale.ROOT, "label %d is %d", i, classes[i]), "classes counted from 0",
            "correct or replace the file");
      }
    }
    return classes;
  }

  private static void requireFinite(Path file, IdxArray inputs) {
    if (inputs.type().isInteger()) {
      return;
    }
    for (int i = 0; i < inputs.length(); i++) {
      if (!Float.isFinite((float) inputs.valueAt(i))) {
        throw new DataFormatException(
            file, String.format(Locale.ROOT, "element %d is %s", i, inputs.valueAt(i)), "finite floats",
            "correct or replace the file");
      }
    }
  }
}
