package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.ChannelOrder;
import dev.kernelsmith.annotations.DepthToSpace;
import dev.kernelsmith.annotations.SpaceToDepth;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link DepthToSpace} and {@link SpaceToDepth}: blocks of pixels as channels, or back.
 *
 * @param annotation one of these
 */
record BlockRule(Class<? extends Annotation> annotation) implements LayerLowering {
  private boolean toSpace() {
    return annotation == DepthToSpace.class;
  }

  private ShapeChecks checks(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return checks(layer, attributes, diagnostics).positive("block");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape image = inputs.getFirst();
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    if (!checks.image(image)) {
      return null;
    }
    int block = attributes.integer("block");
    long pixels = (long) block * block;
    int height = image.dims().get(0);
    int width = image.dims().get(1);
    boolean divides = toSpace() ? image.channels() % pixels == 0 : height % block == 0 && width % block == 0;
    if (!divides) {
      String extents = toSpace() ? "the number of channels must be a multiple of its square"
          : "height and width must be multiples of it";
      diagnostics.report(Message.BLOCK_SIZE, attributes.at("block"), annotation.getSimpleName(), layer, block, image,
          extents);
      return null;
    }
    return toSpace()
        ? checks.output("block", List.of(height * block, width * block, (int) (image.channels() / pixels)))
        : checks.output("block", List.of(height / block, width / block, (int) (image.channels() * pixels)));
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return 1;
  }

  /** {@code y[h * b + r, w * b + s, c] = x[h, w, (r * b + s) * C + c]}, or the inverse. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    Buffer y = out.value(layer.name(), layer.shape().dims());
    int side = layer.attributes().integer("block");
    List<Integer> deep = toSpace() ? x.shape() : y.shape();
    Axis h = new Axis("h", deep.get(0));
    Axis w = new Axis("w", deep.get(1));
    Axis r = new Axis("r", side);
    Axis s = new Axis("s", side);
    Axis c = new Axis("c", deep.get(2) / side / side);
    boolean depthFirst = layer.attributes().constant("order", ChannelOrder.class) == ChannelOrder.DCR;
    Affine channel = Affine.ordinal(depthFirst ? List.of(r, s, c) : List.of(c, r, s));
    List<Affine> inDepth = List.of(Affine.of(h), Affine.of(w), channel);
    List<Affine> inSpace = List.of(Affine.ordinal(List.of(h, r)), Affine.ordinal(List.of(w, s)), Affine.of(c));
    List<Axis> axes = List.of(h, r, w, s, c);
    Copies.add(layer, y, toSpace() ? inSpace : inDepth, x, toSpace() ? inDepth : inSpace, axes, out);
    return y;
  }
}
