package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.Inspection;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.NotFinite;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers are not finite any more, found out when a training ends by that, which is the time for slow questions.
 *
 * @param layer the first layer at fault; null where nobody knows
 * @param text what is wrong there, in sentences
 */
record Divergence(@Nullable String layer, String text) {
  /** Samples that are looked at: those of a block. */
  private static final int MOST_SAMPLES = 16;

  /** What is known of parameters that are not finite: null where all are. */
  static @Nullable Divergence ofParameters(NetworkSpec spec, float[] parameters, String since) {
    Divergence found = first(spec.layers(), spec, parameters);
    return found == null ? null
        : new Divergence(found.layer, since + ", parameter " + found.text);
  }

  /** What the gradient says of an update after which parameters are not finite, though the loss was. */
  static Divergence ofUpdate(NetworkSpec spec, float[] parameters, float @Nullable [] gradient) {
    Divergence found = ofParameters(spec, parameters, "There");
    if (found == null || gradient == null) {
      return found == null ? new Divergence(null, "") : found;
    }
    Divergence cause = first(spec.layers().reversed(), spec, gradient);
    return cause == null
        ? new Divergence(found.layer, found.text + ". The gradient was finite, so that the update itself went too far.")
        : new Divergence(cause.layer, found.text + ". The loss was finite, but on the way back the gradient of "
            + cause.text + ": layer '" + cause.layer + "' is the first.");
  }

  /** The first layer of a list with a parameter, or a gradient of one, that is not finite; null where there is none. */
  private static @Nullable Divergence first(List<LayerSpec> layers, NetworkSpec spec, float[] flat) {
    for (LayerSpec layer : layers) {
      for (ParameterSpec parameter : spec.parameters()) {
        if (layer.parameters().contains(parameter.name())) {
          String phrase = NotFinite.phrase(parameter.name(), parameter.read(flat), parameter.shape());
          if (!phrase.isEmpty()) {
            return new Divergence(layer.name(), phrase);
          }
        }
      }
    }
    return null;
  }

  /**
   * Where values are not finite first, with finite parameters.
   *
   * @param data what was learned from
   * @param order numbers of its samples; null for their own order
   * @param from position of the first sample to look at
   * @param to position behind the last
   */
  static Divergence ofValues(
      NetworkEngine engine, float[] parameters, Dataset data, int @Nullable [] order, int from, int to) {
    NetworkSpec spec = engine.spec();
    for (int i = from; i < Math.min(to, from + MOST_SAMPLES); i++) {
      int sample = order == null ? i : order[i];
      Inspection seen = engine.inspect(parameters, data, sample);
      if (seen == null) {
        return ofMagnitudes(spec, parameters);
      }
      for (LayerSpec layer : spec.layers()) {
        Tensor values = seen.activations(layer.name());
        String phrase = NotFinite.phrase("it", values.floats(), values.shape());
        if (!phrase.isEmpty()) {
          return new Divergence(layer.name(), "For sample " + sample + ", layer '" + layer.name() + "' (" + layer.kind()
              + ") is the first whose values are not finite: " + phrase + ". It reads values of at most "
              + read(layer, seen) + ", and its parameters are at most " + largest(spec, layer, parameters) + ".");
        }
      }
    }
    return new Divergence(null,
        "As predictions compute them, the values of all layers are finite: it is the loss itself, or what only a training computes, such as statistics of the batch.");
  }

  private static float read(LayerSpec layer, Inspection seen) {
    float most = 0;
    for (String input : layer.inputs()) {
      Tensor values = seen.activations(input);
      most = values.dtype() == DType.F32 ? Math.max(most, largest(values.floats())) : most;
    }
    return most;
  }

  private static Divergence ofMagnitudes(NetworkSpec spec, float[] parameters) {
    float most = 0;
    String where = "";
    for (LayerSpec layer : spec.layers()) {
      float magnitude = largest(spec, layer, parameters);
      if (magnitude >= most) {
        most = magnitude;
        where = layer.name();
      }
    }
    return new Divergence(null, "All parameters were finite before this step, the largest with " + most + " in layer '"
        + where + "'. With @Network(inspect = true) this message names the first layer whose values are not.");
  }

  private static float largest(NetworkSpec spec, LayerSpec layer, float[] parameters) {
    float most = 0;
    for (ParameterSpec parameter : spec.parameters()) {
      if (layer.parameters().contains(parameter.name())) {
        most = Math.max(most, largest(parameter.read(parameters)));
      }
    }
    return most;
  }

  private static float largest(float[] values) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }
}
