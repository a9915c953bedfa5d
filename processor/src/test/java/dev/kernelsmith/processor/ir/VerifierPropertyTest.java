package dev.kernelsmith.processor.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier's reasoning about random statements, compared with what running them does. */
class VerifierPropertyTest {
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void knowsWhichElementsAStatementSets(long seed) {
    Random random = new Random(seed);
    RandomStatements statements = new RandomStatements(random);
    for (int i = 0; i < 200; i++) {
      Statement s = statements.next().accumulating(false);
      Tensors tensors = new Tensors(1).putRandom(1, 1);
      for (Buffer b : s.buffersRead()) {
        tensors.put(b, random.doubles(tensors.length(b)).toArray());
      }
      Interpreter.run(s, tensors);
      double[] target = tensors.get(s.target());
      BitSet set = new BitSet();
      IntStream.range(0, target.length).filter(e -> !Double.isNaN(target[e])).forEach(set::set);
      String message = "seed %d, statement %d, axes %s: %s".formatted(seed, i, s.axes(), s);
      Footprint footprint = Footprint.of(s);
      assertEquals(set.cardinality(), footprint.size(), message);
      assertEquals(set.isEmpty(), footprint.isDisjoint(new Footprint.Positions(set), s.target()), message);
      BitSet rest = new BitSet();
      rest.set(0, target.length);
      rest.andNot(set);
      assertTrue(footprint.isDisjoint(new Footprint.Positions(rest), s.target()), message);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void passesSoundStatementsAndReportsThoseThatLeaveABuffer(long seed) {
    Random random = new Random(seed);
    RandomStatements statements = new RandomStatements(random);
    int broken = 0;
    for (int i = 0; i < 200; i++) {
      Statement s = statements.next().accumulating(false);
      assertEquals(List.of(), problems(s), () -> s.axes() + ": " + s);
      Statement loose = s.guarded(List.of());
      boolean fails = leavesABuffer(loose);
      assertEquals(fails, !problems(loose).isEmpty(), () -> loose.axes() + ": " + loose);
      broken += fails ? 1 : 0;
    }
    assertTrue(broken > 20, "only %d statements needed their guards".formatted(broken));
  }

  private static List<String> problems(Statement s) {
    return Verifier.problems(new Program("random", List.of(s)), s.buffersRead());
  }

  private static boolean leavesABuffer(Statement s) {
    return s.value()
        .reads()
        .stream()
        .anyMatch(
            r -> IntStream.range(0, r.index().size())
                .anyMatch(d -> r.index().get(d).min() < 0 || r.index().get(d).max() >= r.buffer().shape().get(d)));
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void intervalsContainEveryValueWithinTheGuards(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<Axis> axes = List.of(new Axis("a", 1 + random.nextInt(5)), new Axis("b", 1 + random.nextInt(5)));
      Affine value = affine(random, axes);
      List<Guard> guards = new ArrayList<>();
      guards.add(new Guard(affine(random, axes), 1 + random.nextInt(6)));
      guards.add(new Guard(value.plus(random.nextInt(5) - 2), 1 + random.nextInt(6)));
      Interval bounds = Interval.of(value, guards);
      Interval reached = Reachable.of(value, guards);
      for (int a = 0; a < axes.get(0).extent(); a++) {
        for (int b = 0; b < axes.get(1).extent(); b++) {
          Map<Axis, Integer> at = Map.of(axes.get(0), a, axes.get(1), b);
          int v = value.evaluate(at);
          if (guards.stream().allMatch(g -> g.holds(at))) {
            String message = "%s = %d at %s where %s: %s, %s".formatted(value, v, at, guards, bounds, reached);
            assertTrue(bounds.min() <= v && v <= bounds.max(), message);
            assertTrue(reached.min() <= v && v <= reached.max(), message);
          }
        }
      }
    }
  }

  private static Affine affine(Random random, List<Axis> axes) {
    Affine value = Affine.of(random.nextInt(7) - 3);
    for (Axis axis : axes) {
      value = value.plus(Affine.of(axis).times(random.nextInt(7) - 3));
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42})
  void knowsWhetherAnIndexMeetsAnElementTwice(long seed) {
    Random random = new Random(seed);
    int injective = 0;
    for (int i = 0; i < 200; i++) {
      List<Axis> axes = List.of(new Axis("a", 2 + random.nextInt(3)), new Axis("b", 2 + random.nextInt(3)));
      List<Affine> index =
          Stream.generate(() -> affine(random, axes)).limit(2).map(v -> v.plus(-v.min())).toList();
      if (!axes.stream().allMatch(a -> index(a, index))) {
        continue;
      }
      Buffer target = Buffer.value("t", index.stream().map(v -> v.max() + 1).toList());
      Statement s =
          new Statement("s", target, index, Reduction.SUM, false, Expr.constant(1), axes, List.of(), null);
      Tensors tensors = new Tensors(1).putRandom(1, 1);
      Interpreter.run(s, tensors);
      boolean once = Arrays.stream(tensors.get(target)).noneMatch(v -> v > 1);
      assertEquals(once, Footprint.isInjective(s), () -> axes + ": " + s);
      injective += once ? 1 : 0;
    }
    assertTrue(injective > 20, "only %d were injective".formatted(injective));
  }

  private static boolean index(Axis axis, List<Affine> index) {
    return Set.copyOf(index).stream().anyMatch(v -> v.uses(axis));
  }
}
