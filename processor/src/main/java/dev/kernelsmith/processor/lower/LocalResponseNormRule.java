package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.LocalResponseNorm;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;

/** {@link LocalResponseNorm}: any shape to that shape. */
public final class LocalResponseNormRule implements LayerLowering {
  @Override
  public Class<LocalResponseNorm> annotation() {
    return LocalResponseNorm.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("LocalResponseNorm", layer, attributes, diagnostics);
    return checks.positive("size")
        & checks.inRange("alpha", 0, Float.MAX_VALUE, "at least 0 and finite")
        & checks.inRange("beta", 0, Float.MAX_VALUE, "at least 0 and finite")
        & checks.inRange("bias", Float.MIN_NORMAL, Float.MAX_VALUE, "1.17549435E-38 or more, and finite");
  }

  @Override
  public Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    return inputs.getFirst();
  }

  /** {@code base[c] = bias + alpha / size * sum of x[c + k - (size - 1) / 2]^2; y[c] = x[c] * exp(-beta * log(base[c]))}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Attributes attributes = layer.attributes();
    Buffer x = inputs.getFirst();
    List<Axis> axes = Lowering.axes(x.shape());
    Axis channel = axes.getLast();
    int size = attributes.integer("size");
    int before = Math.min((size - 1) / 2, channel.extent() - 1);
    int behind = Math.min(size / 2, channel.extent() - 1);
    Axis window = new Axis("k", before + 1 + behind);
    Affine neighbour = Affine.of(channel).plus(Affine.of(window)).plus(-before);
    List<Affine> index = new ArrayList<>(Affine.ofAll(axes));
    index.set(index.size() - 1, neighbour);
    Expr element = Expr.read(x, index);
    Buffer squares = out.value(Buffer.nameOf(layer.name(), "Squares"), x.shape());
    Buffer factor = out.value(Buffer.nameOf(layer.name(), "Factor"), x.shape());
    Buffer y = out.value(layer.name(), x.shape());
    out.add(
        Statement.sum(layer.name() + " squares", squares, axes, List.of(window), element.times(element))
            .guarded(List.of(new Guard(neighbour, channel.extent()))));
    Expr base = Expr.at(squares, axes).times(constant(number(attributes, "alpha") / size))
        .plus(constant(number(attributes, "bias")));
    Expr power = Expr.unary(UnaryOp.LOG, base).times(constant(-number(attributes, "beta")));
    out.add(Statement.assign(layer.name() + " factor", factor, axes, Expr.unary(UnaryOp.EXP, power)));
    out.add(Statement.assign(layer.name() + " forward", y, axes, Expr.at(x, axes).times(Expr.at(factor, axes))));
    return y;
  }

  private static double number(Attributes attributes, String name) {
    return Double.parseDouble(Float.toString(attributes.floating(name)));
  }
}
