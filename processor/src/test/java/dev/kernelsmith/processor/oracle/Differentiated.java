package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.autodiff.Adjoints;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Statements with their derived adjoints. Values that they are handed per sample are made the sum of a parameter, the same for
 * all samples, and a value of the sample, so that gradients by inputs, summed over the samples, come out as well.
 *
 * @param forward the statements, after those that fill what they are handed
 * @param backward their adjoints
 * @param output what is differentiated
 * @param seed takes the adjoint of the output
 */
record Differentiated(Program forward, Program backward, Buffer output, Buffer outputGradient) {
  static Differentiated of(LayerFixture layer) {
    return of(layer.statements(), layer.output());
  }

  /** The same by the adjoints that the layer gives itself. */
  static Differentiated ofOwn(LayerFixture layer) {
    return of(layer.statements(), layer.output(), layer.adjoints());
  }

  static Differentiated of(List<Statement> statements, Buffer output) {
    return of(statements, output, Map.of());
  }

  private static Differentiated of(List<Statement> statements, Buffer output, Map<Buffer, OwnAdjoint> own) {
    List<Statement> all = new ArrayList<>();
    for (Buffer b : new Program("given", statements).buffers()) {
      if (b.role() == Buffer.Role.VALUE && statements.stream().noneMatch(s -> s.buffersWritten().contains(b))) {
        List<Axis> axes = axes(b);
        all.add(Statement.assign("given " + b, b, axes, Expr.at(common(b), axes).plus(Expr.at(own(b), axes))));
      }
    }
    all.addAll(statements);
    Buffer outputGradient = Buffer.value("outputGradient", output.shape());
    return new Differentiated(
        new Program("forward", ScatterToGather.gathered(all)),
        new Program(
            "backward",
            Adjoints.derive(
                all, own, Map.of(output, outputGradient), buffer -> buffer.role() == Buffer.Role.PARAMETER)),
        output,
        outputGradient);
  }

  private static List<Axis> axes(Buffer b) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < b.shape().size(); d++) {
      axes.add(new Axis("d" + d, b.shape().get(d)));
    }
    return axes;
  }

  private static Buffer common(Buffer input) {
    return Buffer.of(input.name() + "Common", Buffer.Role.PARAMETER, input.shape());
  }

  private static Buffer own(Buffer input) {
    return Buffer.of(input.name() + "Own", Buffer.Role.INPUT, input.shape());
  }

  List<Buffer> parameters() {
    return forward.buffers().stream().filter(b -> b.role() == Buffer.Role.PARAMETER).toList();
  }

  /** Sets what the samples are handed. */
  static void give(Tensors tensors, Buffer input, double... values) {
    tensors.put(common(input), new double[input.elements()]);
    tensors.put(own(input), values);
  }

  /** Runs forward; returns the output. */
  double[] forward(Tensors tensors) {
    Interpreter.run(forward, tensors);
    return tensors.get(output);
  }

  /** Runs backward from an adjoint of the output. */
  void backward(Tensors tensors, double... outputGradients) {
    tensors.put(outputGradient, outputGradients);
    Interpreter.run(backward, tensors);
  }

  /** The gradient by a parameter, after {@link #backward}; zeros where the output does not depend on it. */
  static double[] byParameter(Tensors tensors, Buffer parameter) {
    Buffer gradient = parameter.gradient();
    return tensors.has(gradient) ? tensors.get(gradient) : new double[parameter.elements()];
  }

  /** The gradient by an input, summed over the samples, after {@link #backward}. */
  static double[] byInput(Tensors tensors, Buffer input) {
    return byParameter(tensors, common(input));
  }
}
