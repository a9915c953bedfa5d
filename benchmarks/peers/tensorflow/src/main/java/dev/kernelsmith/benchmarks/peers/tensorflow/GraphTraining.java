package dev.kernelsmith.benchmarks.peers.tensorflow;

import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Optimizer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Rule;
import dev.kernelsmith.benchmarks.peers.StepTraining;
import dev.kernelsmith.benchmarks.peers.tensorflow.GraphLayers.MovingAverage;
import dev.kernelsmith.benchmarks.peers.tensorflow.GraphLayers.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph with gradients and an optimizer, one run of a session a step. */
final class GraphTraining implements StepTraining {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> inputs;
  private final Placeholder<TFloat32> targets;
  private final TFloat32 inputTensor;
  private final TFloat32 targetTensor;
  private final float[] oneHot;
  private final int classCount;
  private final Operand<TFloat32> loss;
  private final Op update;

  GraphTraining(PeerNetwork network, ConfigProto config) {
    Ops tf = Ops.create(graph);
    Shape inputShape = Shape.of(network.extents(network.batch()));
    Shape targetShape = Shape.of(network.batch(), network.classes());
    inputs = tf.placeholder(TFloat32.class, Placeholder.shape(inputShape));
    targets = tf.placeholder(TFloat32.class, Placeholder.shape(targetShape));
    GraphLayers layers = new GraphLayers(tf, true);
    Operand<TFloat32> logits = layers.add(inputs, network.layers());
    loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(new int[] {0}));
    update = update(tf, layers, network.optimizer());
    session = new Session(graph, config);
    for (Op initializer : layers.initializers()) {
      session.runner().addTarget(initializer).run().close();
    }
    inputTensor = TFloat32.tensorOf(inputShape);
    targetTensor = TFloat32.tensorOf(targetShape);
    classCount = network.classes();
    oneHot = new float[network.batch() * classCount];
  }

  private Op update(Ops tf, GraphLayers layers, Optimizer optimizer) {
    List<Weight> weights = layers.weights();
    Gradients all = tf.gradients(loss, weights.stream().map(Weight::variable).toList());
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      gradients.add(all.dy(i));
    }
    // Weights change when all gradients are there, which still need the old ones.
    Ops then = tf.withControlDependencies(List.copyOf(gradients));
    List<Op> updates = new ArrayList<>();
    if (optimizer.rule() == Rule.ADAM) {
      addAdam(tf, then, layers, gradients, optimizer.rate(), updates);
    } else {
      for (int i = 0; i < weights.size(); i++) {
        updates.add(then.train.applyMomentum(weights.get(i).variable(), zeros(layers, weights.get(i)),
            tf.constant(optimizer.rate()), gradients.get(i), tf.constant(Optimizer.KEPT)));
      }
    }
    for (MovingAverage average : layers.averages()) {
      Operand<TFloat32> step = then.math.mul(then.math.sub(average.variable(), average.ofBatch()),
          tf.constant(1 - average.momentum()));
      updates.add(then.assignSub(average.variable(), step));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private static void addAdam(
      Ops tf, Ops then, GraphLayers layers, List<Operand<TFloat32>> gradients, float rate, List<Op> updates) {
    Operand<TFloat32> kept = tf.constant(Optimizer.KEPT);
    Operand<TFloat32> keptSquare = tf.constant(Optimizer.KEPT_SQUARE);
    Variable<TFloat32> power = layers.variable(new float[] {Optimizer.KEPT}, Shape.scalar());
    Variable<TFloat32> squarePower = layers.variable(new float[] {Optimizer.KEPT_SQUARE}, Shape.scalar());
    for (int i = 0; i < gradients.size(); i++) {
      Weight weight = layers.weights().get(i);
      updates
          .add(then.train.applyAdam(weight.variable(), zeros(layers, weight), zeros(layers, weight), power, squarePower,
              tf.constant(rate), kept, keptSquare, tf.constant(Optimizer.EPSILON), gradients.get(i)));
    }
    Ops last = tf.withControlDependencies(List.copyOf(updates));
    updates.add(last.assign(power, last.math.mul(power, kept)));
    updates.add(last.assign(squarePower, last.math.mul(squarePower, keptSquare)));
  }

  private static Variable<TFloat32> zeros(GraphLayers layers, Weight like) {
    return layers.variable(new float[Math.toIntExact(like.shape().size())], like.shape());
  }

  @Override
  public double step(float[] values, int[] classes) {
    Arrays.fill(oneHot, 0);
    for (int i = 0; i < classes.length; i++) {
      oneHot[i * classCount + classes[i]] = 1;
    }
    inputTensor.asRawTensor().data().asFloats().write(values);
    targetTensor.asRawTensor().data().asFloats().write(oneHot);
    try (Result result =
        session.runner().feed(inputs, inputTensor).feed(targets, targetTensor).addTarget(update).fetch(loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    inputTensor.close();
    targetTensor.close();
    session.close();
    graph.close();
  }
}
