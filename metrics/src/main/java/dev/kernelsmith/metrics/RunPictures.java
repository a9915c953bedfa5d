package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inputs and filters as pictures of bytes, for a run folder. */
final class RunPictures {
  private static final int MOST_PIXELS = 64 * 64;
  private static final int MOST_FILTERS = 64;
  private static final int GREATEST = 255;

  private RunPictures() {}

  /** Height, width and channels of an input that is a picture, grey or in colour; null for one that is not. */
  static int @Nullable [] extents(List<Integer> shape) {
    int channels = shape.size() == 3 ? shape.getLast() : 1;
    boolean picture = (shape.size() == 3 || shape.size() == 2) && (channels == 1 || channels == 3);
    return picture && shape.get(0) > 1 && shape.get(1) > 1 ? new int[] {shape.get(0), shape.get(1), channels} : null;
  }

  /** A picture: black is the least of 0 and its values, white the greatest of 1 and its values. Large ones are thinned out. */
  static Map<String, Object> picture(float[] values, int[] extents) {
    float low = 0;
    float high = 0;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return encode(values, extents, low, high > 1 || high == 0 ? Math.max(high, low + 1) : 1);
  }

  private static Map<String, Object> encode(float[] values, int[] extents, float low, float high) {
    int step = 1;
    while ((long) (extents[0] / step) * (extents[1] / step) > MOST_PIXELS) {
      step++;
    }
    int height = (extents[0] + step - 1) / step;
    int width = (extents[1] + step - 1) / step;
    int channels = extents[2];
    byte[] bytes = new byte[height * width * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          float value = values[(y * step * extents[1] + x * step) * channels + c];
          bytes[at++] = (byte) Math.clamp(Math.round(GREATEST * (value - low) / (high - low)), 0, GREATEST);
        }
      }
    }
    Map<String, Object> picture = new LinkedHashMap<>();
    picture.put("height", height);
    picture.put("width", width);
    picture.put("channels", channels);
    picture.put("pixels", Base64.getEncoder().encodeToString(bytes));
    return picture;
  }

  /**
   * The filters of the first layer that has any, or the weights of the units of a first dense layer that reads a picture: grey is 0, white the greatest absolute value of the filter, black its
   * negative. Null where there is nothing to see.
   */
  static @Nullable Map<String, Object> filters(NetworkSpec spec, float[] parameters) {
    for (LayerSpec layer : spec.layers()) {
      for (ParameterSpec parameter : spec.parameters()) {
        if (layer.parameters().contains(parameter.name()) && parameter.name().endsWith(".weights")) {
          int[] extents = filterExtents(spec, layer, parameter);
          return extents == null ? null : filters(layer, parameter, extents, parameters);
        }
      }
    }
    return null;
  }

  private static int @Nullable [] filterExtents(NetworkSpec spec, LayerSpec layer, ParameterSpec parameter) {
    List<Integer> shape = parameter.shape();
    if (shape.size() == 4 && shape.get(0) > 1 && shape.get(1) > 1) {
      return new int[] {shape.get(0), shape.get(1), shape.get(2)};
    }
    boolean first =
        shape.size() == 2 && spec.inputs().stream().anyMatch(input -> layer.inputs().contains(input.name()));
    int[] picture = extents(spec.inputs().getFirst().shape());
    return first && picture != null && shape.getFirst() == spec.inputs().getFirst().length() ? picture : null;
  }

  private static Map<String, Object> filters(LayerSpec layer, ParameterSpec parameter, int[] extents, float[] all) {
    float[] values = parameter.read(all);
    int count = parameter.shape().getLast();
    int shown = extents[2] == 3 ? 3 : 1; // of deeper inputs the first channel
    List<Object> pictures = new ArrayList<>();
    for (int filter = 0; filter < Math.min(count, MOST_FILTERS); filter++) {
      float[] picture = new float[extents[0] * extents[1] * shown];
      float most = Float.MIN_NORMAL;
      for (int at = 0; at < picture.length; at++) {
        picture[at] = values[(at / shown * extents[2] + at % shown) * count + filter];
        most = Math.max(most, Math.abs(picture[at]));
      }
      pictures.add(encode(picture, new int[] {extents[0], extents[1], shown}, -most, most));
    }
    Map<String, Object> filters = new LinkedHashMap<>();
    filters.put("layer", layer.name());
    filters.put("count", count);
    filters.put("channels", extents[2]);
    filters.put("pictures", pictures);
    return filters;
  }
}
