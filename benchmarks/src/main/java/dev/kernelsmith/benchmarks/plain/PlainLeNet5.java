package dev.kernelsmith.benchmarks.plain;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * LeNet-5 as a good Java developer would write it for one purpose: float arrays, straight loops, one sample at a time, Adam. It has
 * the layers of {@code dev.kernelsmith.benchmarks.LeNet5} and keeps weights in the same order. With several threads each takes
 * a share of the batch and has gradients of its own, which are added in the order of the shares.
 */
public final class PlainLeNet5 implements AutoCloseable {
  /** Number of classes. */
  public static final int CLASSES = 10;

  private static final String[] LAYERS = {"conv1", "conv2", "dense1", "dense2", "digit"};
  private static final int[] FAN_IN = {25, 150, 400, 120, 84};
  private static final int[] UNITS = {6, 16, 120, 84, 10};

  private final List<PlainParameter> parameters = new ArrayList<>();
  private final List<PlainWorker> workers = new ArrayList<>();
  private final ExecutorService executor;
  private long step;

  /**
   * A network with random weights and zero biases.
   *
   * @param seed start of the random sequence of weights
   * @param threads number of threads that compute in {@link #train}, the calling one included
   */
  public PlainLeNet5(long seed, int threads) {
    Random random = new Random(seed);
    for (int i = 0; i < LAYERS.length; i++) {
      PlainParameter weights = PlainParameter.zeros(LAYERS[i] + ".weights", FAN_IN[i] * UNITS[i]);
      weights.initialize(FAN_IN[i], random);
      parameters.add(weights);
      parameters.add(PlainParameter.zeros(LAYERS[i] + ".bias", UNITS[i]));
    }
    for (int i = 0; i < threads; i++) {
      workers.add(new PlainWorker(parameters));
    }
    executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> daemon(task));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "plain-lenet5");
    thread.setDaemon(true);
    return thread;
  }

  /** The parameters: for each layer its weights, then its bias. */
  List<PlainParameter> parameters() {
    return parameters;
  }

  /** Takes the parameters of a compiled network with the same layers and names. */
  public void copyFrom(CompiledNetwork network) {
    for (int i = 0; i < LAYERS.length; i++) {
      Layer layer = network.engine().layer(LAYERS[i]);
      copy(layer.weights(), parameters.get(2 * i));
      copy(layer.bias(), parameters.get(2 * i + 1));
    }
  }

  private static void copy(float[] from, PlainParameter to) {
    if (from.length != to.values().length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has %d values, not %d", to.name(), to.values().length, from.length));
    }
    System.arraycopy(from, 0, to.values(), 0, from.length);
  }

  /** A copy of a parameter, by its name: {@code conv1.weights}, {@code digit.bias} and so on. */
  public float[] parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("LeNet-5 has no parameter " + name))
        .values()
        .clone();
  }

  /**
   * One step on a batch.
   *
   * @param images 28 by 28 pixels each
   * @param labels one class number for each image
   * @param learningRate Adam's rate
   * @return the mean loss of the batch, before the step
   */
  public double train(float[][] images, int[] labels, double learningRate) {
    double loss = computeGradients(images, labels);
    step++;
    List<float[]> gradients = workers.getFirst().gradients();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).update(gradients.get(i), learningRate, step);
    }
    return loss;
  }

  /** Leaves the gradient of the batch's mean loss in the first worker, and returns the loss. */
  double computeGradients(float[][] images, int[] labels) {
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < workers.size(); i++) {
      int share = i;
      others.add(executor.submit(() -> computeShare(share, images, labels)));
    }
    computeShare(0, images, labels);
    double loss = workers.getFirst().loss();
    for (int i = 1; i < workers.size(); i++) {
      await(others.get(i - 1));
      add(workers.get(i).gradients(), workers.getFirst().gradients());
      loss += workers.get(i).loss();
    }
    return loss / images.length;
  }

  private void computeShare(int share, float[][] images, int[] labels) {
    PlainWorker worker = workers.get(share);
    worker.reset();
    int end = (share + 1) * images.length / workers.size();
    for (int i = share * images.length / workers.size(); i < end; i++) {
      worker.learn(images[i], labels[i], 1f / images.length);
    }
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker of the plain LeNet-5 failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training the plain LeNet-5", e);
    }
  }

  private static void add(List<float[]> from, List<float[]> to) {
    for (int i = 0; i < from.size(); i++) {
      float[] source = from.get(i);
      float[] target = to.get(i);
      for (int j = 0; j < source.length; j++) {
        target[j] += source[j];
      }
    }
  }

  /** The gradients that {@link #computeGradients} left, one array per parameter. */
  List<float[]> gradients() {
    return workers.getFirst().gradients();
  }

  /** The class of one image: the index of the greatest logit. Not for use while training. */
  public int classify(float[] image) {
    float[] logits = workers.getFirst().forward(image);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Ends the threads. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
