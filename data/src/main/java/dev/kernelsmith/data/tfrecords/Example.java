package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.data.pipeline.Located;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code tf.train.Example}: features by name, each with any number of values of one type. One that has lists of features, too, is a {@code tf.train.SequenceExample}, whose context the features are.
 *
 * <pre>{@code
 * Example example = Example.of().withFloats("size", 1.5f, 2).withInts("label", 3).withBytes("picture", Files.readAllBytes(file));
 * }</pre>
 *
 * <p>Objects are immutable: each method {@code with...} gives another one. Arrays are not copied.
 */
public final class Example implements Located {
  private final Map<String, Feature> features;
  private final Map<String, List<Feature>> lists;
  private final RecordPlace place;

  Example(Map<String, Feature> features, Map<String, List<Feature>> lists, RecordPlace place) {
    this.features = Collections.unmodifiableMap(features);
    this.lists = Collections.unmodifiableMap(lists);
    this.place = place;
  }

  /** An example without features. */
  public static Example of() {
    return new Example(Map.of(), Map.of(), RecordPlace.NOWHERE);
  }

  /**
   * Reads a serialized message.
   *
   * @throws DataFormatException if it is none, with the byte at fault
   */
  public static Example parse(byte[] message) {
    Objects.requireNonNull(message, "message");
    return ExampleCodec.read(message, RecordPlace.NOWHERE);
  }

  /** The serialized message; features are in their order here, numbers are packed. */
  public byte[] toBytes() {
    return ExampleCodec.write(features, lists);
  }

  /** This example with a feature, which takes the place of one of the same name. */
  public Example with(String name, Feature feature) {
    Objects.requireNonNull(feature, () -> "the feature \"" + name + "\" is null");
    Map<String, Feature> more = new LinkedHashMap<>(features);
    more.put(Objects.requireNonNull(name, "the name of the feature is null"), feature);
    return new Example(more, lists, place);
  }

  /** This example with a feature of whole numbers. */
  public Example withInts(String name, long... values) {
    return with(name, new Feature.Ints(values));
  }

  /** This example with a feature of numbers. */
  public Example withFloats(String name, float... values) {
    return with(name, new Feature.Floats(values));
  }

  /** This example with a feature of strings of bytes. */
  public Example withBytes(String name, byte[]... values) {
    Objects.requireNonNull(values, "values");
    return with(name, new Feature.Bytes(Arrays.asList(values)));
  }

  /** This example with a feature that is a text, in UTF-8. */
  public Example withText(String name, String value) {
    return with(name, Feature.Bytes.of(Objects.requireNonNull(value, () -> "the text \"" + name + "\" is null")));
  }

  /** This example with a list of features, such as one for each step of a sequence; it then is a sequence example. */
  public Example withList(String name, List<? extends Feature> steps) {
    Objects.requireNonNull(steps, "steps");
    Map<String, List<Feature>> more = new LinkedHashMap<>(lists);
    more.put(Objects.requireNonNull(name, "the name of the list is null"), List.copyOf(steps));
    return new Example(features, more, place);
  }

  /** All features, by name. */
  public Map<String, Feature> features() {
    return features;
  }

  /** All lists of features, by name. */
  public Map<String, List<Feature>> lists() {
    return lists;
  }

  /**
   * A feature.
   *
   * @throws DataFormatException if there is none of that name, with those that there are
   */
  public Feature feature(String name) {
    Objects.requireNonNull(name, "name");
    Feature feature = features.get(name);
    if (feature == null) {
      throw missing("feature", name, List.copyOf(features.keySet()));
    }
    return feature;
  }

  private DataFormatException missing(String what, String name, List<String> there) {
    List<String> quoted = there.stream().map(each -> "\"" + DatasetText.excerpt(each) + "\"").sorted().toList();
    return place.fault("there is no " + what + " \"" + name + "\"",
        there.isEmpty() ? "it, but there is no " + what : "one of " + DatasetText.list(quoted),
        "name a " + what + " that all examples have");
  }

  /**
   * The values of a feature of whole numbers.
   *
   * @throws DataFormatException if there is none of that name, or it has another type
   */
  public long[] ints(String name) {
    Objects.requireNonNull(name, "name");
    return feature(name) instanceof Feature.Ints ints ? ints.values() : throwType(name, "int64");
  }

  /**
   * The values of a feature of numbers; whole ones are converted where floats have them exactly, up to 2^24.
   *
   * @throws DataFormatException if there is none of that name, it has another type, or a number that floats do not have
   */
  public float[] floats(String name) {
    Objects.requireNonNull(name, "name");
    return floats(name, feature(name));
  }

  private float[] floats(String name, Feature feature) {
    if (feature instanceof Feature.Floats floats) {
      return floats.values();
    }
    if (!(feature instanceof Feature.Ints ints)) {
      throw wrongType(name, feature, "float or int64");
    }
    float[] values = new float[ints.size()];
    for (int i = 0; i < values.length; i++) {
      long value = ints.values()[i];
      if (Math.abs(value) > 1 << 24 || value == Long.MIN_VALUE) {
        throw place.fault("the int64 feature \"" + name + "\" has " + value + " as value " + i,
            "whole numbers up to 2^24, which floats have exactly", "give it numbers from 0 on, or leave it out");
      }
      values[i] = value;
    }
    return values;
  }

  /**
   * The values of a feature of strings of bytes.
   *
   * @throws DataFormatException if there is none of that name, or it has another type
   */
  public List<byte[]> bytes(String name) {
    Objects.requireNonNull(name, "name");
    return feature(name) instanceof Feature.Bytes bytes ? bytes.values() : throwType(name, "bytes");
  }

  /**
   * The one value of a feature that is a text.
   *
   * @throws DataFormatException if there is none of that name, it has another type or number of values, or is not UTF-8
   */
  public String text(String name) {
    Objects.requireNonNull(name, "name");
    byte[] only = onlyBytes(name);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(only)).toString();
    } catch (CharacterCodingException invalid) {
      throw place.fault("the bytes feature \"" + name + "\" is no text", "UTF-8", "name a feature that is a text");
    }
  }

  /** The one value of a feature of bytes. */
  byte[] onlyBytes(String name) {
    List<byte[]> values = bytes(name);
    requireCount(name, values.size(), 1);
    return values.getFirst();
  }

  /** The one value of a feature of whole numbers. */
  long onlyInt(String name) {
    long[] values = ints(name);
    requireCount(name, values.length, 1);
    return values[0];
  }

  /** As many numbers as are wanted. */
  float[] floats(String name, int count) {
    float[] values = floats(name);
    requireCount(name, values.length, count);
    return values;
  }

  private void requireCount(String name, int found, int wanted) {
    if (found != wanted) {
      throw place.fault(
          "the feature \"" + name + "\" has " + found + (found == 1 ? " value" : " values"), wanted + "",
          "correct the shape, or the record");
    }
  }

  /**
   * The numbers of a list of features, those of each step as an array.
   *
   * @throws DataFormatException if there is no list of that name, or a step has another type
   */
  public float[][] steps(String name) {
    Objects.requireNonNull(name, "name");
    List<Feature> list = lists.get(name);
    if (list == null) {
      throw missing("feature list", name, List.copyOf(lists.keySet()));
    }
    List<float[]> steps = new ArrayList<>();
    list.forEach(step -> steps.add(floats(name, step)));
    return steps.toArray(float[][]::new);
  }

  /** Something wrong with a value of this example. */
  DataFormatException fault(String problem, String expected, String remedy) {
    return place.fault(problem, expected, remedy);
  }

  private <R> R throwType(String name, String wanted) {
    throw wrongType(name, feature(name), wanted);
  }

  private DataFormatException wrongType(String name, Feature found, String wanted) {
    return place.fault("the feature \"" + name + "\" is " + found.type(), wanted, "name a feature of that type");
  }

  @Override
  public Object place() {
    return place;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Example example && features.equals(example.features) && lists.equals(example.lists);
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, lists);
  }

  /** Names, types and sizes. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    features.forEach((name, feature) -> parts.add(DatasetText.excerpt(name) + ": " + feature));
    lists.forEach((name, list) -> parts.add(DatasetText.excerpt(name) + ": " + list.size() + " steps"));
    return "example with " + (parts.isEmpty() ? "no features" : DatasetText.list(parts));
  }
}
