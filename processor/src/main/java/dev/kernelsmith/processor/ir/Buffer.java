package dev.kernelsmith.processor.ir;

import java.util.List;

/**
 * An array that statements read and write.
 *
 * @param name unique within a program: an identifier, or several joined by dots where it is made for another buffer or a layer
 * @param role what it is for
 * @param perSample whether each sample of the batch has its own; the sample index is then implicit in every access
 * @param shape extents, without the sample
 * @param number which of the network's inputs, outputs or losses it belongs to; 0 for all else
 */
public record Buffer(String name, Role role, boolean perSample, List<Integer> shape, int number) {
  private static final String PART = ".";

  /** What a buffer is for. */
  public enum Role {
    /** A network's input, handed in. */
    INPUT,
    /** Class number of the sample, handed in; int. */
    CLASS,
    /** Target values, handed in. */
    TARGET,
    /** Derivative of the batch's loss by the sample's loss, handed in. */
    LOSS_GRADIENT,
    /** A parameter, trained or not. */
    PARAMETER,
    /** Gradient of a parameter; sums over samples. */
    GRADIENT,
    /** A value of the forward or backward pass. */
    VALUE,
    /** Which element of a maximum is the largest; int. */
    ARGMAX,
    /** A network's output, handed out. */
    OUTPUT,
    /** The sample's loss, handed out. */
    LOSS
  }

  /** Copies the shape. */
  public Buffer {
    shape = List.copyOf(shape);
  }

  /** A buffer of the first input, output or loss, or of none. */
  public Buffer(String name, Role role, boolean perSample, List<Integer> shape) {
    this(name, role, perSample, shape, 0);
  }

  /** The name of a buffer made for another: {@code conv1} and {@code Sum} give {@code conv1.Sum}, which no layer can be called. */
  public static String nameOf(String owner, String part) {
    return owner + PART + part;
  }

  /** The name of what it is made for. */
  public String owner() {
    return name.substring(0, name.lastIndexOf(PART));
  }

  /** The name as it is printed, {@code conv1Sum}; not unique. */
  public String label() {
    return name.replace(PART, "");
  }

  /** A value of one sample. */
  public static Buffer value(String name, List<Integer> shape) {
    return new Buffer(name, Role.VALUE, true, shape);
  }

  /** The buffer of a parameter's gradient. */
  public Buffer gradient() {
    return new Buffer(nameOf(name, "Gradient"), Role.GRADIENT, false, shape);
  }

  /** Whether it holds ints. */
  public boolean isInt() {
    return role == Role.CLASS || role == Role.ARGMAX;
  }

  /** Whether derivatives flow through it. */
  public boolean isDifferentiable() {
    return role == Role.VALUE || role == Role.PARAMETER;
  }

  /** Whether it is handed in or out in canonical order. */
  public boolean isExternal() {
    return switch (role) {
      case INPUT, CLASS, TARGET, LOSS_GRADIENT, OUTPUT, LOSS -> true;
      case PARAMETER, GRADIENT, VALUE, ARGMAX -> false;
    };
  }

  /** Elements of one sample, or of the whole where it is not per sample. */
  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return label();
  }
}
