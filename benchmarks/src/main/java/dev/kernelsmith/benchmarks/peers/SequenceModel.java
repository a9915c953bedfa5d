package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** A network that foretells the next character at every place of a window. */
public enum SequenceModel {
  /** Characters as 64 numbers, two LSTM of 128 units, and a dense layer. */
  LSTM("two LSTM of 128 units", 64, Networks::charLstm, Networks::charLstmOneHot),
  /** Two layers of a transformer: 128 channels, four heads, 512 units between. */
  TRANSFORMER("a transformer of two layers, 128 channels, four heads and 512 units",
      128, Networks::charTransformer, Networks::charTransformerOneHot);

  /** Characters that there are. */
  public static final int VOCABULARY = 64;
  /** Characters of a sample. */
  public static final int WINDOW = 64;
  /** Samples of a step. */
  public static final int BATCH = 32;
  /** Rate of Adam. */
  public static final float RATE = 1e-3f;
  /** Layers that repeat, called {@code first} and {@code second}. */
  public static final int LAYERS = 2;
  /** Units of each LSTM. */
  public static final int UNITS = 128;
  /** Heads of the transformer. */
  public static final int HEADS = 4;

  private static final long SEED = 1;

  private final String title;
  private final int channels;
  private final LongFunction<CompiledNetwork> embedding;
  private final LongFunction<CompiledNetwork> oneHot;

  SequenceModel(String title, int channels, LongFunction<CompiledNetwork> embedding,
      LongFunction<CompiledNetwork> oneHot) {
    this.title = title;
    this.channels = channels;
    this.embedding = embedding;
    this.oneHot = oneHot;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** Length of a character's vector. */
  public int channels() {
    return channels;
  }

  /** The network with its initial weights. */
  CompiledNetwork network() {
    return embedding.apply(SEED);
  }

  /** The same function with the table of characters as a product of matrices. */
  CompiledNetwork oneHotNetwork() {
    CompiledNetwork network = oneHot.apply(SEED);
    float[] all = network.engine().parameters();
    Map<String, float[]> weights = weights();
    for (ParameterSpec parameter : network.engine().spec().parameters()) {
      parameter.write(weights.get(parameter.name()), all);
    }
    network.engine().publish(all);
    return network;
  }

  /** Initial weights by their names, which are those of {@code CharLstm} and {@code CharTransformer}, in row-major order. */
  public Map<String, float[]> weights() {
    CompiledNetwork network = network();
    float[] all = network.engine().parameters();
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (ParameterSpec parameter : network.engine().spec().parameters()) {
      weights.put(parameter.name(), parameter.read(all));
    }
    return weights;
  }
}
