package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Workload;
import java.util.List;

/**
 * The network of a workload, as libraries know it: layers whose last one gives a value for each class, then softmax, whose cross-entropy is the
 * loss.
 *
 * @param workload whose it is
 * @param shape of a sample: its length, or height, width and channels
 * @param channelsFirst whether images, and weights that belong to them, have channels first
 * @param optimizer what changes the weights
 * @param layers from input to output
 */
public record PeerNetwork(Workload workload, List<Integer> shape, boolean channelsFirst, Optimizer optimizer,
    List<PeerLayer> layers) {
  /** Kinds of optimizers. */
  public enum Rule {
    /** With beta 0.9 and 0.999, and {@link Optimizer#EPSILON} added to the root of the second moment. */
    ADAM,
    /** {@code velocity = 0.9 * velocity - rate * gradient}, which is added to the weights. */
    MOMENTUM
  }

  /**
   * An optimizer.
   *
   * @param rule its kind
   * @param rate the learning rate
   */
  public record Optimizer(Rule rule, float rate) {
    /** Share of the first moment of Adam, and of the velocity, that is kept. */
    public static final float KEPT = 0.9f;
    /** Share of the second moment of Adam that is kept. */
    public static final float KEPT_SQUARE = 0.999f;
    /** Added to the root of Adam's second moment. */
    public static final float EPSILON = 1e-8f;
  }

  /** Whether samples are images. */
  public boolean isImage() {
    return shape.size() == 3;
  }

  /** Values of a sample. */
  public int floats() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Classes that it tells apart. */
  public int classes() {
    return workload.classes();
  }

  /** Samples of a training step. */
  public int batch() {
    return workload.batch();
  }

  /** Extents of so many samples: their number, then the extents of one in the order in which it lies. */
  public long[] extents(int samples) {
    if (!isImage()) {
      return new long[] {samples, shape.getFirst()};
    }
    int height = shape.get(0);
    int width = shape.get(1);
    int channels = shape.get(2);
    return channelsFirst ? new long[] {samples, channels, height, width}
        : new long[] {samples, height, width, channels};
  }
}
