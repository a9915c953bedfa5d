package dev.kernelsmith.benchmarks.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kernelsmith.benchmarks.peers.Peer;
import dev.kernelsmith.benchmarks.peers.PeerInputs;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;
import dev.kernelsmith.benchmarks.peers.Training;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, which predicts only. Tensors for what goes in and out are made once, over memory outside the heap. */
public final class OnnxRuntimePeer implements Peer {
  /** Made by name. */
  public OnnxRuntimePeer() {}

  @Override
  public String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public boolean channelsFirst() {
    return true;
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    throw new UnsupportedOperationException("the artifact for training has no release in the repository");
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    try {
      return new SessionPrediction(network, samples, threads);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class SessionPrediction implements Prediction {
    private final OrtSession session;
    private final FloatBuffer inputs;
    private final FloatBuffer outputs;
    private final Map<String, OnnxTensor> inputTensors;
    private final Map<String, OnnxTensor> outputTensors;
    private final float[] probabilities;

    SessionPrediction(PeerNetwork network, int samples, int threads) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(OnnxModel.of(network, samples), options);
      }
      probabilities = new float[samples * network.classes()];
      inputs = outsideTheHeap(samples * network.floats());
      outputs = outsideTheHeap(probabilities.length);
      inputTensors =
          Map.of(OnnxModel.INPUT, OnnxTensor.createTensor(environment, inputs, network.extents(samples)));
      outputTensors =
          Map.of(OnnxModel.OUTPUT,
              OnnxTensor.createTensor(environment, outputs, new long[] {samples, network.classes()}));
    }

    private static FloatBuffer outsideTheHeap(int floats) {
      return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void predict(PeerInputs samples) {
      inputs.put(0, samples.values());
      try {
        session.run(inputTensors, outputTensors).close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
      outputs.get(0, probabilities);
    }

    @Override
    public float[] probabilities() {
      return probabilities;
    }

    @Override
    public void close() {
      inputTensors.values().forEach(OnnxTensor::close);
      outputTensors.values().forEach(OnnxTensor::close);
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
