package dev.kernelsmith.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Times of layers, as a run folder keeps them. */
final class RunTimes {
  private RunTimes() {}

  static Map<String, Object> of(LayerTimeReport report) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("stacks", report.stacks());
    text.put("seconds", report.seconds());
    text.put("threads", report.threads());
    text.put("sampleNanos", report.sampleNanos());
    text.put("layers", report.layers().stream().map(RunTimes::layer).toList());
    text.put("input", report.input());
    text.put("update", report.update());
    text.put("data", report.data());
    text.put("validation", report.validation());
    text.put("rest", report.rest());
    text.put("unknown", report.unknown());
    return text;
  }

  private static Map<String, Object> layer(LayerTime layer) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("name", layer.layer());
    text.put("forward", layer.forward());
    text.put("backward", layer.backward());
    text.put("update", layer.update());
    text.put("joined", layer.joined());
    text.put("forwardGigaflops", layer.forwardGigaflops());
    text.put("backwardGigaflops", layer.backwardGigaflops());
    return text;
  }
}
