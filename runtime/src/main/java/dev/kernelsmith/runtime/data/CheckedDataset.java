package dev.kernelsmith.runtime.data;

import dev.kernelsmith.annotations.Loss;
import java.util.Objects;

/**
 * A view that checks what a data set does, so that a mistake in a data set of one's own ends in a message that names
 * the sample, and not in wrong results. Trainer, evaluation and prediction read all data through it.
 *
 * <p>Checked are size and lengths when the view is made, and for each sample: that an input or a target is written
 * from its first to its last value and not beyond, that a class is in range, and that no index is out of bounds or the
 * like. A fault is an {@link IllegalArgumentException}; what a data set throws on purpose reaches the caller. The copies
 * of our own data sets, and of views of them, are known to be right and not checked: that would take longer than to copy
 * a small sample.
 *
 * <p>While a sample of another data set is copied, values at the ends of its range and beside it change for a moment: no
 * other thread may use that array then.
 */
public final class CheckedDataset extends DatasetView {
  /** A NaN that no computation gives. */
  private static final float UNWRITTEN = Float.intBitsToFloat(0x7fc5a3e1);

  private static final int UNWRITTEN_BITS = Float.floatToRawIntBits(UNWRITTEN);

  private final String name;
  private final int size;
  private final int inputLength;
  private final int targetLength;
  private final int classes;
  private final int ignored;
  private final boolean own;

  private CheckedDataset(Dataset base, String name, int classes, int ignored) {
    super(base);
    this.classes = classes;
    this.ignored = ignored;
    own = isOwn(base);
    this.name = name;
    size = base.size();
    inputLength = base.inputLength();
    targetLength = base.hasClasses() ? 0 : base.targetLength();
    if (size < 0) {
      throw new IllegalArgumentException(
          "the " + name + " says that it has " + size + " samples: size() must give their number, at least 0");
    }
    if (inputLength < 1) {
      throw new IllegalArgumentException("the " + name + " says that an input has " + inputLength
          + " values: inputLength() must give their number, at least 1");
    }
    if (targetLength < 0) {
      throw new IllegalArgumentException("the " + name + " says that a target has " + targetLength
          + " values: targetLength() must give their number, 0 where targets are classes or there are none");
    }
  }

  /** Whether all code that copies samples is ours. */
  private static boolean isOwn(Dataset data) {
    return switch (data) {
      case ArrayDataset array -> true;
      case Subset part -> isOwn(part.base());
      case JoinedDataset joined -> isOwn(joined.ofInput(0)) && isOwn(joined.ofTarget(0));
      case NormalizedDataset scaled -> isOwn(scaled.base());
      case WeightedDataset weighted -> isOwn(weighted.base());
      case ShapedDataset shaped -> isOwn(shaped.base());
      default -> false;
    };
  }

  /** The class that made a mistake, if there is one, and what views lie over it. */
  private static String type(Dataset data) {
    String name = data.getClass().getName();
    return switch (data) {
      case Subset part -> type(part.base()) + ", part";
      case NormalizedDataset scaled -> type(scaled.base()) + ", scaled";
      case WeightedDataset weighted -> type(weighted.base()) + ", weighted";
      case ShapedDataset shaped -> type(shaped.base());
      default -> name.substring(name.lastIndexOf('.') + 1);
    };
  }

  /**
   * A view whose classes may be any number from 0.
   *
   * @param role what the data is for, to be named in messages: {@code training data}
   * @throws IllegalArgumentException if the size is negative or a length impossible
   */
  public static CheckedDataset of(Dataset data, String role) {
    return of(data, role, Integer.MAX_VALUE);
  }

  /**
   * A view.
   *
   * @param role what the data is for, to be named in messages: {@code training data}
   * @param classes class numbers are from 0 to below this
   * @throws IllegalArgumentException if the size is negative or a length impossible
   */
  public static CheckedDataset of(Dataset data, String role, int classes) {
    Objects.requireNonNull(data, () -> "the " + role + " is null");
    Dataset base = data instanceof CheckedDataset checked ? checked.base() : data;
    return new CheckedDataset(base, role + " (" + type(base) + ")", classes, 0);
  }

  /** The same view, in which a class may also be this number, which no loss looks at. */
  public CheckedDataset ignoring(int number) {
    return new CheckedDataset(base(), name, classes, number);
  }

  /**
   * Checks that the heap can hold something for each sample.
   *
   * @param bytes how much that takes for one sample
   * @param what what that is
   * @throws IllegalArgumentException if it cannot
   */
  public void requireMemory(long bytes, String what) {
    long most = Runtime.getRuntime().maxMemory();
    if (size > most / bytes) {
      throw new IllegalArgumentException("the " + name + " says that it has " + size + " samples: " + what
          + " would take " + ((size * bytes) >> 20) + " MB, more than the heap of " + (most >> 20)
          + " MB: give Java more memory with -Xmx, or use Subset.range");
    }
  }

  /** Whether every copy of a sample is checked. */
  boolean checksCopies() {
    return !own;
  }

  /** Of the inputs, targets and epochs, as they are: who reads these looks at them for himself. */
  @Override
  protected Dataset over(Dataset samples) {
    return samples;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int inputLength() {
    return inputLength;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    if (own) {
      base().copyInput(index, into, offset);
    } else {
      copy("copyInput", "inputLength()", index, into, offset, inputLength);
    }
  }

  @Override
  public int classOf(int index) {
    int number;
    try {
      number = base().classOf(index);
    } catch (RuntimeException exception) {
      throw failed("classOf", index, exception);
    }
    if ((number < 0 || number >= classes) && (number != ignored || ignored == Loss.NONE)) {
      String range = classes == Integer.MAX_VALUE ? "from 0" : "from 0 to " + (classes - 1);
      throw new IllegalArgumentException(
          "sample " + index + " of the " + name + " has class " + number + ": class numbers go " + range);
    }
    return number;
  }

  @Override
  public int targetLength() {
    return targetLength;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (own) {
      base().copyTarget(index, into, offset);
    } else {
      copy("copyTarget", "targetLength()", index, into, offset, targetLength);
    }
  }

  @Override
  public double weightOf(int index) {
    double weight = base().weightOf(index);
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "sample " + index + " of the " + name + " has the weight " + weight + ": weights are finite, and at least 0");
    }
    return weight;
  }

  private void copy(String method, String lengthMethod, int index, float[] into, int offset, int length) {
    int end = offset + length;
    float before = offset > 0 ? into[offset - 1] : 0;
    float after = end < into.length ? into[end] : 0;
    mark(into, offset - 1);
    mark(into, end);
    mark(into, offset);
    mark(into, end - 1);
    boolean beyond;
    try {
      if (method.equals("copyInput")) {
        base().copyInput(index, into, offset);
      } else {
        base().copyTarget(index, into, offset);
      }
    } catch (RuntimeException exception) {
      throw failed(method, index, exception);
    } finally {
      beyond = !isMarked(into, offset - 1) || !isMarked(into, end);
      if (offset > 0) {
        into[offset - 1] = before;
      }
      if (end < into.length) {
        into[end] = after;
      }
    }
    if (beyond) {
      throw wrong(method, index, "wrote beyond them");
    }
    if (length > 0 && (isUnwritten(into[offset]) || isUnwritten(into[end - 1]))) {
      throw wrong(method, index, "left some of them unwritten: compare with " + lengthMethod);
    }
  }

  private static void mark(float[] values, int at) {
    if (at >= 0 && at < values.length) {
      values[at] = UNWRITTEN;
    }
  }

  private static boolean isMarked(float[] values, int at) {
    return at < 0 || at >= values.length || isUnwritten(values[at]);
  }

  private static boolean isUnwritten(float value) {
    return Float.floatToRawIntBits(value) == UNWRITTEN_BITS;
  }

  private IllegalArgumentException wrong(String method, int index, String fault) {
    int length = method.equals("copyInput") ? inputLength : targetLength;
    return new IllegalArgumentException("sample " + index + " of the " + name + ": " + method
        + " must write the " + length + " values from the offset on, but " + fault);
  }

  /** What the data set throws on purpose reaches the caller as it is; a mistake in it does not look like one of ours. */
  private RuntimeException failed(String method, int index, RuntimeException exception) {
    String problem = "sample " + index + " of the " + name + " cannot be read: " + method + " threw " + exception;
    if (exception instanceof IndexOutOfBoundsException || exception instanceof NullPointerException
        || exception instanceof NegativeArraySizeException || exception instanceof ClassCastException
        || exception instanceof ArithmeticException) {
      return new IllegalArgumentException(problem, exception);
    }
    exception.addSuppressed(new IllegalArgumentException(problem));
    return exception;
  }

  @Override
  public String toString() {
    return base().toString();
  }
}
