package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Dense}: takes any shape, an image flattened, and yields {@code units} numbers. */
public final class DenseRule implements LayerRule {
  @Override
  public Class<Dense> annotation() {
    return Dense.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Dense", layer, attributes, diagnostics);
    if (!checks.positive("units")) {
      return null;
    }
    Shape output = checks.output("units", List.of(attributes.integer("units")));
    boolean fits =
        output != null && checks.parameters("units", parameterFloats(attributes, inputs), inputs.getFirst());
    return fits ? output : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    long rows = inputs.getFirst().elements() + (attributes.flag("bias") ? 1L : 0L);
    return Sizes.padded(rows, attributes.integer("units"));
  }
}
