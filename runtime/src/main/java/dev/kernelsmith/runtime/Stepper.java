package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.StepSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Predicts one sequence step by step. It keeps what earlier steps have left, such as states of recurrent layers, keys and values of attention, so that a
 * step costs one step, however many went before. Each gives, bit for bit, what a prediction of the whole sample gives at that step.
 *
 * <pre>{@code
 * Stepper stepper = network.stepper();
 * float[] next = stepper.feed(tokenizer.encode("Once upon a "));
 * for (int i = 0; i < 100; i++) {
 *   next = stepper.step(draw(next));
 * }
 * }</pre>
 *
 * <p>A sequence has at most {@link #steps} steps, but where no step depends on its number or on all that went before, as with recurrent layers alone: then it goes on without an
 * end. A stepper predicts with the parameters that were in use when its sequence began. It belongs to one thread at a time; any number of
 * steppers may be at work at once. Made by {@link CompiledNetwork#stepper}.
 */
public final class Stepper {
  private final NetworkEngine engine;
  private final NetworkSpec spec;
  private final StepSpec stepwise;
  private final BlockProgram program;
  private final Block block;
  private long position;

  /**
   * Begins a sequence.
   *
   * @param others inputs that do not come step by step
   * @throws IllegalStateException if the network was compiled without {@code stepwise}
   */
  Stepper(NetworkEngine engine, Object... others) {
    this.engine = engine;
    spec = engine.spec();
    BlockProgram steps = engine.program().steps();
    if (steps == null) {
      String inputs =
          spec.inputs().stream().map(input -> '"' + input.name() + '"').collect(Collectors.joining(" or "));
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s was compiled without steps: name the input that comes step by step, @Network(stepwise = %s), and compile again",
              spec.name(), inputs));
    }
    stepwise = Objects.requireNonNull(spec.stepwise());
    program = steps;
    block = Block.ofSteps(program, spec);
    reset(others);
  }

  /**
   * Begins another sequence, with the parameters that are in use now.
   *
   * @param others the inputs that do not come step by step, in their order, each a {@code float[]} or {@code int[]}; those of the sequence before if none
   *     are given
   * @throws IllegalArgumentException if one has another type or length
   */
  public void reset(Object... others) {
    int count = spec.inputs().size() - stepwise.inputs().size();
    boolean again = others.length == 0 && block.parameters.length > 0;
    if (!again) {
      requireCount("does not take step by step", count, others.length);
      for (int i = 0, other = 0; i < spec.inputs().size(); i++) {
        if (!stepwise.inputs().contains(i)) {
          TensorSpec input = spec.inputs().get(i);
          checkValues(input, others[other], input.length());
          copy(others[other++], i, 0);
        }
      }
    }
    float[] parameters = engine.snapshot();
    if (block.parameters != parameters) {
      block.parameters = parameters;
      program.once(0, block);
    }
    Arrays.fill(block.kept, 0);
    program.prepare(block);
    program.run(0, block);
    position = 0;
  }

  /**
   * Takes a step.
   *
   * @param rows what each input that comes step by step has there, in the order of the inputs: a {@code float[]}, or an {@code int[]} for one of ints
   * @return the first output at this step, as {@link CompiledNetwork#predict} gives it: probabilities where its loss is a cross entropy
   * @throws IllegalArgumentException if something has another type or length
   * @throws IllegalStateException if there are no more than {@link #steps} steps, and all are done
   */
  public float[] step(Object... rows) {
    requireCount("takes step by step", stepwise.inputs().size(), rows.length);
    for (int i = 0; i < rows.length; i++) {
      TensorSpec input = spec.inputs().get(stepwise.inputs().get(i));
      checkValues(input, rows[i], input.length() / stepwise.steps());
    }
    int place = (int) (position % stepwise.steps());
    if (place == 0 && position > 0) {
      if (!isEndless()) {
        throw new IllegalStateException(
            String.format(Locale.ROOT,
                "network %s has seen all %d steps that it has: begin another sequence by reset(), with the last ones of this one where it should know them",
                spec.name(), stepwise.steps()));
      }
      program.run(2, block);
    }
    for (int i = 0; i < rows.length; i++) {
      copy(rows[i], stepwise.inputs().get(i), place * Array.getLength(rows[i]));
    }
    block.place = place;
    program.run(1, block);
    position++;
    return row(engine.predictor().predictedOutput());
  }

  /** The same for an input that is one int at each step, such as a token. */
  public float[] step(int token) {
    return step(new Object[] {new int[] {token}});
  }

  /** The same for an input of floats. */
  public float[] step(float[] row) {
    return step(new Object[] {row});
  }

  /**
   * Takes as many steps as there are tokens, of an input that is one int at each step.
   *
   * @return what the last one gives; see {@link #step(Object...)}
   * @throws IllegalArgumentException if there is no token
   */
  public float[] feed(int[] tokens) {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("there is no token to feed");
    }
    for (int i = 0; i < tokens.length - 1; i++) {
      step(tokens[i]);
    }
    return step(tokens[tokens.length - 1]);
  }

  /**
   * What the last step gives of an output, raw: what {@link CompiledNetwork#logits} gives of the first.
   *
   * @param layer name of the layer that is the output
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if there was no step
   */
  public float[] logits(String layer) {
    return row(2 * spec.outputNumber(layer));
  }

  /** The same as a prediction gives it. */
  public float[] output(String layer) {
    return row(2 * spec.outputNumber(layer) + 1);
  }

  /** Steps that were taken since the sequence began. */
  public long position() {
    return position;
  }

  /** Most steps of a sequence, unless it {@linkplain #isEndless has no end}: what the class says of the input. */
  public int steps() {
    return stepwise.steps();
  }

  /** Whether a sequence may have any number of steps. */
  public boolean isEndless() {
    return program.phases() > 2;
  }

  private float[] row(int output) {
    if (position == 0) {
      throw new IllegalStateException("network " + spec.name() + " has no output before the first step");
    }
    int length = spec.outputs().get(output).length();
    int each = stepwise.ofSequence().contains(output) ? length : length / stepwise.steps();
    return Arrays.copyOfRange(block.outputs[output], block.place * each, (block.place + 1) * each);
  }

  private void requireCount(String what, int wanted, int given) {
    if (wanted != given) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are %d inputs that network %s %s, not %d", wanted, spec.name(), what,
              given));
    }
  }

  private void checkValues(TensorSpec input, @Nullable Object values, int length) {
    Class<?> wanted = input.isInt() ? int[].class : float[].class;
    if (!wanted.isInstance(values) || Array.getLength(values) != length) {
      String given =
          values instanceof int[] || values instanceof float[]
              ? values.getClass().getComponentType() + "[" + Array.getLength(values) + "]"
              : values == null ? "null" : values.getClass().getSimpleName();
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "input '%s' of network %s takes %s[%d] here, not %s", input.name(), spec.name(),
              wanted.getComponentType(), length, given));
    }
    Predictor.checkInts(input, values);
  }

  private void copy(Object values, int input, int at) {
    Object array = spec.inputs().get(input).isInt() ? block.intInputs[input] : block.inputs[input];
    System.arraycopy(values, 0, array, at, Array.getLength(values));
  }

  /** Network and position. */
  @Override
  public String toString() {
    String most = isEndless() ? "" : " of " + stepwise.steps();
    return "sequence of network " + spec.name() + " at step " + position + most;
  }
}
