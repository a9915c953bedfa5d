package dev.kernelsmith.benchmarks.peers.deeplearning4j;

import dev.kernelsmith.benchmarks.peers.Peer;
import dev.kernelsmith.benchmarks.peers.PeerInputs;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;
import dev.kernelsmith.benchmarks.peers.StepTraining;
import dev.kernelsmith.benchmarks.peers.Training;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's computation graphs. Threads are those of OpenMP, which reads them from the environment. */
public final class Deeplearning4jPeer implements Peer {
  private static final String POM = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

  /** Made by name. */
  public Deeplearning4jPeer() {}

  @Override
  public String version() {
    Properties pom = new Properties();
    try (InputStream file = ComputationGraph.class.getResourceAsStream(POM)) {
      pom.load(Objects.requireNonNull(file, POM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pom.getProperty("version");
  }

  @Override
  public boolean channelsFirst() {
    return true;
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    return new GraphTraining(network);
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    return new GraphPrediction(network, samples);
  }

  private static final class GraphTraining implements StepTraining {
    private final ComputationGraph graph;
    private final INDArray inputs;
    private final INDArray targets;
    private final float[] oneHot;
    private final int classCount;

    GraphTraining(PeerNetwork network) {
      graph = GraphBuilder.of(network);
      inputs = Nd4j.create(DataType.FLOAT, network.extents(network.batch()));
      targets = Nd4j.create(DataType.FLOAT, network.batch(), network.classes());
      classCount = network.classes();
      oneHot = new float[network.batch() * classCount];
    }

    @Override
    public double step(float[] values, int[] classes) {
      Arrays.fill(oneHot, 0);
      for (int i = 0; i < classes.length; i++) {
        oneHot[i * classCount + classes[i]] = 1;
      }
      inputs.data().asNioFloat().put(0, values);
      targets.data().asNioFloat().put(0, oneHot);
      graph.fit(new INDArray[] {inputs}, new INDArray[] {targets});
      return graph.score();
    }
  }

  private static final class GraphPrediction implements Prediction {
    private final ComputationGraph graph;
    private final INDArray values;
    private final float[] probabilities;

    GraphPrediction(PeerNetwork network, int samples) {
      graph = GraphBuilder.of(network);
      values = Nd4j.create(DataType.FLOAT, network.extents(samples));
      probabilities = new float[samples * network.classes()];
    }

    @Override
    public void predict(PeerInputs inputs) {
      values.data().asNioFloat().put(0, inputs.values());
      INDArray softmax = graph.outputSingle(false, values);
      softmax.data().asNioFloat().get(0, probabilities);
      softmax.close();
    }

    @Override
    public float[] probabilities() {
      return probabilities;
    }
  }
}
