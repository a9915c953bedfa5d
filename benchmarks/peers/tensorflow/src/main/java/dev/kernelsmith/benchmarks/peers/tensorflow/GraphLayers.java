package dev.kernelsmith.benchmarks.peers.tensorflow;

import dev.kernelsmith.benchmarks.peers.PeerLayer;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Activation;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** Adds layers to a graph. Weights are variables where the graph is to be trained, else constants, which TensorFlow can fold. */
final class GraphLayers {
  private final Ops tf;
  private final boolean training;
  private final List<Weight> weights = new ArrayList<>();
  private final List<MovingAverage> averages = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  /** A variable that is trained. */
  record Weight(Variable<TFloat32> variable, Shape shape) {}

  /** A variable that follows a value of each batch. */
  record MovingAverage(Variable<TFloat32> variable, Operand<TFloat32> ofBatch, float momentum) {}

  GraphLayers(Ops tf, boolean training) {
    this.tf = tf;
    this.training = training;
  }

  List<Weight> weights() {
    return weights;
  }

  List<MovingAverage> averages() {
    return averages;
  }

  /** What is to be run before the first step. */
  List<Op> initializers() {
    return initializers;
  }

  Variable<TFloat32> variable(float[] values, Shape shape) {
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    initializers.add(tf.assign(variable, constant(values, shape)));
    return variable;
  }

  Operand<TFloat32> add(Operand<TFloat32> input, List<PeerLayer> layers) {
    Operand<TFloat32> value = input;
    for (PeerLayer layer : layers) {
      value = add(value, layer);
    }
    return value;
  }

  private Operand<TFloat32> add(Operand<TFloat32> input, PeerLayer layer) {
    return switch (layer) {
      case Dense d -> {
        Operand<TFloat32> sums = tf.linalg.matMul(input, weight(d.weights(), Shape.of(d.inputs(), d.units())));
        yield activated(tf.nn.biasAdd(sums, weight(d.bias(), Shape.of(d.units()))), d.activation());
      }
      case Convolution c -> convolution(input, c);
      case MaxPool pool -> tf.nn.maxPool(
          input, tf.constant(new int[] {1, 2, 2, 1}), tf.constant(new int[] {1, 2, 2, 1}), "VALID");
      case Mean mean -> tf.math.mean(input, tf.constant(new int[] {1, 2}));
      case Flatten f -> tf.reshape(input, tf.constant(new int[] {-1, f.height() * f.width() * f.channels()}));
      case BatchNorm n -> activated(normalised(input, n), n.activation());
      case Residual r -> tf.nn.relu(tf.math.add(add(input, r.path()), add(input, r.shortcut())));
    };
  }

  private Operand<TFloat32> convolution(Operand<TFloat32> input, Convolution c) {
    Operand<TFloat32> padded = input;
    boolean same = c.stride() == 1 && c.padding() == c.kernel() / 2;
    if (!same && c.padding() > 0) {
      int[] sides = {c.padding(), c.padding()};
      padded = tf.pad(input, tf.constant(new int[][] {{0, 0}, sides, sides, {0, 0}}), tf.constant(0f));
    }
    List<Long> strides = List.of(1L, (long) c.stride(), (long) c.stride(), 1L);
    Operand<TFloat32> filters = weight(c.weights(), Shape.of(c.kernel(), c.kernel(), c.channels(), c.filters()));
    Operand<TFloat32> sums = tf.nn.conv2d(padded, filters, strides, same ? "SAME" : "VALID");
    if (c.bias().length > 0) {
      sums = tf.nn.biasAdd(sums, weight(c.bias(), Shape.of(c.filters())));
    }
    return activated(sums, c.activation());
  }

  private Operand<TFloat32> normalised(Operand<TFloat32> input, BatchNorm n) {
    Shape shape = Shape.of(n.channels());
    float[] zeros = new float[n.channels()];
    float[] ones = new float[n.channels()];
    Arrays.fill(ones, 1);
    Operand<TFloat32> scale = weight(ones, shape);
    Operand<TFloat32> shift = weight(zeros, shape);
    FusedBatchNorm.Options epsilon = FusedBatchNorm.epsilon(n.epsilon());
    FusedBatchNorm.Options mode = FusedBatchNorm.isTraining(training);
    if (!training) {
      return tf.nn.fusedBatchNorm(input, scale, shift, constant(zeros, shape), constant(ones, shape), epsilon, mode)
          .y();
    }
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(input, scale, shift, none, none, epsilon, mode);
    averages.add(new MovingAverage(variable(zeros, shape), norm.batchMean(), n.momentum()));
    averages.add(new MovingAverage(variable(ones, shape), norm.batchVariance(), n.momentum()));
    return norm.y();
  }

  private Operand<TFloat32> activated(Operand<TFloat32> sums, Activation activation) {
    return switch (activation) {
      case NONE -> sums;
      case RELU -> tf.nn.relu(sums);
      case TANH -> tf.math.tanh(sums);
    };
  }

  private Operand<TFloat32> weight(float[] values, Shape shape) {
    if (!training) {
      return constant(values, shape);
    }
    Variable<TFloat32> variable = variable(values, shape);
    weights.add(new Weight(variable, shape));
    return variable;
  }

  private Operand<TFloat32> constant(float[] values, Shape shape) {
    return tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
  }
}
