package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.GroupNorm;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link GroupNorm}: any shape to that shape, normalised for each group of channels. */
public final class GroupNormRule implements LayerLowering {
  @Override
  public Class<GroupNorm> annotation() {
    return GroupNorm.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("GroupNorm", layer, attributes, diagnostics);
    return checks.positive("groups") & checks.epsilon();
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("GroupNorm", layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    int groups = attributes.integer("groups");
    if (input.channels() % groups != 0) {
      int nearest = Math.min(groups, input.channels());
      while (input.channels() % nearest != 0) {
        nearest--;
      }
      diagnostics.report(
          Message.CHANNELS_OF_GROUPS, attributes.at("groups"), "GroupNorm", layer, groups, input.channels(), input,
          nearest);
      return null;
    }
    return checks.normalises(input.elements() / groups, input, "set 'groups' to less") ? input : null;
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
    SampleSets sets =
        SampleSets.ofGroups(layer.name(), inputs.getFirst(), layer.attributes().integer("groups"));
    return new SampleNorm(layer, sets, true, out).lower(List.of(sets.axes().getLast()));
  }
}
