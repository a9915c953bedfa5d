package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One training step of a network through the interpreter, on random data that stay the same. */
final class Step {
  private final Program training;
  private final int batch;
  private final Map<Buffer, double[]> given = new HashMap<>();

  Step(Program training, int batch, int classes, Random random) {
    this.training = training;
    this.batch = batch;
    for (Buffer b : training.buffers()) {
      int length = new Tensors(batch).length(b);
      switch (b.role()) {
        case INPUT -> given.put(b, random.doubles(length, -1, 1).toArray());
        case TARGET -> given.put(b, random.doubles(length).toArray());
        case CLASS -> given.put(b, random.ints(length, 0, classes).asDoubleStream().toArray());
        case LOSS_GRADIENT -> given.put(b, lossGradients());
        case PARAMETER -> given.put(b, parameter(b, random));
        case GRADIENT, VALUE, ARGMAX, OUTPUT, LOSS -> {}
      }
    }
  }

  private double[] lossGradients() {
    double[] lossGradients = new double[batch];
    Arrays.fill(lossGradients, 1.0 / batch);
    return lossGradients;
  }

  /** Of a variance that keeps the values of layers near 1. */
  private static double[] parameter(Buffer b, Random random) {
    int outputs = b.shape().isEmpty() ? 1 : b.shape().getLast();
    double scale = Math.sqrt(2.0 / Math.max(1, b.elements() / outputs));
    return random.doubles(b.elements(), -1, 1).map(v -> v * scale).toArray();
  }

  List<Buffer> parameters() {
    return training.buffers().stream().filter(b -> b.role() == Buffer.Role.PARAMETER).toList();
  }

  /** What a buffer is given. */
  double[] given(Buffer.Role role) {
    return given.entrySet().stream().filter(e -> e.getKey().role() == role).findFirst().orElseThrow().getValue();
  }

  double[] given(Buffer buffer) {
    return given.get(buffer);
  }

  Tensors run() {
    Tensors tensors = new Tensors(batch).putRandom(7, 2);
    given.forEach(tensors::put);
    Interpreter.run(training, tensors);
    return tensors;
  }

  /** The losses of the samples, weighted by their loss gradients. */
  double loss() {
    double[] losses = only(run(), Buffer.Role.LOSS);
    double[] lossGradients = given(Buffer.Role.LOSS_GRADIENT);
    double sum = 0;
    for (int n = 0; n < losses.length; n++) {
      sum += lossGradients[n] == 0 ? 0 : losses[n] * lossGradients[n];
    }
    return sum;
  }

  Map<Buffer, double[]> gradients() {
    Tensors tensors = run();
    Map<Buffer, double[]> gradients = new HashMap<>();
    for (Buffer p : parameters()) {
      gradients.put(p, tensors.get(p.gradient()));
    }
    return gradients;
  }

  /** The values of the only buffer of a role. */
  double[] only(Tensors tensors, Buffer.Role role) {
    List<Buffer> all = training.buffers().stream().filter(b -> b.role() == role).toList();
    if (all.size() != 1) {
      throw new IllegalArgumentException(all + " have role " + role);
    }
    return tensors.get(all.getFirst());
  }
}
