package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.MatMul;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.Broadcast;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link MatMul}: the product of two layers as matrices. */
final class MatMulRule implements LayerLowering {
  private static final List<String> LEADING = List.of("d", "h");

  @Override
  public Class<MatMul> annotation() {
    return MatMul.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    return attributes.texts("value");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks("MatMul", layer, attributes, diagnostics).onlyTwoNamed(namedInputs(attributes).size());
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    List<Integer> a = inputs.getFirst().dims();
    List<Integer> b = inputs.getLast().dims();
    boolean matrices = a.size() > 1 && b.size() > 1;
    List<Integer> dims = matrices ? Broadcast.of(leading(a), leading(b)) : null;
    if (dims == null || !columns(a, attributes.flag("transposeA")).equals(rows(b, attributes.flag("transposeB")))) {
      List<String> names = namedInputs(attributes);
      diagnostics.report(
          Message.MATMUL_SHAPES, attributes.at("value"), layer, names.getFirst(), inputs.getFirst(), names.getLast(),
          inputs.getLast());
      return null;
    }
    List<Integer> product = new ArrayList<>(dims);
    product.add(rows(a, attributes.flag("transposeA")));
    product.add(columns(b, attributes.flag("transposeB")));
    return new ShapeChecks("MatMul", layer, attributes, diagnostics).output("value", product);
  }

  private static List<Integer> leading(List<Integer> dims) {
    return dims.subList(0, dims.size() - 2);
  }

  private static Integer rows(List<Integer> dims, boolean transposed) {
    return dims.get(dims.size() - (transposed ? 1 : 2));
  }

  private static Integer columns(List<Integer> dims, boolean transposed) {
    return dims.get(dims.size() - (transposed ? 2 : 1));
  }

  /** {@code y[i, j] += a[i, k] * b[k, j]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Integer> leading = leading(y.shape());
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < leading.size(); d++) {
      axes.add(new Axis(LEADING.get(d), leading.get(d)));
    }
    Buffer a = inputs.getFirst();
    boolean transposeA = layer.attributes().flag("transposeA");
    Axis i = new Axis("i", y.shape().get(leading.size()));
    Axis j = new Axis("j", y.shape().getLast());
    Axis k = new Axis("k", columns(a.shape(), transposeA));
    List<Axis> output = Statement.concat(axes, List.of(i, j));
    Expr left = operand(a, axes, transposeA ? List.of(k, i) : List.of(i, k));
    Expr right =
        operand(inputs.getLast(), axes, layer.attributes().flag("transposeB") ? List.of(j, k) : List.of(k, j));
    out.add(Statement.sum(layer.name() + " forward", y, output, List.of(k), left.times(right)));
    return y;
  }

  private static Expr operand(Buffer matrices, List<Axis> leading, List<Axis> matrix) {
    return ElementwiseRule.broadcast(matrices, Statement.concat(leading, matrix));
  }
}
