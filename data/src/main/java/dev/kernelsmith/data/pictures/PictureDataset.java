package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.pictures.Pictures.Labelled;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures with classes, whose names are known: inputs are [height, width, channels], from 0 to 1. */
public final class PictureDataset implements Dataset {
  private static final float[] UNIT = unitScale();

  /** What a value takes while its picture is scaled: two arrays of floats, and the byte. */
  private static final long DECODING_BYTES = 9;

  private final String origin;
  private final List<Labelled> files;
  private final PicturePreparation preparation;
  private final int[] classes;
  private final byte @Nullable [][] pixels;

  PictureDataset(String origin, List<Labelled> files, PicturePreparation preparation) {
    this(origin, files, preparation, null);
  }

  private PictureDataset(
      String origin, List<Labelled> files, PicturePreparation preparation, byte @Nullable [][] pixels) {
    this.origin = origin;
    this.files = files;
    this.preparation = preparation;
    this.pixels = pixels;
    classes = files.stream().mapToInt(each -> preparation.classNames().indexOf(each.label())).toArray();
  }

  private static float[] unitScale() {
    float[] table = new float[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = i / 255f;
    }
    return table;
  }

  /** The same pictures, all of them read. */
  PictureDataset inMemory() throws IOException {
    PictureSize size = pictureSize();
    long working = DECODING_BYTES * size.length() * Runtime.getRuntime().availableProcessors();
    long bytes = (long) files.size() * size.length() + working;
    if (bytes > Runtime.getRuntime().maxMemory() / 4 * 3) {
      throw new IllegalArgumentException(
          files.size() + " pictures of " + size + " take " + (bytes >> 20) + " MB, the heap has "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB: read them with onDemand(), choose a smaller size, or give Java more memory with -Xmx");
    }
    byte[][] all = new byte[files.size()][];
    record Failure(int number, IOException cause) {}
    ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    IntStream.range(0, all.length).parallel().forEach(i -> {
      try {
        all[i] = decode(files.get(i).file());
      } catch (IOException failure) {
        failures.add(new Failure(i, failure));
      }
    });
    if (!failures.isEmpty()) {
      List<Failure> sorted = new ArrayList<>(failures);
      sorted.sort(Comparator.comparingInt(Failure::number));
      IOException first = sorted.getFirst().cause();
      throw sorted.size() == 1 ? first
          : new IOException(
              sorted.size() + " of " + all.length + " pictures cannot be read, the first: " + first.getMessage(),
              first);
    }
    return new PictureDataset(origin, files, preparation, all);
  }

  private byte[] decode(Path file) throws IOException {
    return preparation.bytes(pictureSize().channels() == 1 ? Picture.readGrey(file) : Picture.read(file));
  }

  /** The file of a sample. */
  public Path file(int index) {
    return files.get(index).file();
  }

  /** The size that all pictures have here. */
  public PictureSize pictureSize() {
    return preparation.size();
  }

  /** How pictures are brought into that size, and the names of the classes: what a model takes along. */
  public PicturePreparation preparation() {
    return preparation;
  }

  /**
   * A model of these pictures, to be trained.
   *
   * @throws IllegalArgumentException if the network takes or tells something else, with what it should say
   */
  public PictureModel model(CompiledNetwork network) {
    return preparation.model(network);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public int inputLength() {
    return pictureSize().length();
  }

  @Override
  public List<Integer> inputShape() {
    PictureSize size = pictureSize();
    return List.of(size.height(), size.width(), size.channels());
  }

  /** A picture that is read on demand and cannot be is an {@link UncheckedIOException} that names the file. */
  @Override
  public void copyInput(int index, float[] into, int offset) {
    byte[] bytes;
    try {
      bytes = pixels == null ? decode(files.get(index).file()) : pixels[index];
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "sample " + index + " of " + origin + " cannot be read: " + failure.getMessage(), failure);
    }
    copyUnit(bytes, into, offset);
  }

  /** Bytes as numbers from 0 to 1. */
  static void copyUnit(byte[] bytes, float[] into, int offset) {
    for (int i = 0; i < bytes.length; i++) {
      into[offset + i] = UNIT[bytes[i] & 0xff];
    }
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int classOf(int index) {
    return classes[index];
  }

  @Override
  public List<String> classNames() {
    return preparation.classNames();
  }

  @Override
  public int targetLength() {
    return 0;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    throw new IllegalStateException("the targets are classes, not values: use classOf");
  }

  @Override
  public String toString() {
    return origin + ": " + DatasetText.of(this);
  }
}
