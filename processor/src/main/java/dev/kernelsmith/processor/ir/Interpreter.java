package dev.kernelsmith.processor.ir;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs as they are written, in double precision: the oracle for gradients and for all emitters.
 *
 * <p>Where the statement form leaves room, this is what holds:
 *
 * <ul>
 *   <li>A statement that does not accumulate sets every element that its index addresses, whatever the guards say: a sum of no
 *       iteration is 0, a maximum of no iteration is minus infinity with argmax -1. Without a reduction, an iteration that a
 *       guard excludes leaves its element as it was. Elements that the index does not address stay as they were.
 *   <li>A statement whose target is not per sample, but which reads a buffer that is, sums over the samples too.
 *   <li>Buffers that are written but hold nothing start as NaN, those of {@linkplain Sequence#GIVEN given} steps as 0.
 *   <li>Statements of a {@link Sequence} run step by step, each as if the step were a constant.
 * </ul>
 */
public final class Interpreter {
  private final Statement statement;
  private final Tensors tensors;
  private final int samples;

  private Interpreter(Statement statement, Tensors tensors) {
    this.statement = statement;
    this.tensors = tensors;
    this.samples = statement.perSample() ? tensors.batch() : 1;
  }

  /**
   * Runs all statements in order.
   *
   * @param program what to run
   * @param tensors holds what the program is given, and takes what it writes
   * @throws IllegalArgumentException where a statement is malformed, or reads a buffer or scalar that holds nothing
   * @throws IndexOutOfBoundsException where a statement reads or writes outside of a buffer
   */
  public static void run(Program program, Tensors tensors) {
    List<Statement> given = program.statements().stream().filter(Statement::isGivenStep).toList();
    Sequence.written(given).forEach(buffer -> Arrays.fill(tensors.getOrAllocate(buffer), 0));
    for (Sequence.Run<Statement> run : Sequence.runs(program.statements())) {
      Axis steps = run.steps();
      for (int place = 0; place < (steps == null ? 1 : steps.extent()); place++) {
        for (Statement s : run.items()) {
          run(steps == null ? s : Sequence.at(s, steps.sequence().step(place, steps.extent())), tensors);
        }
      }
    }
  }

  /** Runs one statement, as {@link #run(Program, Tensors)} does. */
  public static void run(Statement statement, Tensors tensors) {
    try {
      new Interpreter(statement, tensors).run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "statement '%s': %s%n  %s", statement.label(), e.getMessage(), statement), e);
    }
  }

  private void run() {
    double[] target =
        statement.accumulate() ? tensors.get(statement.target()) : tensors.getOrAllocate(statement.target());
    switch (statement.reduction()) {
      case NONE -> assign(target);
      case SUM -> sum(target);
      case MAX -> max(target);
    }
  }

  private void assign(double[] target) {
    if (statement.sumsOverSamples()) {
      throw new IllegalArgumentException("a sum over samples must be a SUM");
    }
    boolean adds = statement.accumulate();
    forEach((element, value) -> target[element] = adds ? target[element] + value : value);
  }

  private void sum(double[] target) {
    if (!statement.accumulate()) {
      fillAddressed(target, 0);
    }
    forEach((element, value) -> target[element] += value);
  }

  private void max(double[] target) {
    if (statement.sumsOverSamples()) {
      throw new IllegalArgumentException("there is no maximum over samples");
    }
    double[] best = new double[target.length];
    double[] argmax = new double[target.length];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    Arrays.fill(argmax, -1);
    LoopNest nest = nest();
    LoopNest.Form ordinal = nest.follow(Affine.ordinal(statement.reducedAxes()));
    forEach(
        nest,
        (element, value) -> {
          boolean wins = value > best[element] || Double.isNaN(value) && !Double.isNaN(best[element]);
          if (wins || argmax[element] < 0) {
            best[element] = value;
            argmax[element] = ordinal.value;
          }
        });
    boolean adds = statement.accumulate();
    forAddressed(e -> target[e] = adds ? target[e] + best[e] : best[e]);
    if (statement.argmax() != null) {
      double[] argmaxes = tensors.getOrAllocate(statement.argmax());
      forAddressed(e -> argmaxes[e] = argmax[e]);
    }
  }

  private void fillAddressed(double[] target, double value) {
    forAddressed(e -> target[e] = value);
  }

  /** Visits the elements that the index addresses and that exist. */
  private void forAddressed(IntConsumer visitor) {
    LoopNest nest = new LoopNest(statement.outputAxes());
    LoopNest.Form position = nest.follow(statement.target(), statement.index());
    for (int d = 0; d < statement.index().size(); d++) {
      nest.guard(new Guard(statement.index().get(d), statement.target().shape().get(d)));
    }
    for (int sample = 0; sample < (statement.target().perSample() ? samples : 1); sample++) {
      nest.run(sample, () -> visitor.accept(position.value));
    }
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(int element, double value);
  }

  private LoopNest nest() {
    LoopNest nest = new LoopNest(statement.axes());
    statement.guards().forEach(nest::guard);
    return nest;
  }

  private void forEach(Visitor visitor) {
    forEach(nest(), visitor);
  }

  /** Visits every iteration within the guards with the element it contributes to and its value. */
  private void forEach(LoopNest nest, Visitor visitor) {
    Evaluator evaluator = new Evaluator(statement, tensors, nest);
    Evaluator.Node value = evaluator.compile(statement.value());
    @Nullable Runnable check = evaluator.boundsCheck(statement.target(), statement.index(), statement.guards());
    LoopNest.Form element = nest.follow(statement.target(), statement.index());
    Runnable body = () -> visitor.visit(element.value, value.value());
    Runnable checked =
        check == null
            ? body
            : () -> {
              check.run();
              body.run();
            };
    for (int sample = 0; sample < samples; sample++) {
      nest.run(sample, checked);
    }
  }
}
