package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import java.util.Locale;

/** A layer of an engine, reading what was last published whenever it is asked. */
final class LayerHandle implements Layer {
  private static final float[] NONE = {};

  private final NetworkEngine engine;
  private final LayerSpec layer;

  LayerHandle(NetworkEngine engine, LayerSpec layer) {
    this.engine = engine;
    this.layer = layer;
  }

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public List<Integer> outputShape() {
    return layer.shape();
  }

  @Override
  public float[] weights() {
    return parameter(".weights");
  }

  @Override
  public float[] bias() {
    return parameter(".bias");
  }

  @Override
  public List<String> parameters() {
    return layer.parameters();
  }

  @Override
  public void weights(float[] values) {
    engine.parameter(name(".weights"), values);
  }

  @Override
  public void bias(float[] values) {
    engine.parameter(name(".bias"), values);
  }

  /** Name of its parameter of a kind. */
  private String name(String kind) {
    return layer.parameters().stream().filter(name -> name.endsWith(kind)).findFirst().orElseThrow(
        () -> new IllegalArgumentException(
            String.format(Locale.ROOT, "layer %s (%s) has no %s; its parameters are %s", name(), layer.kind(),
                kind.substring(1), layer.parameters())));
  }

  /** Its parameter of a kind, which is another layer's where it is that layer once more. */
  private float[] parameter(String kind) {
    for (ParameterSpec parameter : engine.spec().parameters()) {
      if (layer.parameters().contains(parameter.name()) && parameter.name().endsWith(kind)) {
        return parameter.read(engine.snapshot());
      }
    }
    return NONE;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %s %s", layer.kind(), layer.name(), layer.shape());
  }
}
