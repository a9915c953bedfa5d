package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step updates: ranges of the flat parameter array, each with a factor of the learning rate. */
final class UpdateRanges {
  private static final int LINE = 16;

  /**
   * Neighbours with the same factor.
   *
   * @param from first element, a multiple of 16 behind {@link NetworkSpec#parameterStart}
   * @param to its end
   * @param factor of the learning rate; 0 where nothing is to change
   */
  record Range(int from, int to, float factor) {}

  private UpdateRanges() {}

  /** The factors of parameters whose factor is not 1, by name; what belongs to two layers has that of the later. */
  static Map<String, Float> byParameter(NetworkEngine engine, Map<String, Double> byLayer) {
    Map<String, Float> factors = new LinkedHashMap<>();
    byLayer.forEach((name, factor) -> {
      engine.layer(name); // or it says what is there
      for (LayerSpec layer : engine.spec().layers()) {
        if (layer.name().equals(name) || layer.name().startsWith(name + ".")) {
          for (String parameter : layer.parameters()) {
            double annotated = engine.spec().rateFactors().getOrDefault(parameter, 1.0); // which the update has already
            factors.put(parameter, (float) (factor / annotated));
          }
        }
      }
    });
    factors.values().removeIf(factor -> factor == 1);
    return factors;
  }

  /** All that a step may change, in order, as long as can be. */
  static List<Range> of(NetworkSpec spec, Map<String, Float> factors) {
    List<ParameterSpec> parameters = spec.parameters()
        .stream()
        .filter(parameter -> parameter.group() != ParameterGroup.FROZEN)
        .sorted(Comparator.comparing(ParameterSpec::offset))
        .toList();
    List<Range> ranges = new ArrayList<>();
    int from = spec.parameterStart();
    for (int i = 0; i < parameters.size(); i++) {
      int to = i + 1 < parameters.size() ? parameters.get(i + 1).offset() : spec.updatedFloats();
      float factor = factor(parameters.get(i), factors);
      if (i + 1 == parameters.size() || factor != factor(parameters.get(i + 1), factors)) {
        ranges.add(new Range(from, to, factor));
        from = to;
      }
    }
    return ranges;
  }

  /** A moving average follows its samples as ever, unless it stands still. */
  private static float factor(ParameterSpec parameter, Map<String, Float> factors) {
    float factor = factors.getOrDefault(parameter.name(), 1f);
    return parameter.isTrained() || factor == 0 ? factor : 1;
  }

  /** Most that a step with rate 1 takes of a weight by its decay: 0 where there is none. What has one extent, as biases have, does not decay. */
  static double decay(NetworkSpec spec, Map<String, Float> factors) {
    double most = 0;
    for (ParameterSpec parameter : spec.trainedParameters()) {
      if (parameter.shape().size() > 1) {
        String name = parameter.name();
        most = Math.max(most, factors.getOrDefault(name, 1f) * spec.rateFactors().getOrDefault(name, 1.0));
      }
    }
    return most * spec.weightDecay();
  }

  /** The ranges that change, in pieces of at most so many elements. */
  static Range[] pieces(List<Range> ranges, int most) {
    int length = Math.ceilDiv(most, LINE) * LINE;
    List<Range> pieces = new ArrayList<>();
    for (Range range : ranges) {
      for (int from = range.from(); from < range.to() && range.factor() != 0; from += length) {
        pieces.add(new Range(from, Math.min(from + length, range.to()), range.factor()));
      }
    }
    return pieces.toArray(new Range[0]);
  }
}
