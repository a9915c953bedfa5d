package dev.kernelsmith.processor.schedule;

import java.util.Comparator;

/**
 * An array that generated code works on.
 *
 * @param kind what it holds
 * @param number which of the network's inputs, outputs or losses it belongs to; 0 where there is one array of its kind
 * @param variable its name in generated code
 */
public record Place(Kind kind, int number, String variable) implements Comparable<Place> {
  /** Working memory for one phase. */
  public static final Place FLOATS = new Place(Kind.FLOATS);

  /** The block's own memory, which lasts from phase to phase. */
  public static final Place KEPT = new Place(Kind.KEPT);

  /** What all blocks share: values of the batch and of the parameters. */
  public static final Place SHARED = new Place(Kind.SHARED);

  /** The flat parameter array. */
  public static final Place PARAMETERS = new Place(Kind.PARAMETERS);

  /** The flat gradient copies; the block's copy starts at a run-time offset. */
  public static final Place GRADIENTS = new Place(Kind.GRADIENTS);

  private static final Comparator<Place> ORDER = Comparator.comparing(Place::kind).thenComparing(Place::number);

  /** What an array holds; in the order in which arrays are handed to a kernel. */
  public enum Kind {
    /** Working memory for one phase. */
    FLOATS("floats", "floats", false),
    /** The block's own memory, which lasts from phase to phase. */
    KEPT("kept", "kept", false),
    /** What all blocks share. */
    SHARED("shared", "shared", false),
    /** The flat parameter array. */
    PARAMETERS("parameters", "parameters", false),
    /** The flat gradient copies. */
    GRADIENTS("gradients", "gradients", false),
    /** An input of the samples. */
    INPUT("input", "inputs[]", true),
    /** An input of the samples; ints. Its number is counted with those of floats. */
    INT_INPUT("input", "intInputs[]", true),
    /** An output of the samples. */
    OUTPUT("output", "outputs[]", true),
    /** Class numbers; ints. */
    CLASSES("classes", "classes[]", true),
    /** Target values. */
    TARGETS("targets", "targets[]", true),
    /** Derivatives of the batch's loss by each sample's. */
    LOSS_GRADIENTS("lossGradients", "lossGradients[]", true),
    /** Losses of the samples. */
    LOSSES("losses", "losses[]", true);

    private final String variable;
    private final String field;
    private final boolean handed;

    /**
     * A kind of array.
     *
     * @param variable name in generated code
     * @param field name in the runtime's {@code Block}, with brackets behind it where that has a list of them
     * @param handed whether it is handed in or out in canonical order, sample after sample, and holds nothing else
     */
    Kind(String variable, String field, boolean handed) {
      this.variable = variable;
      this.field = field;
      this.handed = handed;
    }

    /** Whether the elements are ints. */
    public boolean isInt() {
      return this == CLASSES || this == INT_INPUT;
    }

    /** Whether a memory plan says where buffers lie in it. */
    public boolean isPlanned() {
      return this == FLOATS || this == KEPT || this == SHARED;
    }

    /** Whether it is handed in or out, sample after sample. */
    public boolean isHanded() {
      return handed;
    }
  }

  /** An array that is called by its kind and number. */
  public Place(Kind kind, int number) {
    this(kind, number, number == 0 ? kind.variable : kind.variable + number);
  }

  private Place(Kind kind) {
    this(kind, 0);
  }

  /** Whether it is of a kind. */
  public boolean is(Kind other) {
    return kind == other;
  }

  /** Where generated code finds it in a block, {@code inputs[1]}. */
  public String field() {
    return kind.field.replace("[]", "[" + number + "]");
  }

  /** Type of its elements in generated code. */
  public Class<?> element() {
    return kind.isInt() ? int.class : float.class;
  }

  /** By kind, then by number. */
  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
