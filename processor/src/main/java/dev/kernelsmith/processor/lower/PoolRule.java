package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Pool}: height, width, channels to output height, output width, channels. */
public final class PoolRule implements LayerRule {
  @Override
  public Class<Pool> annotation() {
    return Pool.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Pool", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    boolean strideSound = attributes.integers("stride").isEmpty() || checks.oneOrTwo("stride");
    boolean sound = checks.oneOrTwo("size") & checks.image(image);
    if (!sound || !strideSound || !checks.fits(windows(attributes, image), image, "size")) {
      return null;
    }
    Windows windows = windows(attributes, image);
    return checks.output("size", List.of(windows.vertical().out(), windows.horizontal().out(), image.channels()));
  }

  /** The windows over an image of these attributes; without a stride they do not overlap. */
  static Windows windows(Attributes attributes, Shape image) {
    String stride = attributes.integers("stride").isEmpty() ? "size" : "stride";
    return Windows.over(image, attributes.pair("size"), attributes.pair(stride), attributes.text("padding"));
  }
}
