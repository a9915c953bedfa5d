package dev.kernelsmith.processor.ir;

import static dev.kernelsmith.processor.ir.Expr.at;
import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Buffer.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the verifier lets pass and what it reports. */
class VerifierTest {
  private final Axis h = new Axis("h", 4);
  private final Axis r = new Axis("r", 3);
  private final Buffer x = buffer("x", Role.INPUT, 4);
  private final Buffer y = buffer("y", Role.VALUE, 4);
  private final Buffer z = buffer("z", Role.VALUE, 4);

  private static Buffer buffer(String name, Role role, Integer... shape) {
    return Buffer.of(name, role, List.of(shape));
  }

  private static List<String> problems(Statement... statements) {
    return Verifier.problems(new Program("p", List.of(statements)), Set.of());
  }

  private static void assertSound(Statement... statements) {
    assertEquals(List.of(), problems(statements));
  }

  /** One problem, with the label and the statement in it. */
  private static void assertProblem(String part, Statement... statements) {
    List<String> problems = problems(statements);
    assertEquals(1, problems.size(), () -> String.join("\n", problems));
    assertTrue(problems.getFirst().contains(part), problems.getFirst());
  }

  private Statement copy(Buffer to, Buffer from) {
    return Statement.assign("copy", to, List.of(h), at(from, List.of(h)));
  }

  private static Statement set(Buffer target, Affine index, Axis... axes) {
    return new Statement(
        "set", target, List.of(index), Reduction.NONE, false, constant(1), List.of(axes), List.of(), null);
  }

  @Test
  void namesTheStatementAndPrintsIt() {
    Statement bad = Statement.assign("conv1 forward", y, List.of(h), read(x, List.of(Affine.of(h).plus(-1))));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Verifier.verify(new Program("training", List.of(bad))));
    assertEquals(
        """
            program training has 1 problems:
            'conv1 forward': index 0 of x, h - 1, takes values from -1 to 2; the extent is 4: guard it or shrink an axis
              y[n, h] = x[n, h - 1]"""
            .formatted(),
        e.getMessage());
  }

  @Test
  void aGuardOnTheIndexKeepsItInBounds() {
    Affine position = Affine.of(h).times(2).plus(Affine.of(r)).plus(-1);
    Statement sum = Statement.sum("conv", y, List.of(h), List.of(r), read(x, List.of(position)));
    assertProblem("takes values from -1 to 7", sum);
    assertSound(sum.guarded(List.of(new Guard(position, 4))));
    assertSound(sum.guarded(List.of(new Guard(position.plus(1), 5), new Guard(position.plus(-1), 3))));
    assertProblem("takes values from 0 to 4", sum.guarded(List.of(new Guard(position, 5))));
  }

  @Test
  void aGuardOnAnotherCombinationIsEnumerated() {
    Affine twice = Affine.of(h).times(2).plus(Affine.of(r).times(2));
    Statement sum =
        Statement.sum("s", y, List.of(h), List.of(r), read(x, List.of(Affine.of(h).plus(Affine.of(r)))));
    assertSound(sum.guarded(List.of(new Guard(twice, 8))));
    assertProblem("takes values from 0 to 4", sum.guarded(List.of(new Guard(twice, 9))));
  }

  @Test
  void theTargetMustBeInBounds() {
    assertProblem("index 0 of y, h + 1, takes values from 1 to 4", set(y, Affine.of(h).plus(1), h));
  }

  @Test
  void ranksAndAxesMustAgree() {
    assertProblem("x has shape [4] and takes 1 indices; it is given 2",
        Statement.assign("s", y, List.of(h), at(x, List.of(h, h))));
    assertProblem("h uses axis h of extent 3, which is not among the axes [h:4]",
        Statement.assign("s", y, List.of(h), at(x, List.of(new Axis("h", 3)))));
    assertProblem("two axes are called h",
        Statement.sum("s", y, List.of(h), List.of(new Axis("h", 3)), at(x, List.of(h))));
  }

  @Test
  void everyElementMustBeWrittenBeforeItIsRead() {
    Axis three = new Axis("h", 3);
    assertProblem("y is read before it is written: 0 of 4", copy(z, y));
    assertProblem("y is read before it is written: 3 of 4", set(y, Affine.of(three), three), copy(z, y));
    Axis rest = new Axis("h", 1);
    assertSound(set(y, Affine.of(three), three), set(y, Affine.of(rest).plus(3), rest), copy(z, y));
  }

  @Test
  void residueClassesTogetherCoverABuffer() {
    Buffer d = buffer("d", Role.VALUE, 7);
    Axis q2 = new Axis("q", 2);
    Axis q3 = new Axis("q", 3);
    Statement zero = set(d, Affine.of(q3).times(3), q3);
    Statement one = set(d, Affine.of(q2).times(3).plus(1), q2);
    Statement two = set(d, Affine.of(q2).times(3).plus(2), q2);
    Statement use = Statement.assign("use", y, List.of(h), at(d, List.of(h)));
    assertSound(zero, one, two, use);
    assertProblem("5 of 7", zero, two, use);
    assertProblem("an earlier statement has set", zero, one, two, one, use);
  }

  @Test
  void residueClassesOfTwoDimensions() {
    Buffer d = buffer("d", Role.VALUE, 400, 500);
    Axis p = new Axis("p", 200);
    Axis q = new Axis("q", 250);
    Statement[] classes = new Statement[5];
    for (int i = 0; i < 4; i++) {
      List<Affine> index = List.of(Affine.of(p).times(2).plus(i / 2), Affine.of(q).times(2).plus(i % 2));
      classes[i] =
          new Statement("class", d, index, Reduction.NONE, false, constant(0), List.of(p, q), List.of(), null);
    }
    classes[4] = Statement.assign("use", y, List.of(h), at(d, List.of(h, h)));
    assertSound(classes);
    classes[2] = classes[1];
    assertEquals(2, problems(classes).size());
  }

  @Test
  void aSumSetsElementsThatItsGuardsLeaveWithoutIteration() {
    List<Guard> guards = List.of(new Guard(Affine.of(h), 2));
    Statement assign = copy(y, x).guarded(guards);
    assertProblem("2 of 4", assign, copy(z, y));
    Statement sum = Statement.sum("s", y, List.of(h), List.of(), at(x, List.of(h))).guarded(guards);
    assertSound(sum, copy(z, y));
  }

  @Test
  void accumulationNeedsWhatItAddsTo() {
    assertProblem("y is read before it is written", copy(y, x).accumulating(true));
    assertSound(copy(y, x), copy(y, x).accumulating(true), copy(z, y));
  }

  @Test
  void onlyASumMayWriteAnElementTwice() {
    Axis k = new Axis("k", 2);
    Affine meeting = Affine.of(h).plus(Affine.of(k));
    Buffer wide = buffer("wide", Role.VALUE, 5);
    assertProblem("two iterations may write the same element", set(wide, meeting, h, k));
    assertSound(
        new Statement("s", wide, List.of(meeting), Reduction.SUM, false, constant(1), List.of(h, k), List.of(), null));
    assertSound(set(buffer("flat", Role.VALUE, 8), Affine.of(h).times(2).plus(Affine.of(k)), h, k));
  }

  @Test
  void aFlatIndexOfLargeShapesIsUnderstood() {
    Axis a = new Axis("a", 3000);
    Axis b = new Axis("b", 4000);
    Buffer flat = buffer("flat", Role.VALUE, 12_000_000);
    assertSound(
        set(flat, Affine.of(a).times(4000).plus(Affine.of(b)), a, b),
        Statement.assign("use", y, List.of(h), at(flat, List.of(h))));
    assertProblem("two iterations may write the same element",
        set(flat, Affine.of(a).times(3999).plus(Affine.of(b)), a, b));
  }

  @Test
  void reductionsMustBeDeclared() {
    Buffer shared = Buffer.of("g", Role.GRADIENT, List.of(4));
    assertProblem("its target is not per sample: that is a SUM", copy(shared, x));
    assertProblem("axes [r] do not occur in the target's index",
        new Statement("s", y, Affine.ofAll(List.of(h)), Reduction.NONE, false, constant(1), List.of(h, r), List.of(),
            null));
    assertSound(Statement.sum("s", shared, List.of(h), List.of(), at(x, List.of(h))));
  }

  @Test
  void whatIsHandedInIsNotWritten() {
    Buffer w = Buffer.of("w", Role.PARAMETER, List.of(4));
    Statement zero = Statement.assign("zero", w, List.of(h), constant(0));
    assertProblem("x is handed in (INPUT) and must not be written", Statement.assign("s", x, List.of(h), constant(0)));
    assertProblem("w is handed in (PARAMETER) and must not be written", zero);
    assertEquals(List.of(), Verifier.problems(new Program("update", List.of(zero)), Set.of(w)));
  }

  @Test
  void aStatementMayReadItsTargetOnlyInPlace() {
    Buffer v = Buffer.ofBatch("v", List.of(4));
    Statement decay = Statement.assign("decay", v, List.of(h), at(v, List.of(h)).times(constant(0.9)));
    assertEquals(List.of(), Verifier.problems(new Program("update", List.of(decay)), Set.of(v)));
    Statement turned =
        Statement.assign("turn", v, List.of(h), read(v, List.of(Affine.of(h).times(-1).plus(3))));
    List<String> problems = Verifier.problems(new Program("update", List.of(turned)), Set.of(v));
    assertTrue(problems.getFirst().contains("it reads v, which it writes"), problems.toString());
  }

  @Test
  void whatIsHandedOutIsComplete() {
    Buffer out = buffer("out", Role.OUTPUT, 5);
    assertEquals(
        List.of("out is handed out but incomplete: 4 of 5 elements are set by earlier statements"),
        problems(copy(out, x)));
  }

  @Test
  void intsAreComparedOnly() {
    Buffer label = Buffer.of("label", Role.CLASS, List.of());
    Expr number = read(label, List.of());
    Expr index = new Expr.Index(Affine.of(h));
    assertSound(
        Statement.assign("one hot", y, List.of(h),
            Expr.select(Relation.EQUAL, index, number, constant(1), constant(0))));
    assertProblem("label holds ints", Statement.assign("s", y, List.of(h), number.times(at(x, List.of(h)))));
    assertProblem("label holds ints",
        Statement.assign("s", y, List.of(h),
            Expr.select(Relation.EQUAL, at(x, List.of(h)), number, constant(1), constant(0))));
    Buffer argmax = buffer("argmax", Role.ARGMAX, 4);
    assertProblem("only a MAX writes ints", copy(argmax, x));
  }

  private Statement max(Reduction reduction, Buffer argmax) {
    return new Statement("max", y, List.of(Affine.of(h)), reduction, false, constant(1), List.of(h, r), List.of(),
        argmax);
  }

  @Test
  void onlyAMaximumHasAArgmax() {
    Buffer argmax = buffer("argmax", Role.ARGMAX, 4);
    assertSound(max(Reduction.MAX, argmax));
    assertProblem("only a MAX has an argmax, not SUM", max(Reduction.SUM, argmax));
    assertProblem("the argmax goes to argmax of shape [5]", max(Reduction.MAX, buffer("argmax", Role.ARGMAX, 5)));
    assertProblem("of role VALUE; ARGMAX is expected", max(Reduction.MAX, buffer("argmax", Role.VALUE, 4)));
  }

  @Test
  void namesAreUnique() {
    Buffer other = buffer("x", Role.VALUE, 4);
    assertProblem("two buffers are called x", copy(y, x), copy(other, x));
  }

  @Test
  void whatFollowsFromParametersReadsNothingElse() {
    Axis h = new Axis("h", 4);
    Buffer w = Buffer.of("w", Role.PARAMETER, List.of(4));
    Buffer mean = Buffer.ofBatch("mean", List.of(4));
    Buffer x = Buffer.of("x", Role.INPUT, List.of(4));
    Buffer derived = Buffer.ofParameters("derived", List.of(4));
    Statement sum = Statement.sum("mean", mean, List.of(h), List.of(), at(x, List.of(h)));
    Statement sound = Statement.assign("derived", derived, List.of(h), at(w, List.of(h)));
    Statement unsound = Statement.assign("derived", derived, List.of(h), at(mean, List.of(h)));
    assertEquals(List.of(), problems(sum, sound));
    assertTrue(problems(sum, unsound).getFirst().contains("cannot read mean, which has a value per batch"));
  }
}
