package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.lower.Parameter.Group;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Collects the statements that an optimizer makes of a step, over a range of the flat arrays. What does not depend on the element is
 * computed once a step, in double.
 */
public final class Update {
  /** Name of the scalar that is the rate of the step. */
  public static final String LEARNING_RATE = "learningRate";

  /** Name of the scalar that is the number of the step, from 1. */
  public static final String STEP = "step";

  /**
   * Slot of what is to be added to a parameter to get its moving average: so it begins at 0 like all slots. The runtime knows it by this name.
   */
  public static final String AVERAGE = "average";

  /** The smallest float with all its bits. To calculate with smaller ones takes many times as long. */
  static final double LEAST = 0x1p-126;

  private final Buffer parameters;
  private final Buffer gradients;
  private final int elements;
  private final int from;
  private final Axis axis;
  private final boolean decays;
  private final double rateFactor;
  private final String suffix;
  private final Set<Buffer> scaled = new HashSet<>();
  private final Decay decay;
  private boolean ready;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Buffer> slots = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param parameters the flat parameter array
   * @param gradients the gradients, added up
   * @param elements length of a slot
   * @param from first element of the range
   * @param to its end
   * @param group how the parameters in the range change
   * @param suffix what names of numbers end with that follow from a learning rate of their own; empty where their factor is 1
   * @param decay what is done to gradients and parameters besides
   */
  public Update(
      Buffer parameters, Buffer gradients, int elements, int from, int to, Group.Trained group,
      String suffix, Decay decay) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.elements = elements;
    this.from = from;
    decays = group.decays();
    rateFactor = group.factor();
    this.suffix = suffix;
    this.decay = decay;
    axis = new Axis("i", Math.max(1, to - from));
  }

  /** One over an array of one element, to see what a rule does. */
  static Update of(Decay decay) {
    Buffer parameters = new Buffer("parameters", Buffer.Role.PARAMETER, Buffer.Scope.BATCH, List.of(1));
    return new Update(
        parameters, Buffer.of("gradients", Buffer.Role.GRADIENT, List.of(1)), 1, 0, 1, new Group.Trained(false), "",
        decay);
  }

  /** Whether decay of weights applies to the parameters at hand: not to biases and what belongs to a normalisation. */
  public boolean decays() {
    return decays;
  }

  /** The learning rate of the step, for the parameters at hand. */
  public Expr learningRate() {
    Expr rate = new Expr.Scalar(LEARNING_RATE);
    return rateFactor == 1 ? rate : factor(LEARNING_RATE, rate.times(constant(rateFactor)));
  }

  /** The number of the step, from 1. */
  public Expr step() {
    return new Expr.Scalar(STEP);
  }

  /** An element of the gradient: clipped, then with the derivatives of penalties. */
  public Expr gradient() {
    Expr.Read plain = element(gradients);
    if (ready) {
      return plain;
    }
    ready = true;
    Expr clipped = decay.clipped(plain, this);
    Expr whole = decays ? decay.penalized(clipped, element(parameters)) : clipped;
    return whole.equals(plain) ? plain : gradient(whole);
  }

  /** An element of the gradient as it is before penalties and by the norm: what a sum over all elements can read. */
  public Expr gradientBefore() {
    return decay.limited(element(gradients));
  }

  /** The parameter of that element before it has decayed. */
  public Expr parameterBefore() {
    return element(parameters);
  }

  /** Puts another value in the place of the gradient, which is nowhere stored. From here on it is the gradient. */
  public Expr gradient(Expr value) {
    assign("gradient", gradients, value);
    return element(gradients);
  }

  /** The parameter of that element, which has decayed. */
  public Expr parameter() {
    return decays ? decay.decayed(element(parameters), this) : element(parameters);
  }

  /** A number that is the same for all elements, computed once a step. */
  public Expr factor(String name, Expr value) {
    boolean follows = rateFactor != 1 && followsRate(value);
    Buffer factor = shared(follows ? name + suffix : name);
    if (follows) {
      scaled.add(factor);
    }
    Statement statement = Statement.assign("factor " + name, factor, List.of(), value);
    if (!statements.contains(statement)) {
      statements.add(statement);
    }
    return Expr.read(factor, List.of());
  }

  /** Whether a number has the rate in it, so that parameters with another rate need another. */
  private boolean followsRate(Expr value) {
    return value instanceof Expr.Scalar scalar && scalar.name().equals(LEARNING_RATE)
        || value instanceof Expr.Read read && scaled.contains(read.buffer())
        || value.children().stream().anyMatch(this::followsRate);
  }

  /** A sum over all elements of what is trained, of a value of each. It is complete before any element changes. */
  public Expr sum(String name, Expr value) {
    Buffer sum = shared(name);
    statements.add(Statement.sum("sum " + name, sum, List.of(), List.of(axis), value));
    return Expr.read(sum, List.of());
  }

  /**
   * A number that the optimizer keeps for each parameter, initially 0. What decays far enough is set to 0.
   *
   * @param next its new value, from the old one
   * @return the new value
   */
  public Expr slot(String name, UnaryOperator<Expr> next) {
    Expr value = slot(name);
    keep(name, next.apply(value));
    return value;
  }

  /** The same for a number whose new value is given later, by {@link #keep}; until then it is the old one. */
  public Expr slot(String name) {
    Buffer slot = Buffer.ofBatch(name, List.of(elements));
    slots.add(slot);
    return element(slot);
  }

  /** Sets a number that the optimizer keeps to its new value. */
  public void keep(String name, Expr value) {
    Buffer slot = slots.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    assign("step " + name, slot, withoutDenormals(value));
  }

  /** Sets the parameter, and how far its moving average is from it where there is one. */
  public void parameter(Expr value) {
    Expr next = decays && decay.weights() > 0 ? withoutDenormals(value) : value;
    if (decay.average() > 0) {
      Expr moved = element(parameters).minus(next);
      slot(AVERAGE, old -> old.plus(moved).times(constant(decay.average())));
    }
    assign("step", parameters, next);
  }

  /** A mean in which what is older counts less: {@code kept * old + (1 - kept) * value}. */
  static Expr mean(double kept, Expr old, Expr value) {
    return old.times(constant(kept)).plus(value.times(constant(1 - kept)));
  }

  /** Sets the parameter to a moving average: {@code kept * w + taken * g}. */
  public void average(double kept, double taken) {
    Expr average = element(parameters).times(constant(kept)).plus(element(gradients).times(constant(taken)));
    assign("average", parameters, withoutDenormals(average));
  }

  /** Whether a choice is a value in the place of whose denormal numbers there is 0. */
  public static boolean flushes(Expr.Select select) {
    return select.equals(withoutDenormals(select.otherwise()));
  }

  private static Expr withoutDenormals(Expr value) {
    return Expr.select(Relation.LESS, Expr.unary(UnaryOp.ABS, value), constant(LEAST), constant(0), value);
  }

  private void assign(String label, Buffer target, Expr value) {
    Expr.Read at = element(target);
    statements.add(Statement.assign(label, target, List.of(axis), value).at(at.index()));
  }

  private Expr.Read element(Buffer buffer) {
    return Expr.read(buffer, List.of(Affine.of(axis).plus(from)));
  }

  private static Buffer shared(String name) {
    return Buffer.ofBatch(name, List.of());
  }

  /** The statements so far. */
  public List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** The slots so far. */
  public List<Buffer> slots() {
    return List.copyOf(slots);
  }
}
