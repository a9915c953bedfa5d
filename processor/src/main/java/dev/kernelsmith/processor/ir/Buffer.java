package dev.kernelsmith.processor.ir;

import java.util.List;

/**
 * An array that statements read and write.
 *
 * @param name unique within a program: an identifier, or several joined by dots where it is made for another buffer or a layer; what every
 *     network may have begins with a dot
 * @param role what it is for
 * @param scope who has a value of its own
 * @param shape extents, without the sample
 * @param number which of the network's inputs, outputs or losses it belongs to; 0 for all else
 */
public record Buffer(String name, Role role, Scope scope, List<Integer> shape, int number) {
  private static final String PART = ".";

  /** Who has a value of its own, and so when it is computed. From each scope only those behind it can be read, but for sums over samples. */
  public enum Scope {
    /** Each sample of the batch; the sample index is implicit in every access. */
    SAMPLE,
    /** The batch: one value for all samples of a step, such as a mean over them. */
    BATCH,
    /** The parameters: a value that follows from parameters and state alone, and holds as long as these do. */
    PARAMETER
  }

  /** What a buffer is for. */
  public enum Role {
    /** A network's input, handed in. */
    INPUT(Scope.SAMPLE),
    /** A network's input of ints, handed in. */
    INT_INPUT(Scope.SAMPLE),
    /** Class number of the sample, handed in; int. */
    CLASS(Scope.SAMPLE),
    /** Target values, handed in. */
    TARGET(Scope.SAMPLE),
    /** Derivative of the batch's loss by the sample's loss, handed in; below 0 for a filler. */
    LOSS_GRADIENT(Scope.SAMPLE),
    /** A parameter, trained or not. */
    PARAMETER(Scope.PARAMETER),
    /** Gradient of a parameter; sums over samples. */
    GRADIENT(Scope.BATCH),
    /** Parts of a sum over the batch that statements read, one for each copy that blocks add to. */
    PARTS(Scope.BATCH),
    /** A value of the forward or backward pass. */
    VALUE(Scope.SAMPLE),
    /** Which element won a maximum; int. */
    ARGMAX(Scope.SAMPLE),
    /** A network's output, handed out. */
    OUTPUT(Scope.SAMPLE),
    /** The sample's loss, handed out. */
    LOSS(Scope.SAMPLE);

    private final Scope scope;

    Role(Scope scope) {
      this.scope = scope;
    }
  }

  /** Copies the shape. */
  public Buffer {
    shape = List.copyOf(shape);
  }

  /** A buffer of the first input, output or loss, or of none. */
  public Buffer(String name, Role role, Scope scope, List<Integer> shape) {
    this(name, role, scope, shape, 0);
  }

  /** The name of a buffer made for another: {@code conv1} and {@code Sum} give {@code conv1.Sum}, which no layer can be called. */
  public static String nameOf(String owner, String part) {
    return owner + PART + part;
  }

  /** The name of a buffer that belongs to no layer but to the first, second ... input, output or loss: {@code .loss}, {@code .loss.1}. */
  public static String ofNetwork(String kind, int number) {
    String name = nameOf("", kind);
    return number == 0 ? name : nameOf(name, Integer.toString(number));
  }

  /** Derivatives of the batch's loss by the first, second ... loss of each sample. */
  public static Buffer lossGradient(int number) {
    return of(ofNetwork("lossGradient", number), Role.LOSS_GRADIENT, List.of(), number);
  }

  /** The name of what it is made for. */
  public String owner() {
    return name.substring(0, name.lastIndexOf(PART));
  }

  /** The name of the output that is handed out by it, {@code logits1}. */
  public String outputName() {
    return owner().replace(PART, "");
  }

  /** The name as it is printed, {@code conv1Sum}, or {@code stage2_conv1Sum} where the layer is in a block; not unique. */
  public String label() {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean dot = name.startsWith(PART, i);
      boolean inside =
          dot && !name.startsWith(PART) && i + 1 < name.length() && !Character.isUpperCase(name.charAt(i + 1));
      if (!dot || inside) {
        label.append(dot ? '_' : name.charAt(i));
      }
    }
    return label.toString();
  }

  /** A buffer of the scope that goes with its role; a value is one of a sample. */
  public static Buffer of(String name, Role role, List<Integer> shape) {
    return new Buffer(name, role, role.scope, shape);
  }

  /** The same of one of the network's inputs, outputs or losses. */
  public static Buffer of(String name, Role role, List<Integer> shape, int number) {
    return new Buffer(name, role, role.scope, shape, number);
  }

  /** A value of one sample. */
  public static Buffer value(String name, List<Integer> shape) {
    return of(name, Role.VALUE, shape);
  }

  /** A value of the batch. */
  public static Buffer ofBatch(String name, List<Integer> shape) {
    return new Buffer(name, Role.VALUE, Scope.BATCH, shape);
  }

  /** A value that follows from parameters. */
  public static Buffer ofParameters(String name, List<Integer> shape) {
    return new Buffer(name, Role.VALUE, Scope.PARAMETER, shape);
  }

  /** This by another name. */
  public Buffer named(String other) {
    return new Buffer(other, role, scope, shape, number);
  }

  /** Whether each sample has its own value. */
  public boolean perSample() {
    return scope == Scope.SAMPLE;
  }

  /** The buffer of a parameter's gradient. */
  public Buffer gradient() {
    return of(nameOf(name, "Gradient"), Role.GRADIENT, shape);
  }

  /** The parameter that it is the gradient of; itself where it is no gradient. */
  public Buffer parameter() {
    return role == Role.GRADIENT ? of(owner(), Role.PARAMETER, shape) : this;
  }

  /** Whether it holds ints. */
  public boolean isInt() {
    return role == Role.CLASS || role == Role.INT_INPUT || role == Role.ARGMAX;
  }

  /** Whether derivatives flow through it. */
  public boolean isDifferentiable() {
    return role == Role.VALUE || role == Role.PARAMETER;
  }

  /** Whether it is handed in or out in canonical order. */
  public boolean isExternal() {
    return switch (role) {
      case INPUT, INT_INPUT, CLASS, TARGET, LOSS_GRADIENT, OUTPUT, LOSS -> true;
      case PARAMETER, GRADIENT, PARTS, VALUE, ARGMAX -> false;
    };
  }

  /** Elements of one sample, or of the whole where it is not per sample. */
  public int elements() {
    return RowMajor.size(shape);
  }

  /** That of the name, which is unique but for buffers of several programs: buffers are keys of most maps there are. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return label();
  }
}
