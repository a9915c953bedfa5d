package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Compares derived gradients with central differences in double, element by element. */
final class GradientCheck {
  static final double EPSILON = 1e-6;
  static final double ABSOLUTE = 1e-5;
  static final double RELATIVE = 1e-3;
  private static final int BATCH = 2;

  private final Differentiated program;
  private final Map<Buffer, double[]> given = new HashMap<>();

  private GradientCheck(Differentiated program, Random random) {
    this.program = program;
    List<Statement> all = Statement.concat(program.forward().statements(), program.backward().statements());
    for (Buffer b : new Program("gradient", all).buffers()) {
      if (b.role() == Buffer.Role.PARAMETER || b.role() == Buffer.Role.INPUT) {
        given.put(b, random.doubles(new Tensors(BATCH).length(b), -1, 1).toArray());
      }
    }
  }

  /** Checks the whole Jacobian of a layer, by its parameters and its inputs, for two samples. */
  static void jacobian(LayerFixture layer, Random random) {
    jacobian(layer.statements(), layer.output(), random);
  }

  /** The same by the adjoints that the layer gives itself. */
  static void ownJacobian(LayerFixture layer, Random random) {
    jacobian(Differentiated.ofOwn(layer), random);
  }

  /** Checks the whole Jacobian of statements, by parameters and by what they are handed, for two samples. */
  static void jacobian(List<Statement> statements, Buffer output, Random random) {
    jacobian(Differentiated.of(statements, output), random);
  }

  private static void jacobian(Differentiated program, Random random) {
    GradientCheck check = new GradientCheck(program, random);
    check.verify();
    check.compare();
  }

  private void verify() {
    List<Statement> all = Statement.concat(program.forward().statements(), program.backward().statements());
    Verifier.verify(new Program("gradient", all), Set.of(program.outputGradient()));
    for (Statement s : program.backward().statements()) {
      assertFalse(Verifier.scatters(s), () -> "scatters: " + s);
    }
  }

  private void compare() {
    Map<Buffer, double[][]> derived = derived();
    for (Buffer parameter : program.parameters()) {
      double[] values = given.get(parameter);
      for (int e = 0; e < values.length; e++) {
        double[] column = difference(values, e);
        for (int o = 0; o < column.length; o++) {
          compare(column[o], derived.get(parameter)[o][e], o, parameter, e);
        }
      }
    }
  }

  private void compare(double expected, double actual, int result, Buffer parameter, int element) {
    assertEquals(
        expected,
        actual,
        ABSOLUTE + RELATIVE * Math.abs(expected),
        () -> "d %s[%d] / d %s[%d] of%n%s%n%s"
            .formatted(program.output(), result, parameter, element, program.forward(), program.backward()));
  }

  private double[] difference(double[] values, int element) {
    double original = values[element];
    values[element] = original + EPSILON;
    double[] above = runForward().get(program.output()).clone();
    values[element] = original - EPSILON;
    double[] column = runForward().get(program.output()).clone();
    values[element] = original;
    for (int o = 0; o < column.length; o++) {
      column[o] = (above[o] - column[o]) / (2 * EPSILON);
    }
    return column;
  }

  private Tensors runForward() {
    Tensors tensors = new Tensors(BATCH).putRandom(3, 1);
    given.forEach(tensors::put);
    Interpreter.run(program.forward(), tensors);
    return tensors;
  }

  /** One row of the Jacobian per element of the output, from one backward pass each. */
  private Map<Buffer, double[][]> derived() {
    Tensors tensors = runForward();
    int outputs = tensors.length(program.outputGradient());
    Map<Buffer, double[][]> rows = new HashMap<>();
    for (int o = 0; o < outputs; o++) {
      double[] oneHot = new double[outputs];
      oneHot[o] = 1;
      program.backward(tensors, oneHot);
      for (Buffer parameter : program.parameters()) {
        double[] row = Differentiated.byParameter(tensors, parameter).clone();
        rows.computeIfAbsent(parameter, p -> new double[outputs][])[o] = row;
      }
    }
    return rows;
  }
}
