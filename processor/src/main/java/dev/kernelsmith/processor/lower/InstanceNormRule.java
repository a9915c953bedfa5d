package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.InstanceNorm;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link InstanceNorm}: any shape to that shape, normalised for each channel. */
public final class InstanceNormRule implements LayerLowering {
  @Override
  public Class<InstanceNorm> annotation() {
    return InstanceNorm.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("InstanceNorm", layer, attributes, diagnostics);
    return checks.epsilon();
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("InstanceNorm", layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    boolean several =
        checks.normalises(
            input.elements() / input.channels(), input, "use @LayerNorm, or let it read an image with @From");
    return several ? input : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return NormParameters.ofChannels(attributes, inputs.getFirst());
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    SampleSets sets = SampleSets.ofChannels(layer.name(), inputs.getFirst());
    return new SampleNorm(layer, sets, true, out).lower(List.of(sets.axes().getLast()));
  }
}
