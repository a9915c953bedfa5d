package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the interpreter makes of a batch, in double precision. */
final class Reference {
  /** Error of a gradient that is always allowed, relative to the largest of all. */
  private static final double SHARE = 1e-8;

  private static final int ROUNDINGS = 3;

  /** How many times {@link #noise} an error may be: a few draws are a small sample, and sums add errors of their own. */
  private static final double NOISE = 8;

  /** Noise, relative to the results, beyond which they mean nothing, so that a float may as well overflow on the way. */
  private static final double MEANINGLESS = 1e6;

  private final Program program;
  private final Tensors tensors;
  private final Map<String, Buffer> parameters;
  private final Function<Roundings, Reference> again;
  private @Nullable List<Reference> rounded;

  /**
   * Takes a run.
   *
   * @param again runs the same once more, with errors
   */
  private Reference(
      Program program,
      Tensors tensors,
      Map<String, Buffer> parameters,
      Function<Roundings, Reference> again) {
    this.program = program;
    this.tensors = tensors;
    this.parameters = parameters;
    this.again = again;
  }

  /** Runs one of a network's programs. */
  static Reference run(GeneratedNetwork network, Program program, NetworkSpec spec, Batch batch) {
    return run(network, program, spec, batch, null);
  }

  private static Reference run(
      GeneratedNetwork network, Program program, NetworkSpec spec, Batch batch, @Nullable Roundings errors) {
    Map<String, Buffer> buffers =
        network.programs().network().parameters().stream().collect(
            Collectors.toMap(Parameter::name, Parameter::buffer));
    Map<Buffer, ParameterSpec> specs =
        spec.parameters().stream().collect(Collectors.toMap(p -> buffers.get(p.name()), Function.identity()));
    Tensors tensors = new Tensors(batch.size()).putRandom(Batch.SEED, Batch.STEP);
    for (Buffer buffer : program.buffers()) {
      switch (buffer.role()) {
        case INPUT -> tensors.put(buffer, doubles(batch.inputs()));
        case TARGET -> tensors.put(buffer, doubles(batch.targets()));
        case CLASS -> tensors.put(buffer, Arrays.stream(batch.classes()).asDoubleStream().toArray());
        case LOSS_GRADIENT -> tensors.put(buffer, doubles(batch.shares()));
        case PARAMETER -> tensors.put(buffer, doubles(batch.parameter(specs.get(buffer))));
        case GRADIENT, VALUE, ARGMAX, OUTPUT, LOSS -> {}
      }
    }
    for (Statement statement : program.statements()) {
      if (errors == null) {
        Interpreter.run(statement, tensors);
      } else {
        Interpreter.run(errors.of(statement), tensors);
        errors.move(tensors.get(statement.target()));
      }
    }
    return new Reference(program, tensors, buffers, other -> run(network, program, spec, batch, other));
  }

  /**
   * How far results move with errors of single precision, which no program in single precision can be asked to avoid. Terms that cancel, and
   * quotients of small numbers, make it many times the precision itself; infinite where a float is too small.
   *
   * @param results some results of a run
   */
  private double noise(Function<Reference, double[]> results) {
    if (rounded == null) {
      rounded = LongStream.range(0, ROUNDINGS).mapToObj(seed -> again.apply(new Roundings(seed))).toList();
    }
    double[] exact = results.apply(this);
    double noise = 0;
    for (Reference run : rounded) {
      double[] moved = results.apply(run);
      for (int i = 0; i < exact.length; i++) {
        double distance = Math.abs(moved[i] - exact[i]);
        noise = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(noise, distance);
      }
    }
    return noise;
  }

  /** Losses that an evaluation program makes of raw outputs. */
  static double[] losses(Program evaluation, float[] logits, Batch batch) {
    Tensors tensors = new Tensors(batch.size());
    Buffer loss = null;
    for (Buffer buffer : evaluation.buffers()) {
      switch (buffer.role()) {
        case INPUT -> tensors.put(buffer, doubles(logits));
        case TARGET -> tensors.put(buffer, doubles(batch.targets()));
        case CLASS -> tensors.put(buffer, Arrays.stream(batch.classes()).asDoubleStream().toArray());
        case LOSS -> loss = buffer;
        default -> {}
      }
    }
    Interpreter.run(evaluation, tensors);
    return tensors.get(loss);
  }

  /**
   * Compares results of this run with those of a program in single precision, as {@link Closeness#check} does, and allows what rounding can do to them.
   *
   * @param results some results of a run
   */
  void check(
      String what, Function<Reference, double[]> results, float[] actual, double tolerance, double floor) {
    double[] expected = results.apply(this);
    if (Closeness.isClose(expected, actual, tolerance, floor)) {
      return;
    }
    double allowed = Math.max(floor, NOISE * noise(results));
    double largest = Closeness.largest(expected);
    if (allowed < (largest == 0 ? Double.POSITIVE_INFINITY : MEANINGLESS * largest)) {
      Closeness.check(what, expected, actual, tolerance, allowed);
    }
  }

  /**
   * Compares the gradients of all parameters that a step changes, and their padding with 0.
   *
   * @param who whose they are
   * @param gradients in the layout of parameters
   */
  void checkGradients(String who, NetworkSpec spec, float[] gradients, double tolerance) {
    double largest = 0;
    for (ParameterSpec parameter : updated(spec)) {
      largest = Math.max(largest, Closeness.largest(gradient(parameter)));
    }
    float[] padding = gradients.clone();
    for (ParameterSpec parameter : updated(spec)) {
      check(
          who + " gradient of " + parameter.name(), run -> run.gradient(parameter), parameter.read(gradients),
          tolerance,
          SHARE * largest);
      parameter.write(new float[parameter.length()], padding);
    }
    Closeness.same(who + " padding of gradients", new float[padding.length], padding);
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The parameters that a step changes: those that have a gradient. */
  List<ParameterSpec> updated(NetworkSpec spec) {
    return spec.parameters().stream().filter(p -> p.group() != ParameterGroup.FROZEN).toList();
  }

  /** The gradient of a parameter, in canonical order; 0 where the loss does not follow from it smoothly, as before a step. */
  double[] gradient(ParameterSpec parameter) {
    Buffer gradient = parameters.get(parameter.name()).gradient();
    return tensors.has(gradient) ? tensors.get(gradient) : new double[gradient.elements()];
  }

  /** Losses of the samples. */
  double[] losses() {
    return tensors.get(only(b -> b.role() == Buffer.Role.LOSS));
  }

  /** An output of the samples, by its number. */
  double[] output(int number) {
    return tensors.get(only(b -> b.role() == Buffer.Role.OUTPUT && b.number() == number));
  }

  private Buffer only(java.util.function.Predicate<Buffer> which) {
    List<Buffer> found = program.buffers().stream().filter(which).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("one buffer is expected, but these fit: " + found);
    }
    return found.getFirst();
  }

  /** Most values that one element sums up: what rounding errors grow with. */
  static long longestSum(Program program, int samples) {
    return program.statements().stream().mapToLong(s -> terms(s, samples)).max().orElse(1);
  }

  private static long terms(Statement statement, int samples) {
    long terms = statement.sumsOverSamples() ? samples : 1;
    for (Axis axis : statement.reducedAxes()) {
      terms *= axis.extent();
    }
    return terms;
  }
}
