package dev.kernelsmith.benchmarks.peers.tensorflow;

import dev.kernelsmith.benchmarks.peers.PeerInputs;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph whose weights are constants. */
final class GraphPrediction implements Prediction {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> placeholder;
  private final Operand<TFloat32> softmax;
  private final TFloat32 tensor;
  private final float[] probabilities;

  GraphPrediction(PeerNetwork network, int samples, ConfigProto config) {
    Ops tf = Ops.create(graph);
    Shape shape = Shape.of(network.extents(samples));
    placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    softmax = tf.nn.softmax(new GraphLayers(tf, false).add(placeholder, network.layers()));
    session = new Session(graph, config);
    tensor = TFloat32.tensorOf(shape);
    probabilities = new float[samples * network.classes()];
  }

  @Override
  public void predict(PeerInputs inputs) {
    tensor.asRawTensor().data().asFloats().write(inputs.values());
    try (Result result = session.runner().feed(placeholder, tensor).fetch(softmax).run()) {
      ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(probabilities);
    }
  }

  @Override
  public float[] probabilities() {
    return probabilities;
  }

  @Override
  public void close() {
    tensor.close();
    session.close();
    graph.close();
  }
}
