package dev.kernelsmith.benchmarks.peers.djl;

import static dev.kernelsmith.benchmarks.peers.SequenceModel.HEADS;
import static dev.kernelsmith.benchmarks.peers.SequenceModel.VOCABULARY;
import static dev.kernelsmith.benchmarks.peers.SequenceModel.WINDOW;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.kernelsmith.benchmarks.peers.SequenceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transformer of PyTorch's operators, as DJL has them: projections and scores are products of matrices, the softmax one call. */
final class DjlTransformer extends DjlSequenceBlock {
  /** Added to scores of later steps. */
  private static final float NEVER = -1e9f;
  private static final List<String> NAMES = List.of("first", "second");

  private final int channels;
  private @Nullable NDArray later;

  DjlTransformer(SequenceModel model) {
    super(model);
    channels = model.channels();
    addPlain("characters.weights", VOCABULARY, channels);
    addPlain("placed.weights", WINDOW, channels);
    for (String layer : NAMES) {
      addNorm(layer + ".read");
      for (String kind : List.of("query", "key", "value", "output")) {
        String name = layer + ".attention." + kind;
        addLinear(name + "Weights", name + "Bias", channels);
      }
      addNorm(layer + ".normal");
      addLinear(layer + ".thought.innerWeights", layer + ".thought.innerBias", channels);
      String out = layer + ".thought.output";
      addLinear(out + "Weights", out + "Bias", ours(layer + ".thought.innerBias").length);
    }
    addNorm("normal");
    addLinear("next.weights", "next.bias", channels);
  }

  private void addNorm(String layer) {
    addPlain(layer + ".gamma", channels);
    addPlain(layer + ".beta", channels);
  }

  @Override
  NDArray logits(NDArray characters, Values values, boolean training) {
    return logits(values.embedded(characters).add(values.of("placed.weights")), null, null, values);
  }

  @Override
  NDArray step(NDArray character, int place, NDList states, NDList next, Values values) {
    NDArray placed = values.of("placed.weights").get(new NDIndex(place + ":" + (place + 1)));
    return logits(values.embedded(character).add(placed), states, next, values);
  }

  /**
   * What comes next, of all places or of one.
   *
   * @param states keys and values of the places before this one, by layer; null for all places
   * @param next takes them with those of this place
   */
  private NDArray logits(NDArray first, @Nullable NDList states, @Nullable NDList next, Values values) {
    NDArray x = first;
    for (int i = 0; i < NAMES.size(); i++) {
      String layer = NAMES.get(i);
      NDArray read = values.normalized(x, layer + ".read", channels);
      NDList before = states == null || states.isEmpty() ? new NDList() : states.subNDList(2 * i, 2 * i + 2);
      x = x.add(attention(read, layer + ".attention.", before, next, values));
      NDArray normal = values.normalized(x, layer + ".normal", channels);
      NDArray inner =
          values.linear(normal, layer + ".thought.innerWeights", layer + ".thought.innerBias").getNDArrayInternal()
              .gelu();
      x = x.add(values.linear(inner, layer + ".thought.outputWeights", layer + ".thought.outputBias"));
    }
    return values.linear(values.normalized(x, "normal", channels), "next.weights", "next.bias");
  }

  private NDArray attention(NDArray x, String name, NDList before, @Nullable NDList next, Values values) {
    NDArray query = heads(values.linear(x, name + "queryWeights", name + "queryBias")).transpose(0, 2, 1, 3);
    NDArray key = heads(values.linear(x, name + "keyWeights", name + "keyBias")).transpose(0, 2, 3, 1);
    NDArray value = heads(values.linear(x, name + "valueWeights", name + "valueBias")).transpose(0, 2, 1, 3);
    if (!before.isEmpty()) {
      key = before.get(0).concat(key, 3);
      value = before.get(1).concat(value, 2);
    }
    NDArray scores = query.mul((float) (1 / Math.sqrt(channels / HEADS))).matMul(key);
    if (next == null) {
      scores = scores.add(later(x));
    } else {
      next.add(key);
      next.add(value);
    }
    NDArray heads = scores.softmax(-1).matMul(value).transpose(0, 2, 1, 3);
    return values.linear(heads.reshape(x.getShape()), name + "outputWeights", name + "outputBias");
  }

  private NDArray heads(NDArray x) {
    return x.reshape(new Shape(x.getShape().get(0), x.getShape().get(1), HEADS, channels / HEADS));
  }

  private NDArray later(NDArray x) {
    if (later == null) {
      float[] mask = new float[WINDOW * WINDOW];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = i % WINDOW > i / WINDOW ? NEVER : 0;
      }
      later = x.getManager().getParentManager().getParentManager().create(mask, new Shape(WINDOW, WINDOW));
    }
    return later;
  }
}
