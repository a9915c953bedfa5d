package dev.kernelsmith.processor.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScatterToGatherTest {
  private static final Buffer OUT = Buffer.value("out", List.of(12));

  /** Any index, of any number of axes and dimensions: the gathering statements add up what the scattering one does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void addsUpTheSame(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Statement scattered = random(random);
      List<Statement> gathered = ScatterToGather.gather(scattered);
      for (Statement s : gathered) {
        assertFalse(Verifier.scatters(s), () -> scattered + " " + scattered.axes() + "\n" + s);
      }
      double[] values = random.doubles(Axis.iterations(scattered.axes()), -1, 1).toArray();
      String message = scattered + " over " + scattered.axes().stream().map(a -> a + ":" + a.extent()).toList()
          + " to " + scattered.target().shape() + "\n" + new Program("gathered", gathered);
      assertArrayEquals(
          run(scattered, List.of(scattered), values), run(scattered, gathered, values), 1e-12, message);
    }
  }

  private static double[] run(Statement first, List<Statement> statements, double[] values) {
    Buffer target = first.target();
    Tensors tensors = new Tensors(1);
    Buffer source = null;
    for (Statement s : statements) {
      source = s.value().reads().stream().map(Expr.Read::buffer).findFirst().orElse(source);
    }
    double[] held = new double[target.elements()];
    Arrays.fill(held, first.accumulate() ? 0.5 : Double.NaN);
    tensors.put(target, held);
    if (source != null) {
      tensors.put(source, values);
    }
    Program program = new Program("run", statements);
    Interpreter.run(program, tensors);
    double[] result = tensors.get(target).clone();
    for (int i = 0; i < result.length; i++) {
      // What a scatter does not reach it leaves, while a gather writes zeros.
      result[i] = Double.isNaN(result[i]) ? 0 : result[i];
    }
    return result;
  }

  private static Statement random(Random random) {
    List<Axis> axes = new ArrayList<>();
    for (int a = 1 + random.nextInt(4); a > 0; a--) {
      axes.add(new Axis("a" + a, 1 + random.nextInt(4)));
    }
    List<Affine> index = new ArrayList<>();
    List<Integer> shape = new ArrayList<>();
    List<Guard> guards = new ArrayList<>();
    for (int d = random.nextInt(3); d >= 0; d--) {
      Affine at = Affine.of(random.nextInt(5) - 2);
      for (Axis axis : axes) {
        at = at.plus(Affine.of(axis).times(random.nextInt(3) == 0 ? random.nextInt(6) - 1 : 0));
      }
      if (random.nextInt(4) == 0) {
        at = radices(axes);
      }
      int extent = Math.max(1, at.max() + 1 - random.nextInt(3));
      guards.add(new Guard(at, extent));
      index.add(at);
      shape.add(extent);
    }
    Buffer source = Buffer.value("source", axes.stream().map(Axis::extent).toList());
    return new Statement(
        "scatter", Buffer.value("out", shape), index, Reduction.SUM, random.nextBoolean(), Expr.at(source, axes), axes,
        guards, null);
  }

  /** The position in row-major order. */
  private static Affine radices(List<Axis> axes) {
    Affine at = Affine.ZERO;
    for (Axis axis : axes) {
      at = at.times(axis.extent()).plus(Affine.of(axis));
    }
    return at;
  }

  @Test
  void makesOneStatementPerResidueClassThatDiffers() {
    Axis h = new Axis("h", 5);
    Axis r = new Axis("r", 3);
    Affine at = Affine.of(h).times(2).plus(Affine.of(r).times(2)).plus(-1);
    assertEquals(
        """
            out[n, h * 2] = 0
            out[n, h * 2 + 1] += x[n, h - r + 1, r]  where 0 <= h - r + 1 < 5""",
        gathered(at, List.of(h, r)));
  }

  @Test
  void keepsTheAxesOfANumberInMixedRadix() {
    Axis g = new Axis("g", 3);
    Axis c = new Axis("c", 4);
    assertEquals("out[n, g * 4 + c] = x[n, g, c]", gathered(Affine.of(g).times(4).plus(Affine.of(c)), List.of(g, c)));
  }

  private static String gathered(Affine at, List<Axis> axes) {
    Buffer x = Buffer.value("x", axes.stream().map(Axis::extent).toList());
    Statement scattered =
        new Statement(
            "s", OUT, List.of(at), Reduction.SUM, false, Expr.at(x, axes), axes, List.of(new Guard(at, 12)), null);
    return new Program("gathered", ScatterToGather.gather(scattered)).toString();
  }
}
