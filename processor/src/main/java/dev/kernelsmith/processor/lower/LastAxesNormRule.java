package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.RmsNorm;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link LayerNorm} and {@link RmsNorm}: any shape to that shape, normalised over some of its last axes.
 *
 * @param annotation the layer's
 * @param centred whether the mean is subtracted
 */
record LastAxesNormRule(Class<? extends Annotation> annotation, boolean centred) implements LayerLowering {

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
    return checks.epsilon();
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    int axis = checks.axis("axis", input);
    boolean several =
        axis >= 0 && checks.normalises(NormParameters.elements(input, axis), input, "set 'axis' to an earlier one");
    return several ? input : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return NormParameters.ofLast(attributes, inputs.getFirst());
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    int axis = Math.floorMod(layer.attributes().integer("axis"), x.shape().size());
    SampleSets sets = SampleSets.ofLast(layer.name(), x, axis);
    return new SampleNorm(layer, sets, centred, out).lower(sets.axes().subList(axis, sets.axes().size()));
  }
}
