package dev.kernelsmith.processor.emit.network;

import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** A hash of what two networks must have in common to exchange weights. */
final class Fingerprint {
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** 16 hexadecimal digits. Initializers, loss and optimizer do not count. */
  static String of(LayerGraph graph) {
    StringBuilder text = new StringBuilder();
    for (GraphInput input : graph.inputs()) {
      text.append(text.isEmpty() ? "" : "\n").append(input.ints() ? "ints " : "");
      text.append(input.name()).append(' ').append(input.shape());
    }
    for (LayerNode layer : graph.layers()) {
      TreeMap<String, Object> attributes = new TreeMap<>(layer.attributes().values());
      attributes.remove("initializer");
      text.append('\n').append(layer.name()).append(' ').append(layer.kind());
      if (layer.isReuse()) {
        text.append(" of ").append(layer.owner());
      }
      text.append(' ').append(layer.inputs()).append(' ').append(attributes).append(' ').append(layer.shape());
    }
    graph.outputs().forEach(output -> text.append("\noutput ").append(output.layer()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
