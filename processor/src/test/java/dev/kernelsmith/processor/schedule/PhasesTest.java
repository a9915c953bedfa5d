package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.K;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private static final Buffer X = value("x", K);
  private static final Statement HANDED_IN = assign(X, at(input(K), K), K);

  private static Statement mean(String name, Buffer of) {
    return sum(batch(name, K), List.of(K), List.of(), at(of, K));
  }

  private static Statement centred(String name, String mean) {
    return assign(value(name, K), at(X, K).minus(at(batch(mean, K), K)), K);
  }

  /** Targets: of what runs once, then of what runs for blocks, phase by phase. */
  private static List<List<String>> targets(List<Phases.Phase> phases) {
    List<List<String>> targets = new ArrayList<>();
    for (Phases.Phase phase : phases) {
      targets.add(phase.once().stream().map(s -> s.target().label()).toList());
      targets.add(phase.blocks().stream().map(s -> s.target().label()).toList());
    }
    return targets;
  }

  private static List<Phases.Phase> joined(Statement... statements) {
    return Phases.of(PartialSums.apply(List.of(statements)));
  }

  @Test
  void aProgramWithoutSumsOverTheBatchHasOnePhase() {
    Expr scale = at(parameter("w", K), K);
    Statement scaled = assign(Buffer.ofParameters("v", List.of(8)), scale.times(scale), K);
    Statement y = assign(value("y", K), at(X, K).times(at(scaled.target(), K)), K);
    List<Phases.Phase> phases = Phases.of(List.of(HANDED_IN, scaled, y));
    assertEquals(List.of(List.of("v"), List.of("x", "y")), targets(phases));
    assertEquals(Set.of(), Phases.kept(phases));
  }

  @Test
  void aCutIsWhereASumIsRead() {
    List<Phases.Phase> phases = joined(HANDED_IN, mean("mean", X), centred("y", "mean"));
    assertEquals(
        List.of(List.of(), List.of("x", "meanParts"), List.of("mean"), List.of("y")), targets(phases));
    assertEquals(Set.of(X), Phases.kept(phases), "what blocks need on both sides");
  }

  @Test
  void sumsThatDoNotDependOnEachOtherShareACut() {
    Statement z = assign(value("z", K), at(X, K).times(at(X, K)), K);
    List<Phases.Phase> phases =
        joined(HANDED_IN, mean("a", X), centred("y", "a"), z, mean("b", z.target()), centred("v", "b"));
    assertEquals(
        List.of(List.of(), List.of("x", "aParts", "z", "bParts"), List.of("a", "b"), List.of("y", "v")),
        targets(phases));
  }

  @Test
  void aSumThatNobodyReadsAndTheLastJoinNeedNoFurtherBlocks() {
    List<Phases.Phase> phases =
        joined(HANDED_IN, mean("a", X), assign(batch("b", K), at(batch("a", K), K).times(Expr.constant(2)), K));
    assertEquals(List.of(List.of(), List.of("x", "aParts"), List.of("a", "b"), List.of()), targets(phases));
  }

  @Test
  void whatIsChangedStaysBehindThoseWhoReadItBefore() {
    Statement more = assign(X, at(value("y", K), K), K).accumulating(true);
    Statement old = assign(value("old", K), at(X, K), K);
    List<Phases.Phase> phases = joined(HANDED_IN, mean("a", X), centred("y", "a"), old, more);
    assertEquals(
        List.of(List.of(), List.of("x", "aParts", "old"), List.of("a"), List.of("y", "x")), targets(phases));
  }
}
