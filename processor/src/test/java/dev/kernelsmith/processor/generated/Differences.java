package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;

/** The gradients of a compiled network's training program against central differences of its loss, in double, in random directions. */
final class Differences {
  private static final int SAMPLES = 3;
  private static final int DIRECTIONS = 3;
  private static final double STEP = 1e-6;

  private final Program training;
  private final List<Buffer> trained;
  private final Map<Buffer, double[]> given = new HashMap<>();

  private Differences(GeneratedNetwork network, Random random) {
    training = Objects.requireNonNull(network.programs().training());
    trained =
        network.programs().network().parameters().stream()
            .filter(parameter -> parameter.group() instanceof Parameter.Group.Trained)
            .map(Parameter::buffer).toList();
    int classes = network.spec().outputs().getFirst().length();
    for (Buffer b : training.buffers()) {
      int length = new Tensors(SAMPLES).length(b);
      switch (b.role()) {
        case INPUT -> given.put(b, random.doubles(length, -1, 1).toArray());
        case TARGET -> given.put(b, random.doubles(length).toArray());
        case CLASS -> given.put(b, random.ints(length, 0, classes).asDoubleStream().toArray());
        case LOSS_GRADIENT -> given.put(b, DoubleStream.generate(() -> 1.0 / SAMPLES).limit(length).toArray());
        case PARAMETER -> given.put(b, random.doubles(length, 0.1, 1).toArray());
        case GRADIENT, VALUE, ARGMAX, OUTPUT, LOSS -> {}
      }
    }
  }

  /**
   * Checks a network.
   *
   * @throws AssertionError where a derivative is another
   */
  static void check(GeneratedNetwork network, long seed) {
    Random random = new Random(seed);
    Differences differences = new Differences(network, random);
    for (int i = 0; i < DIRECTIONS; i++) {
      differences.check(network.name() + ", direction " + i, random);
    }
  }

  private void check(String what, Random random) {
    Tensors tensors = run();
    Map<Buffer, double[]> direction = new HashMap<>();
    double derived = 0;
    for (Buffer parameter : trained) {
      double[] way = random.doubles(parameter.elements(), -1, 1).toArray();
      direction.put(parameter, way);
      for (int e = 0; tensors.has(parameter.gradient()) && e < way.length; e++) {
        derived += way[e] * tensors.get(parameter.gradient())[e];
      }
    }
    double above = moved(direction, STEP);
    double below = moved(direction, -STEP);
    double expected = (above - below) / (2 * STEP);
    Closeness.check(what, new double[] {expected}, new float[] {(float) derived}, 1e-4, 1e-7 * (1 + Math.abs(above)));
  }

  private double moved(Map<Buffer, double[]> direction, double by) {
    direction.forEach((parameter, way) -> add(given.get(parameter), way, by));
    Tensors tensors = run();
    direction.forEach((parameter, way) -> add(given.get(parameter), way, -by));
    Buffer loss = training.buffers().stream().filter(b -> b.role() == Buffer.Role.LOSS).findFirst().orElseThrow();
    double sum = 0;
    for (double one : tensors.get(loss)) {
      sum += one / SAMPLES;
    }
    return sum;
  }

  private static void add(double[] values, double[] way, double by) {
    for (int e = 0; e < way.length; e++) {
      values[e] += by * way[e];
    }
  }

  private Tensors run() {
    Tensors tensors = new Tensors(SAMPLES).putRandom(Batch.SEED, Batch.STEP);
    given.forEach(tensors::put);
    Interpreter.run(training, tensors);
    return tensors;
  }
}
