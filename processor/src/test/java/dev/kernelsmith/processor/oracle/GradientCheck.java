package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.processor.autodiff.Adjoints;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Compares derived gradients with central differences in double, element by element. Values handed to the statements per sample
 * are made to depend on a parameter, so that the gradients by inputs are checked as well.
 */
final class GradientCheck {
  static final double EPSILON = 1e-6;
  static final double ABSOLUTE = 1e-5;
  static final double RELATIVE = 1e-3;

  private final int batch;
  private final Program forward;
  private final Program backward;
  private final Buffer output;
  private final Buffer seed;
  private final Map<Buffer, double[]> given = new HashMap<>();
  private final List<Buffer> parameters;

  private GradientCheck(int batch, List<Statement> statements, Buffer output, Random random) {
    this.batch = batch;
    this.output = output;
    this.seed = Buffer.value("seedGradient", output.shape());
    List<Statement> all = new ArrayList<>();
    for (Buffer b : new Program("given", statements).buffers()) {
      if (b.role() == Buffer.Role.VALUE && statements.stream().noneMatch(s -> s.buffersWritten().contains(b))) {
        all.add(varying(b));
      }
    }
    all.addAll(statements);
    this.forward = new Program("forward", all);
    this.backward = new Program("backward", Adjoints.derive(all, Map.of(output, seed)));
    this.parameters = forward.buffers().stream().filter(b -> b.role() == Buffer.Role.PARAMETER).toList();
    for (Buffer b : forward.buffers()) {
      if (b.role() == Buffer.Role.PARAMETER || b.role() == Buffer.Role.INPUT) {
        given.put(b, random.doubles(new Tensors(batch).length(b), -1, 1).toArray());
      }
    }
  }

  /** {@code x = parameter + a value of the sample}. */
  private static Statement varying(Buffer x) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < x.shape().size(); d++) {
      axes.add(new Axis("d" + d, x.shape().get(d)));
    }
    Buffer common = new Buffer(x.name() + "Common", Buffer.Role.PARAMETER, false, x.shape());
    Buffer own = new Buffer(x.name() + "Own", Buffer.Role.INPUT, true, x.shape());
    return Statement.assign("given " + x, x, axes, Expr.at(common, axes).plus(Expr.at(own, axes)));
  }

  /** Checks the whole Jacobian of a layer for two samples. */
  static void jacobian(LayerFixture layer, Random random) {
    jacobian(layer.statements(), layer.output(), random);
  }

  /** Checks the whole Jacobian of statements for two samples. */
  static void jacobian(List<Statement> statements, Buffer output, Random random) {
    GradientCheck check = new GradientCheck(2, statements, output, random);
    check.verify();
    check.compare();
  }

  private void verify() {
    Verifier.verify(
        new Program("gradient", Statement.concat(forward.statements(), backward.statements())), Set.of(seed));
    for (Statement s : backward.statements()) {
      assertFalse(Verifier.scatters(s), () -> "scatters: " + s);
    }
  }

  private void compare() {
    Map<Buffer, double[][]> derived = derived();
    for (Buffer parameter : parameters) {
      double[] values = given.get(parameter);
      double[][] rows = derived.get(parameter);
      for (int e = 0; e < values.length; e++) {
        double[] column = difference(values, e);
        for (int o = 0; o < column.length; o++) {
          double tolerance = ABSOLUTE + RELATIVE * Math.abs(column[o]);
          int element = e;
          int result = o;
          assertEquals(
              column[o],
              rows[o][e],
              tolerance,
              () -> "d %s[%d] / d %s[%d] of%n%s%n%s".formatted(output, result, parameter, element, forward, backward));
        }
      }
    }
  }

  private double[] difference(double[] values, int element) {
    double original = values[element];
    values[element] = original + EPSILON;
    double[] above = runForward().get(output).clone();
    values[element] = original - EPSILON;
    double[] column = runForward().get(output).clone();
    values[element] = original;
    for (int o = 0; o < column.length; o++) {
      column[o] = (above[o] - column[o]) / (2 * EPSILON);
    }
    return column;
  }

  private Tensors runForward() {
    Tensors tensors = new Tensors(batch);
    given.forEach(tensors::put);
    Interpreter.run(forward, tensors);
    return tensors;
  }

  /** One row of the Jacobian per element of the output, from one backward pass each. */
  private Map<Buffer, double[][]> derived() {
    Tensors tensors = runForward();
    int outputs = tensors.length(output);
    Map<Buffer, double[][]> rows = new HashMap<>();
    for (int o = 0; o < outputs; o++) {
      double[] oneHot = new double[outputs];
      oneHot[o] = 1;
      tensors.put(seed, oneHot);
      Interpreter.run(backward, tensors);
      for (Buffer parameter : parameters) {
        Buffer gradient = Adjoints.gradientOf(parameter);
        double[] row = tensors.has(gradient) ? tensors.get(gradient).clone() : new double[tensors.length(parameter)];
        rows.computeIfAbsent(parameter, p -> new double[outputs][])[o] = row;
      }
    }
    return rows;
  }
}
