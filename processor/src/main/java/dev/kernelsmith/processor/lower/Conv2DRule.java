package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Conv2D}: height, width, channels to output height, output width, filters. */
public final class Conv2DRule implements LayerRule {
  @Override
  public Class<Conv2D> annotation() {
    return Conv2D.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Conv2D", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    boolean sound =
        checks.positive("filters") & checks.oneOrTwo("kernel") & checks.oneOrTwo("stride") & checks.image(image);
    if (!sound || !checks.fits(windows(attributes, image), image, "kernel")) {
      return null;
    }
    Windows windows = windows(attributes, image);
    Shape output =
        checks.output(
            "filters", List.of(windows.vertical().out(), windows.horizontal().out(), attributes.integer("filters")));
    boolean fits = output != null && checks.parameters("filters", parameterFloats(attributes, inputs), image);
    return fits ? output : null;
  }

  /** The windows over an image of these attributes. */
  static Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes.pair("kernel"), attributes.pair("stride"), attributes.text("padding"));
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    long taps = Sizes.times(Sizes.product(attributes.pair("kernel")), inputs.getFirst().channels());
    return Sizes.padded(Sizes.plus(taps, attributes.flag("bias") ? 1 : 0), attributes.integer("filters"));
  }
}
