package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.data.pictures.Picture;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.pictures.PictureSize;
import dev.kernelsmith.data.pipeline.Encoding;
import dev.kernelsmith.runtime.data.DatasetText;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Which features of an example become inputs and targets, in the order of the network's:
 *
 * <pre>{@code
 * ExampleSchema.of().picture("image/encoded", flowers).label("image/class/label", flowers.classNames())
 * }</pre>
 *
 * <p>An example that lacks a feature, or has it with another type or number of values, is refused with file and record. Objects are immutable: each method gives another one.
 */
public final class ExampleSchema {
  private final Encoding<Example> encoding;

  private ExampleSchema(Encoding<Example> encoding) {
    this.encoding = encoding;
  }

  /** Nothing yet; at least an input has to come. */
  public static ExampleSchema of() {
    return new ExampleSchema(Encoding.of());
  }

  /**
   * Adds an input: a float or int64 feature with as many values as the shape has, the last extent innermost. Whole numbers are up to 2^24.
   *
   * @throws IllegalArgumentException if the shape has no extent, or one below 1
   */
  public ExampleSchema input(String feature, int... shape) {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(shape, "shape");
    int length = length(shape);
    return new ExampleSchema(encoding.input(feature, example -> example.floats(feature, length), shape));
  }

  /** Where the product is too large, the encoding tells. */
  private static int length(int... shape) {
    int length = 1;
    for (int extent : shape) {
      length *= extent;
    }
    return length;
  }

  /**
   * Adds an input of strings of bytes that are not compressed, such as raw pictures of {@code uint8}: each byte is a value, from 0 to 1 in steps of 1/255.
   */
  public ExampleSchema rawBytes(String feature, int... shape) {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(shape, "shape");
    int length = length(shape);
    return new ExampleSchema(encoding.input(feature, example -> unit(example, feature, length), shape));
  }

  private static float[] unit(Example example, String feature, int length) {
    byte[] bytes = example.onlyBytes(feature);
    if (bytes.length != length) {
      throw example.fault("the feature \"" + feature + "\" has " + bytes.length + " bytes", length + "",
          "correct the shape, or the record");
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return values;
  }

  /**
   * Adds an input of encoded pictures, of shape [height, width, channels]: a bytes feature with a JPEG, PNG, GIF or BMP in it, brought into size as pictures of files are.
   *
   * @param preparation size, colours and fit; a {@link dev.kernelsmith.data.pictures.PictureModel} takes it along
   */
  public ExampleSchema picture(String feature, PicturePreparation preparation) {
    Objects.requireNonNull(feature, "feature");
    PictureSize size = Objects.requireNonNull(preparation, "the preparation is null").size();
    return new ExampleSchema(encoding.input(feature, example -> picture(example, feature, preparation), size.height(),
        size.width(), size.channels()));
  }

  private static float[] picture(Example example, String feature, PicturePreparation preparation) {
    byte[] bytes = example.onlyBytes(feature);
    try {
      Picture picture = preparation.size().channels() == 1 ? Picture.decodeGrey(bytes, "it")
          : Picture.decode(bytes, "it");
      return preparation.inputs(picture)[0];
    } catch (IOException failure) {
      throw example.fault("the picture in \"" + feature + "\" cannot be read: " + failure.getMessage(),
          "a JPEG, PNG, GIF or BMP", "write the record again, or leave it out");
    }
  }

  /**
   * Adds an input of shape [steps, width]: a list of features of a sequence example, those of each step a row; zeros follow where a sequence has fewer steps. One with more is refused.
   *
   * @param steps the most that an example has
   * @param width values of a step
   */
  public ExampleSchema sequence(String list, int steps, int width) {
    Objects.requireNonNull(list, "list");
    return new ExampleSchema(encoding.sequence(example -> example.steps(list), steps, width));
  }

  /**
   * Adds a target of classes: an int64 feature with one number.
   *
   * @param classes how many there are; numbers go from 0 to below that
   */
  public ExampleSchema label(String feature, int classes) {
    Objects.requireNonNull(feature, "feature");
    return new ExampleSchema(encoding.label(example -> classOf(example, feature, classes), classes));
  }

  /**
   * Adds a target of classes with names, which come back with predictions: an int64 feature with the number of a name, or a bytes feature with the name.
   *
   * @param names all classes, numbered from 0 in this order
   */
  public ExampleSchema label(String feature, List<String> names) {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(names, "names");
    List<String> own = List.copyOf(names);
    return new ExampleSchema(encoding.numberedLabel(example -> {
      if (!(example.feature(feature) instanceof Feature.Bytes)) {
        return classOf(example, feature, own.size());
      }
      String name = example.text(feature);
      int number = own.indexOf(name);
      if (number < 0) {
        throw example.fault("the feature \"" + feature + "\" is \"" + DatasetText.excerpt(name) + "\"",
            "one of the classes " + DatasetText.list(own), "name all classes, or leave the record out");
      }
      return number;
    }, own));
  }

  private static int classOf(Example example, String feature, int classes) {
    long number = example.onlyInt(feature);
    if (number < 0 || number >= classes) {
      throw example.fault("the class in \"" + feature + "\" is " + number, "0 to " + (classes - 1),
          "name all classes, or correct the record; where classes are counted from 1, map the examples first");
    }
    return (int) number;
  }

  /** Adds a target of values: a float or int64 feature with as many values as the shape has. */
  public ExampleSchema target(String feature, int... shape) {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(shape, "shape");
    int length = length(shape);
    return new ExampleSchema(encoding.target(example -> example.floats(feature, length), shape));
  }

  /** Sets the factor of a sample's loss: a float or int64 feature with one value, at least 0. */
  public ExampleSchema weight(String feature) {
    Objects.requireNonNull(feature, "feature");
    return new ExampleSchema(encoding.weight(example -> example.floats(feature, 1)[0]));
  }

  /** How an example becomes a sample. */
  public Encoding<Example> encoding() {
    return encoding;
  }

  /** In words. */
  @Override
  public String toString() {
    return "schema: " + encoding;
  }
}
