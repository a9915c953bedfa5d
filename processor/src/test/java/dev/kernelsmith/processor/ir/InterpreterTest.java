package dev.kernelsmith.processor.ir;

import static dev.kernelsmith.processor.ir.Expr.at;
import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements whose results were computed by hand. */
class InterpreterTest {
  private static final double NAN = Double.NaN;

  private final Axis h = new Axis("h", 4);
  private final Axis k = new Axis("k", 3);
  private final Axis u = new Axis("u", 2);

  private static Buffer values(String name, Integer... shape) {
    return Buffer.value(name, List.of(shape));
  }

  private static Buffer shared(String name, Buffer.Role role, Integer... shape) {
    return new Buffer(name, role, Buffer.Scope.BATCH, List.of(shape));
  }

  @Test
  void multipliesEachSampleByAMatrix() {
    Buffer x = values("x", 3);
    Buffer w = shared("w", Buffer.Role.PARAMETER, 3, 2);
    Buffer y = values("y", 2);
    Tensors tensors = new Tensors(2).put(x, 1, 2, 3, -1, 0, 2).put(w, 1, 4, 2, 5, 3, 6);
    Interpreter.run(
        Statement.sum("dense", y, List.of(u), List.of(k), at(x, List.of(k)).times(at(w, List.of(k, u)))), tensors);
    assertArrayEquals(new double[] {14, 32, 5, 8}, tensors.get(y));
  }

  @Test
  void sumsOverSamplesWhereTheTargetIsShared() {
    Buffer x = values("x", 3);
    Buffer g = values("g", 2);
    Buffer dw = shared("dw", Buffer.Role.GRADIENT, 3, 2);
    Tensors tensors = new Tensors(2).put(x, 1, 2, 3, -1, 0, 2).put(g, 10, 20, 1, 2);
    Statement s =
        Statement.sum("dw", dw, List.of(k, u), List.of(), at(x, List.of(k)).times(at(g, List.of(u))));
    assertTrue(s.sumsOverSamples());
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {9, 18, 20, 40, 32, 64}, tensors.get(dw));
    Interpreter.run(s.accumulating(true), tensors);
    assertArrayEquals(new double[] {18, 36, 40, 80, 64, 128}, tensors.get(dw));
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {9, 18, 20, 40, 32, 64}, tensors.get(dw));
  }

  @Test
  void guardedIterationsContributeNothing() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Affine position = Affine.of(h).plus(Affine.of(k)).plus(-1);
    Statement s =
        Statement.sum("padded", y, List.of(h), List.of(k), read(x, List.of(position)))
            .guarded(List.of(new Guard(position, 4)));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 4, 8);
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {3, 7, 14, 12}, tensors.get(y));
  }

  @Test
  void aSumOfNoIterationIsZeroAndAnAssignmentOfNoneLeavesTheElement() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Guard first = new Guard(Affine.of(h).plus(-1), 2);
    Statement sum = Statement.sum("s", y, List.of(h), List.of(), at(x, List.of(h))).guarded(List.of(first));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4).put(y, 9, 9, 9, 9);
    Interpreter.run(sum, tensors);
    assertArrayEquals(new double[] {0, 2, 3, 0}, tensors.get(y));
    tensors.put(y, 9, 9, 9, 9);
    Interpreter.run(Statement.assign("a", y, List.of(h), at(x, List.of(h))).guarded(List.of(first)), tensors);
    assertArrayEquals(new double[] {9, 2, 3, 9}, tensors.get(y));
  }

  @Test
  void aStridedStatementLeavesTheElementsBetween() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 9);
    Statement s =
        new Statement(
            "every other",
            y,
            List.of(Affine.of(h).times(2).plus(1)),
            Reduction.SUM,
            false,
            at(x, List.of(h)),
            List.of(h),
            List.of(),
            null);
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4);
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {NAN, 1, NAN, 2, NAN, 3, NAN, 4, NAN}, tensors.get(y));
  }

  @Test
  void aScatterAddsWhatMeets() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 6);
    Statement s =
        new Statement(
            "scatter",
            y,
            List.of(Affine.of(h).plus(Affine.of(k))),
            Reduction.SUM,
            false,
            at(x, List.of(h)),
            List.of(h, k),
            List.of(),
            null);
    Tensors tensors = new Tensors(1).put(x, 1, 2, 4, 8);
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {1, 3, 7, 14, 12, 8}, tensors.get(y));
  }

  private Statement maximum(Buffer x, Buffer y, Buffer argmax) {
    Axis r = new Axis("r", 2);
    Axis c = new Axis("c", 2);
    return new Statement(
        "pool",
        y,
        List.of(Affine.of(u)),
        Reduction.MAX,
        false,
        read(x, List.of(Affine.of(r), Affine.of(u).times(2).plus(Affine.of(c)))),
        List.of(u, r, c),
        List.of(),
        argmax);
  }

  @Test
  void aMaximumKeepsTheFirstOfEquals() {
    Buffer x = values("x", 2, 4);
    Buffer y = values("y", 2);
    Buffer argmax = Buffer.of("argmax", Buffer.Role.ARGMAX, List.of(2));
    Tensors tensors = new Tensors(2).put(x, 1, 5, -2, -3, 5, 5, -2, -1, 0, -0.0, 7, 7, 0, 0, 7, 8);
    Interpreter.run(maximum(x, y, argmax), tensors);
    assertArrayEquals(new double[] {5, -1, 0, 8}, tensors.get(y));
    assertArrayEquals(new double[] {1, 3, 0, 3}, tensors.get(argmax));
  }

  @Test
  void inAMaximumTheFirstNaNWins() {
    Buffer x = values("x", 2, 4);
    Buffer y = values("y", 2);
    Buffer argmax = Buffer.of("argmax", Buffer.Role.ARGMAX, List.of(2));
    Tensors tensors = new Tensors(1).put(x, 1, NAN, NAN, NAN, NAN, 5, Double.POSITIVE_INFINITY, -1);
    Interpreter.run(maximum(x, y, argmax), tensors);
    assertArrayEquals(new double[] {NAN, NAN}, tensors.get(y));
    assertArrayEquals(new double[] {1, 0}, tensors.get(argmax));
  }

  @Test
  void aMaximumOfMinusInfinityHasAnArgmax() {
    Buffer x = values("x", 2, 4);
    Buffer y = values("y", 2);
    Buffer argmax = Buffer.of("argmax", Buffer.Role.ARGMAX, List.of(2));
    double[] all = new double[8];
    java.util.Arrays.fill(all, Double.NEGATIVE_INFINITY);
    Tensors tensors = new Tensors(1).put(x, all);
    Interpreter.run(maximum(x, y, argmax), tensors);
    assertArrayEquals(new double[] {0, 0}, tensors.get(argmax));
  }

  @Test
  void aMaximumOfNothingIsMinusInfinityWithoutArgmax() {
    Buffer x = values("x", 2, 4);
    Buffer y = values("y", 2);
    Buffer argmax = Buffer.of("argmax", Buffer.Role.ARGMAX, List.of(2));
    Statement s = maximum(x, y, argmax).guarded(List.of(new Guard(Affine.of(u), 1)));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4, 5, 6, 7, 8);
    Interpreter.run(s, tensors);
    assertArrayEquals(new double[] {6, Double.NEGATIVE_INFINITY}, tensors.get(y));
    assertArrayEquals(new double[] {3, -1}, tensors.get(argmax));
  }

  @Test
  void theBranchNotTakenHasNoInfluence() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Expr root = Expr.unary(UnaryOp.SQRT, at(x, List.of(h)));
    Expr beyond = read(x, List.of(Affine.of(h).plus(1)));
    Expr value =
        Expr.select(
            Relation.GREATER,
            at(x, List.of(h)),
            constant(0),
            root,
            Expr.select(Relation.LESS, new Expr.Index(Affine.of(h)), constant(3), beyond, constant(7)));
    Tensors tensors = new Tensors(1).put(x, -1, 4, -9, -16);
    Interpreter.run(Statement.assign("s", y, List.of(h), value), tensors);
    assertArrayEquals(new double[] {4, 2, -16, 7}, tensors.get(y));
  }

  @Test
  void readsScalarsAndIndices() {
    Buffer y = shared("y", Buffer.Role.VALUE, 4);
    Expr value = new Expr.StopGradient(new Expr.Scalar("rate").times(new Expr.Index(Affine.of(h).times(2).plus(1))));
    Tensors tensors = new Tensors(3).putScalar("rate", 0.5);
    Interpreter.run(Statement.assign("s", y, List.of(h), value), tensors);
    assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5}, tensors.get(y));
    IllegalArgumentException missing =
        assertThrows(
            IllegalArgumentException.class,
            () -> Interpreter.run(Statement.assign("s", y, List.of(h), new Expr.Scalar("step")), tensors));
    assertTrue(missing.getMessage().contains("scalar step has no value"), missing.getMessage());
  }

  @Test
  void aReadOutOfBoundsNamesTheStatement() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Statement s = Statement.assign("shift left", y, List.of(h), read(x, List.of(Affine.of(h).plus(1))));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4);
    IndexOutOfBoundsException e = assertThrows(IndexOutOfBoundsException.class, () -> Interpreter.run(s, tensors));
    assertEquals(
        "statement 'shift left': index 0 of buffer x, h + 1, is 4; the extent is 4%n  y[n, h] = x[n, h + 1]"
            .formatted(),
        e.getMessage());
  }

  @Test
  void aReadThatLeavesItsDimensionButNotTheBufferIsAnError() {
    Buffer x = values("x", 4, 4);
    Buffer y = values("y", 4);
    Statement s =
        Statement.assign("diagonal", y, List.of(h), read(x, List.of(Affine.ZERO, Affine.of(h).plus(1))));
    Tensors tensors = new Tensors(1).put(x, new double[16]);
    assertThrows(IndexOutOfBoundsException.class, () -> Interpreter.run(s, tensors));
  }

  @Test
  void aWriteOutOfBoundsNamesTheStatement() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 2);
    Statement s = Statement.assign("copy", y, List.of(h), at(x, List.of(h)));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4);
    IndexOutOfBoundsException e = assertThrows(IndexOutOfBoundsException.class, () -> Interpreter.run(s, tensors));
    assertTrue(e.getMessage().startsWith("statement 'copy': index 0 of buffer y, h, is 2"), e.getMessage());
  }

  @Test
  void missingAndMisshapenBuffersAreNamed() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Statement s = Statement.assign("copy", y, List.of(h), at(x, List.of(h)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Interpreter.run(s, new Tensors(1)));
    assertTrue(e.getMessage().startsWith("statement 'copy': buffer x holds nothing"), e.getMessage());
    IllegalArgumentException length =
        assertThrows(IllegalArgumentException.class, () -> new Tensors(2).put(x, 1, 2, 3, 4));
    assertTrue(length.getMessage().contains("4 values for buffer x; 8 are expected"), length.getMessage());
  }

  @Test
  void aForeignAxisIsNamed() {
    Buffer x = values("x", 4);
    Buffer y = values("y", 4);
    Statement s = Statement.assign("copy", y, List.of(h), at(x, List.of(new Axis("q", 4))));
    Tensors tensors = new Tensors(1).put(x, 1, 2, 3, 4);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Interpreter.run(s, tensors));
    assertTrue(e.getMessage().contains("axis q of extent 4"), e.getMessage());
  }
}
