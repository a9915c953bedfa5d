package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Constant;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.DeclaredShape;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Constant}: of no input, numbers of a shape. */
final class ConstantRule implements LayerLowering {
  private static final int MOST_NUMBERS = 4096;

  /** Numbers of one statement: each is a branch of its method. */
  private static final int OF_STATEMENT = 64;

  @Override
  public Class<Constant> annotation() {
    return Constant.class;
  }

  @Override
  public boolean readsInput() {
    return false;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    List<Float> numbers = attributes.floats("value");
    boolean finite = true;
    for (int i = 0; i < numbers.size(); i++) {
      if (!Float.isFinite(numbers.get(i))) {
        diagnostics.report(
            Message.NUMBER_RANGE, attributes.at("value", i), "value", "Constant", layer,
            attributes.shown("value", i), "finite");
        finite = false;
      }
    }
    if (numbers.size() > MOST_NUMBERS) {
      diagnostics.report(
          Message.CONSTANT_LONG, attributes.at("value"), layer, numbers.size(), MOST_NUMBERS);
    }
    return finite && numbers.size() <= MOST_NUMBERS;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    int numbers = attributes.floats("value").size();
    boolean shaped = attributes.given("shape");
    Shape shape =
        shaped ? DeclaredShape.of(attributes, "shape", "@Constant '" + layer + "'", diagnostics)
            : Shape.of(Math.max(numbers, 1));
    if (shape != null && numbers != 1 && numbers != shape.elements()) {
      diagnostics.report(
          Message.CONSTANT_COUNT, attributes.at("value"), layer, numbers,
          shaped ? "its shape is " + shape + ", that is " + shape.elements() : "there must be some");
      return null;
    }
    return shape;
  }

  /** {@code y[h, w, c] = 0.5}, or {@code numbers[i] = i < 1 ? 0.5 : i < 2 ? 0.25 : ...} and {@code y[h, w, c] = numbers[(h * W + w) * C + c]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    List<Float> numbers = layer.attributes().floats("value");
    Buffer y = Buffer.ofParameters(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    if (numbers.stream().distinct().count() == 1) {
      out.add(Statement.assign(layer.name() + " forward", y, axes, constant(numbers.getFirst())));
      return y;
    }
    boolean flat = axes.size() == 1;
    Buffer list = flat ? y : Buffer.ofParameters(Buffer.nameOf(layer.name(), "Numbers"), List.of(numbers.size()));
    list(layer.name(), list, numbers, out);
    if (!flat) {
      List<Affine> number = List.of(Affine.ordinal(axes));
      out.add(Statement.assign(layer.name() + " forward", y, axes, Expr.read(list, number)));
    }
    return y;
  }

  /** Adds the statements that set a list, a few neighbouring elements each. */
  static void list(String of, Buffer list, List<Float> numbers, Lowering out) {
    for (int start = 0; start < numbers.size(); start += OF_STATEMENT) {
      list(of, list, start, numbers.subList(start, Math.min(start + OF_STATEMENT, numbers.size())), out);
    }
  }

  /** Sets a few neighbouring elements of a list. */
  private static void list(String layer, Buffer list, int start, List<Float> numbers, Lowering out) {
    Axis i = new Axis("i", numbers.size());
    boolean one = numbers.size() == 1;
    Affine at = one ? Affine.of(start) : Affine.of(i).plus(start);
    out.add(
        new Statement(
            layer + " numbers", list, List.of(at), Reduction.NONE, false, choice(i, numbers),
            one ? List.of() : List.of(i), List.of(), null));
  }

  /** The number of an element by halving the rows of equal numbers, one branch for each. */
  private static Expr choice(Axis i, List<Float> numbers) {
    List<Integer> starts = new ArrayList<>();
    for (int e = 0; e < numbers.size(); e++) {
      if (e == 0 || !numbers.get(e).equals(numbers.get(e - 1))) {
        starts.add(e);
      }
    }
    return choice(i, starts, numbers);
  }

  private static Expr choice(Axis i, List<Integer> starts, List<Float> numbers) {
    if (starts.size() == 1) {
      return constant(numbers.get(starts.getFirst()));
    }
    int middle = starts.size() / 2;
    return Expr.select(
        Relation.LESS, new Expr.Index(Affine.of(i)), constant(starts.get(middle)),
        choice(i, starts.subList(0, middle), numbers), choice(i, starts.subList(middle, starts.size()), numbers));
  }
}
