package dev.kernelsmith.processor.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random statements, compared with an evaluation that follows their definition word by word. */
class InterpreterPropertyTest {
  private static final int BATCH = 3;
  private static final long SEED = 0x9876543210L;
  private static final int STEP = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithTheDefinition(long seed) {
    Random random = new Random(seed);
    RandomStatements statements = new RandomStatements(random);
    for (int i = 0; i < 150; i++) {
      Statement s = statements.next();
      Tensors tensors = new Tensors(BATCH).putRandom(SEED, STEP);
      for (Buffer b : s.buffersRead()) {
        tensors.put(b, random.ints(tensors.length(b), -3, 4).asDoubleStream().toArray());
      }
      if (!tensors.has(s.target())) {
        tensors.put(s.target(), random.doubles(tensors.length(s.target())).toArray());
      }
      double[] argmax = s.argmax() == null ? new double[0] : new double[tensors.length(s.argmax())];
      double[] expected = tensors.get(s.target()).clone();
      if (s.argmax() != null) {
        tensors.put(s.argmax(), argmax.clone());
      }
      new Definition(s, tensors).run(expected, argmax);
      Interpreter.run(s, tensors);
      String message = "seed %d, statement %d, axes %s: %s".formatted(seed, i, s.axes(), s);
      assertArrayEquals(expected, tensors.get(s.target()), 1e-9, message);
      if (s.argmax() != null) {
        assertArrayEquals(argmax, tensors.get(s.argmax()), message);
      }
    }
  }

  /** Collects the contributions to each element, then joins them. */
  private record Definition(Statement s, Tensors tensors) {
    private record Contribution(double value, int ordinal) {}

    void run(double[] target, double[] argmax) {
      Map<Integer, List<Contribution>> byElement = new LinkedHashMap<>();
      for (int sample = 0; sample < BATCH; sample++) {
        if (sample == 0 || s.perSample()) {
          visit(0, new HashMap<>(), sample, byElement);
        }
      }
      byElement.forEach((element, all) -> join(target, argmax, element, all));
    }

    private void visit(int depth, Map<Axis, Integer> values, int sample, Map<Integer, List<Contribution>> into) {
      if (depth < s.axes().size()) {
        for (int i = 0; i < s.axes().get(depth).extent(); i++) {
          values.put(s.axes().get(depth), i);
          visit(depth + 1, values, sample, into);
        }
        return;
      }
      boolean holds = s.guards().stream().allMatch(g -> g.holds(values));
      if (!holds && s.reduction() == Reduction.NONE) {
        return;
      }
      int element = position(s.target(), s.index(), values, sample);
      List<Contribution> contributions = into.computeIfAbsent(element, e -> new ArrayList<>());
      if (holds) {
        int ordinal = 0;
        for (Axis axis : s.reducedAxes()) {
          ordinal = ordinal * axis.extent() + values.get(axis);
        }
        contributions.add(new Contribution(evaluate(s.value(), values, sample), ordinal));
      }
    }

    private void join(double[] target, double[] argmax, int element, List<Contribution> all) {
      double result = s.reduction() == Reduction.MAX ? Double.NEGATIVE_INFINITY : 0;
      int best = -1;
      for (Contribution c : all) {
        if (s.reduction() != Reduction.MAX) {
          result += c.value();
        } else if (c.value() > result || best < 0) {
          result = c.value();
          best = c.ordinal();
        }
      }
      target[element] = result + (s.accumulate() ? target[element] : 0);
      if (s.argmax() != null) {
        argmax[element] = best;
      }
    }

    private int position(Buffer buffer, List<Affine> index, Map<Axis, Integer> values, int sample) {
      int position = buffer.perSample() ? sample : 0;
      for (int d = 0; d < index.size(); d++) {
        position = position * buffer.shape().get(d) + index.get(d).evaluate(values);
      }
      return position;
    }

    /** The words for step and stream, under the words of the seed. */
    private static int[] key(int stream) {
      return Threefry.words(new int[] {(int) SEED, (int) (SEED >> 32)}, STEP, stream);
    }

    private double evaluate(Expr e, Map<Axis, Integer> values, int sample) {
      return switch (e) {
        case Expr.Const c -> c.value();
        case Expr.Read r -> tensors.get(r.buffer())[position(r.buffer(), r.index(), values, sample)];
        case Expr.Scalar x -> tensors.scalar(x.name());
        case Expr.Index i -> i.value().evaluate(values);
        case Expr.Entry t -> t.table().numbers().get(t.place().evaluate(values));
        case Expr.Random r ->
            (Threefry.words(key(r.stream()), sample, r.element().evaluate(values))[0] >>> 8) / (double) (1 << 24);
        case Expr.Unary u -> u.op().apply(evaluate(u.a(), values, sample));
        case Expr.Binary b -> b.op().apply(evaluate(b.a(), values, sample), evaluate(b.b(), values, sample));
        case Expr.Select c ->
            c.relation().holds(evaluate(c.left(), values, sample), evaluate(c.right(), values, sample))
                ? evaluate(c.then(), values, sample)
                : evaluate(c.otherwise(), values, sample);
        case Expr.StopGradient g -> evaluate(g.a(), values, sample);
      };
    }
  }
}
