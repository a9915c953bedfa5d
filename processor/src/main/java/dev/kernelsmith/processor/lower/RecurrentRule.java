package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers: steps and channels to the last state, or to the states of all steps.
 *
 * @param annotation the layer's
 * @param cell what it does at a step
 */
record RecurrentRule(Class<? extends Annotation> annotation, Cell cell) implements LayerLowering {
  @Override
  public List<String> namedInputs(Attributes attributes) {
    String mask = attributes.text("mask");
    return mask.isEmpty() ? List.of() : List.of(BEFORE, mask);
  }

  @Override
  public @Nullable Position inputAt(Attributes attributes, int number) {
    return number == 0 ? attributes.annotation() : attributes.at("mask");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    if (attributes.flag("reversed") && attributes.flag("bidirectional")) {
      diagnostics.report(
          Message.NO_EFFECT, attributes.at("reversed"), "reversed", annotation.getSimpleName(), layer, "bidirectional",
          "true", "bidirectional", "false");
    }
    return checks.positive("units");
  }

  private ShapeChecks checks(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    boolean sound = checks.slidOver(input, 2);
    if (!sound || inputs.size() > 1 && !checks.mask(inputs.get(1), input.dims().getFirst())
        || !checks.parameters("units", parameterFloats(attributes, inputs), input)) {
      return null;
    }
    long channels = (long) attributes.integer("units") * directions(attributes);
    int width = (int) Math.min(channels, Integer.MAX_VALUE);
    return checks.output(
        "units", attributes.flag("sequences") ? List.of(input.dims().getFirst(), width) : List.of(width));
  }

  private static int directions(Attributes attributes) {
    return attributes.flag("bidirectional") ? 2 : 1;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    int units = attributes.integer("units");
    long rows = ((long) inputs.getFirst().channels() + units) * cell.gates() + cell.biases().size();
    return Sizes.padded(rows * directions(attributes), units);
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Attributes attributes = layer.attributes();
    Buffer mask = inputs.size() > 1 ? inputs.get(1) : null;
    Buffer y = out.value(layer.name(), layer.shape().dims());
    boolean all = attributes.flag("sequences");
    boolean both = attributes.flag("bidirectional");
    Buffer x = inputs.getFirst();
    boolean reversed = attributes.flag("reversed") && !both;
    new RecurrentStep(layer, cell, x, mask, reversed, "", out).handOut(y, 0, all);
    if (both) {
      new RecurrentStep(layer, cell, x, mask, true, "reversed", out).handOut(y, attributes.integer("units"), all);
    }
    return y;
  }
}
