package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.K;
import static dev.kernelsmith.processor.schedule.Minimal.U;
import static dev.kernelsmith.processor.schedule.Minimal.ZERO;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BiasFirstTest {
  private static final Buffer Z = value("z", U);
  private static final Expr BIAS = at(parameter("b", U), U);
  private static final Statement SUM =
      sum(Z, List.of(U), List.of(K), at(value("x", K), K).times(at(parameter("w", K, U), K, U)));

  private static void leavesAlone(Statement... program) {
    BiasFirst.Rewritten after = BiasFirst.apply(List.of(program));
    assertEquals(List.of(program), after.statements());
    assertEquals(Map.of(), after.starts());
  }

  @Test
  void aSumStartsFromItsBias() {
    Statement activation = assign(value("y", U), Expr.max(at(Z, U).plus(BIAS), ZERO), U);
    BiasFirst.Rewritten after = BiasFirst.apply(List.of(SUM, activation));
    assertEquals(List.of(SUM.toString(), "y[n, u] = max(z[n, u], 0)"), text(after.statements()));
    assertEquals(Map.of(Z, BIAS), after.starts());
  }

  @Test
  void theBiasIsNamedByTheAxesOfTheSum() {
    Axis v = new Axis("v", 16);
    BiasFirst.Rewritten after =
        BiasFirst.apply(List.of(SUM, assign(value("y", U), at(Z, v).plus(at(parameter("b", U), v)), v)));
    assertEquals(Map.of(Z, BIAS), after.starts());
  }

  @Test
  void whatOthersReadOrWriteAsWellIsLeftAlone() {
    Statement biased = assign(value("y", U), at(Z, U).plus(BIAS), U);
    leavesAlone(SUM, biased, assign(value("other", U), at(Z, U), U));
    leavesAlone(SUM, SUM.accumulating(true), biased);
    leavesAlone(SUM, assign(value("y", U), at(Z, U).plus(BIAS).times(at(Z, U)), U));
  }

  @Test
  void aSummandThatIsNoParameterOrHasOtherAxesIsLeftAlone() {
    leavesAlone(SUM, assign(value("y", U), at(Z, U).plus(at(batch("mean", U), U)), U));
    leavesAlone(SUM, assign(value("y", U), at(Z, U).minus(BIAS), U));
    Expr shifted = Expr.read(Buffer.of("b", Buffer.Role.PARAMETER, List.of(17)), List.of(Affine.of(U).plus(1)));
    leavesAlone(SUM, assign(value("y", U), at(Z, U).plus(shifted), U));
  }

  /** As the numbers of a constant, which follow from parameters and are set by a statement. */
  @Test
  void aSummandThatIsSetBehindTheSumIsLeftAlone() {
    Buffer constant = parameter("c", U);
    Statement set = assign(constant, Expr.constant(2), U);
    Statement biased = assign(value("y", U), at(Z, U).plus(at(constant, U)), U);
    leavesAlone(SUM, set, biased);
    assertEquals(Map.of(Z, at(constant, U)), BiasFirst.apply(List.of(set, SUM, biased)).starts());
  }
}
