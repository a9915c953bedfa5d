package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes a sample: its inputs, each with a shape, and its targets.
 *
 * <pre>{@code
 * Encoding<Flight> encoding = Encoding.<Flight>of().input(flight -> flight.features(), 12).target(flight -> flight.delay());
 * }</pre>
 *
 * <p>Inputs and targets are in the order of the calls, which is that of the network's inputs and losses. Functions may be called by several threads at once. What they throw, or give in a wrong number,
 * null, or NaN, ends in a message that names the record. Objects are immutable: each method gives another one.
 *
 * @param <T> type of the records
 */
public final class Encoding<T> {
  private final List<Values<T>> inputs;
  private final List<Target<T>> targets;
  private final @Nullable ToDoubleFunction<? super T> weight;

  /**
   * An input, or a target of values.
   *
   * @param shape extents, the last innermost; the length alone where they are not known
   */
  private record Values<T>(Function<? super T, float @Nullable []> of, List<Integer> shape, String name) {
    float[] of(T record) {
      int length = length(shape);
      float[] values = of.apply(record);
      if (values == null) {
        throw new Misfit(name + " is null: its function must give " + length + " values");
      }
      if (values.length != length) {
        throw new Misfit(
            name + " has " + values.length + " values, but " + length + " are expected, the shape being " + shape);
      }
      for (int i = 0; i < length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new Misfit(name + " has " + values[i] + " as value " + i + ": all must be finite numbers");
        }
      }
      return values.clone(); // functions may use an array again
    }
  }

  /**
   * A target.
   *
   * @param classes number of classes; 0 where the target is of values
   */
  private record Target<T>(
      @Nullable Values<T> values, @Nullable ToIntFunction<? super T> number, int classes, List<String> names,
      String name) {}

  /** What is wrong with a record, to be told with its place. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misfit(String message) {
      super(message);
    }
  }

  private Encoding(
      List<Values<T>> inputs, List<Target<T>> targets, @Nullable ToDoubleFunction<? super T> weight) {
    this.inputs = List.copyOf(inputs);
    this.targets = List.copyOf(targets);
    this.weight = weight;
  }

  /** Nothing yet; at least an input has to come. */
  public static <T> Encoding<T> of() {
    return new Encoding<>(List.of(), List.of(), null);
  }

  /**
   * Adds an input.
   *
   * @param values gives its values, in canonical order (the last extent innermost); copied
   * @param shape its extents, such as height, width and channels
   * @throws IllegalArgumentException if the shape has no extent, or one below 1
   */
  public Encoding<T> input(Function<? super T, float @Nullable []> values, int... shape) {
    Objects.requireNonNull(shape, "shape");
    return withInput(values, shape, "input " + inputs.size());
  }

  /** The same with a name for messages. */
  public Encoding<T> input(String name, Function<? super T, float @Nullable []> values, int... shape) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
    return withInput(values, shape, "input \"" + name + "\"");
  }

  private Encoding<T> withInput(Function<? super T, float @Nullable []> values, int[] shape, String name) {
    Objects.requireNonNull(values, "the function that gives the values is null");
    return new Encoding<>(plus(inputs, new Values<>(values, shape(shape), name)), targets, weight);
  }

  /**
   * Adds an input of shape [steps, width] from sequences of different lengths: what a record has comes first, zeros follow. A record with more steps is an error; a function may cut it.
   *
   * @param values gives an array of {@code width} values for each step
   * @param steps the most that a record may have
   * @param width values of a step
   */
  public Encoding<T> sequence(Function<? super T, float @Nullable [][]> values, int steps, int width) {
    Objects.requireNonNull(values, "the function that gives the steps is null");
    String name = "sequence " + inputs.size();
    return withInput(record -> padded(name, values.apply(record), steps, width), new int[] {steps, width}, name);
  }

  private static float[] padded(String name, float @Nullable [] @Nullable [] found, int steps, int width) {
    if (found == null) {
      throw new Misfit(name + " is null: its function must give an array for each step");
    }
    if (found.length > steps) {
      throw new Misfit(name + " has " + found.length + " steps, but at most " + steps
          + " are expected: cut it, or have a longer shape");
    }
    float[] all = new float[steps * width];
    for (int step = 0; step < found.length; step++) {
      float[] values = found[step];
      if (values == null || values.length != width) {
        throw new Misfit(name + " has " + (values == null ? "null" : values.length + " values") + " in step " + step
            + ", but " + width + " are expected");
      }
      System.arraycopy(values, 0, all, step * width, width);
    }
    return all;
  }

  /**
   * Values with others behind them, up to a length: for sequences as targets, for instance, where a loss ignores the class that fills up.
   *
   * @throws IllegalArgumentException if there are more values than that
   */
  public static float[] padded(float[] values, int length, double filling) {
    Objects.requireNonNull(values, "values");
    if (values.length > length) {
      throw new IllegalArgumentException(
          "there are " + values.length + " values, but at most " + length + " are expected: cut them, or have a longer "
              + "shape");
    }
    float[] all = Arrays.copyOf(values, length);
    Arrays.fill(all, values.length, length, (float) filling);
    return all;
  }

  /**
   * Adds a target of classes.
   *
   * @param number gives the number of the class, from 0
   * @param classes how many there are
   */
  public Encoding<T> label(ToIntFunction<? super T> number, int classes) {
    Objects.requireNonNull(number, "the function that gives the class is null");
    if (classes < 1) {
      throw new IllegalArgumentException("there are " + classes + " classes: at least 1 is needed");
    }
    return withTarget(new Target<>(null, number, classes, List.of(), "class"));
  }

  /**
   * Adds a target of classes with names, which come back with predictions.
   *
   * @param name gives the name of the class, one of {@code names}
   * @param names all classes, numbered from 0 in this order
   * @throws IllegalArgumentException if there is no name, or one stands twice
   */
  public Encoding<T> label(Function<? super T, @Nullable String> name, List<String> names) {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(name, "the function that gives the class is null");
    List<String> own = requireNames(names);
    Map<String, Integer> numbers = new HashMap<>();
    own.forEach(each -> numbers.put(each, numbers.size()));
    ToIntFunction<T> number = record -> {
      String found = name.apply(record);
      Integer known = numbers.get(found);
      if (known == null) {
        throw new Misfit("the class is " + (found == null ? "null" : "\"" + DatasetText.excerpt(found) + "\"")
            + ", but the classes are " + DatasetText.list(own));
      }
      return known;
    };
    return withTarget(new Target<>(null, number, own.size(), own, "class"));
  }

  /** The same with numbers, which names belong to. */
  public Encoding<T> numberedLabel(ToIntFunction<? super T> number, List<String> names) {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(number, "the function that gives the class is null");
    List<String> own = requireNames(names);
    return withTarget(new Target<>(null, number, own.size(), own, "class"));
  }

  private static List<String> requireNames(List<String> names) {
    if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "the names of the classes are " + names + ": at least one is needed, and none twice");
    }
    return List.copyOf(names);
  }

  /**
   * Adds a target of values.
   *
   * @param values gives them, in canonical order; copied
   * @param shape its extents
   */
  public Encoding<T> target(Function<? super T, float @Nullable []> values, int... shape) {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(values, "the function that gives the values is null");
    String name = "target " + targets.size();
    return withTarget(new Target<>(new Values<>(values, shape(shape), name), null, 0, List.of(), name));
  }

  /** Adds a target of one value. */
  public Encoding<T> target(ToDoubleFunction<? super T> value) {
    Objects.requireNonNull(value, "the function that gives the value is null");
    return target(record -> new float[] {(float) value.applyAsDouble(record)}, 1);
  }

  private Encoding<T> withTarget(Target<T> target) {
    return new Encoding<>(inputs, plus(targets, target), weight);
  }

  /**
   * Sets the factor of a sample's loss ({@link dev.kernelsmith.runtime.data.Dataset#weightOf}), finite and at least 0; it is 1 if not set.
   */
  public Encoding<T> weight(ToDoubleFunction<? super T> factor) {
    Objects.requireNonNull(factor, "the function that gives the weight is null");
    return new Encoding<>(inputs, targets, factor);
  }

  private static <E> List<E> plus(List<E> list, E last) {
    List<E> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  static List<Integer> shape(int... extents) {
    long length = extents.length == 0 ? 0 : 1;
    for (int extent : extents) {
      length = extent < 1 || length < 1 || length > FileLimits.MAX_ARRAY_LENGTH ? 0 : length * extent;
    }
    if (length < 1 || length > FileLimits.MAX_ARRAY_LENGTH) {
      throw new IllegalArgumentException("the shape is " + Arrays.toString(extents)
          + ": extents must be at least 1, and their product that of an array");
    }
    return Arrays.stream(extents).boxed().toList();
  }

  static int length(List<Integer> shape) {
    int length = 1;
    for (int extent : shape) {
      length *= extent;
    }
    return length;
  }

  /** What all samples have in common. */
  SampleLayout layout() {
    if (inputs.isEmpty()) {
      throw new IllegalStateException("the encoding has no input: call input(...) with a shape");
    }
    return new SampleLayout(inputs.stream().map(Values::shape).toList(), targets.stream().map(
        target -> new SampleLayout.Target(target.values == null ? 0 : length(target.values.shape), target.classes,
            target.names))
        .toList());
  }

  /**
   * A record's sample.
   *
   * @param place something whose text says where the record comes from, for messages
   * @throws RecordException if it cannot be made, with the record and the reason
   * @throws DataFormatException if the record is damaged
   */
  Sample encode(T record, Object place) {
    try {
      return encode(record);
    } catch (DataFormatException | RecordException known) {
      throw known;
    } catch (Misfit misfit) {
      throw new RecordException(place + ": " + misfit.getMessage());
    } catch (RuntimeException thrown) {
      throw new RecordException(place + ": its encoding threw " + thrown, thrown);
    }
  }

  private Sample encode(T record) {
    float[][] inputValues = inputs.stream().map(input -> input.of(record)).toArray(float[][]::new);
    float[][] targetValues = new float[targets.size()][];
    int[] classes = new int[targets.size()];
    IntStream.range(0, classes.length).forEach(i -> {
      Target<T> target = targets.get(i);
      targetValues[i] = target.values == null ? Sample.NO_VALUES : target.values.of(record);
      classes[i] = target.number == null ? 0 : target.number.applyAsInt(record);
      if (target.classes > 0 && (classes[i] < 0 || classes[i] >= target.classes)) {
        throw new Misfit("the class is " + classes[i] + ", but classes go from 0 to " + (target.classes - 1));
      }
    });
    double factor = weight == null ? 1 : weight.applyAsDouble(record);
    if (!(factor >= 0 && factor <= Float.MAX_VALUE)) {
      throw new Misfit("the weight is " + factor + ": weights are finite, and at least 0");
    }
    return new Sample(inputValues, targetValues, classes, factor);
  }

  /** In words. */
  @Override
  public String toString() {
    return "encoding with " + inputs.size() + (inputs.size() == 1 ? " input, " : " inputs, ") + targets.size()
        + (targets.size() == 1 ? " target" : " targets");
  }
}
