package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.oracle.RandomFormula;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers by formula among others: all kernels against the interpreter, and formulas for built-in layers against these. */
class FormulaNetworksTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\nimport java.lang.annotation.*;\n";

  static List<Integer> kinds() {
    return IntStream.range(0, RandomFormula.KINDS).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kernelsAgreeWithTheInterpreter(int kind) {
    check(kind, kind);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("kinds")
  void kernelsAgreeWithTheInterpreterManyTimes(int kind) {
    for (int seed = 100; seed < 105; seed++) {
      check(kind, seed);
    }
  }

  private static void check(int kind, int seed) {
    String source = RandomFormula.of(kind, new Random(seed)).network("WithFormula");
    NetworkChecks.check(GeneratedNetwork.compileAs("WithFormula", source), seed);
  }

  /** Of exact numbers, since a jump is where rounding puts it; with its gradient, which is that of what remains. */
  @Test
  void roundDown() {
    NetworkChecks.check(GeneratedNetwork.compileAs("Rounded", IMPORTS + """
        @Network(input = {4, 5})
        class Rounded {
          @Formula("y[n, i, j] = 4 * x[n, i, j] - floor(4 * x[n, i, j]) + floor(-x[n, i, j])") Layer below;
          @Dense(units = 20) Layer dense;
          @Formula("y[n, i] = sin(2 * pi * (x[n, i] - floor(0.25)))") Layer wave;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """), 5);
  }

  /** Several inputs by name, {@code @From}, annotations of one's own with numbers and names, several formulas that read each other. */
  @Test
  void readWhatTheyName() {
    GeneratedNetwork network = GeneratedNetwork.compileAs("Attention", IMPORTS + """
        @Formula(value = {"s[n, i, j] += q[n, i, d] * k[n, j, d] / sqrt(D)", "m[n, i] max= s[n, i, j]",
            "e[n, i, j] = exp(s[n, i, j] - m[n, i])", "t[n, i] += e[n, i, j]", "y[n, i, d] += e[n, i, j] / t[n, i] * v[n, j, d]"},
            shapes = "q[T, D]")
        @Target(ElementType.FIELD)
        @interface Attend { String q(); String k(); String v(); }

        @Formula(value = {"a[n, t, u] += x[n, t, k] * w[k, u]", "b[n, t, u] += x[n, t, k] * v[k, u]",
            "y[n, t, u] = a[n, t, u] * sigmoid(beta * a[n, t, u]) * b[n, t, u]"},
            parameters = {"w[K, units]", "v[K, units]"})
        @interface Swiglu { int units(); double beta() default 1; }

        @Network(input = {5, 4})
        class Attention {
          @Formula(value = "y[n, t, u] += x[n, t, k] * w[k, u]", parameters = "w[K, 3]") Layer query;
          @From("input") @Formula(value = "y[n, t, u] += x[n, t, k] * w[k, u]", parameters = "w[K, 3]") Layer key;
          @Formula(value = "y[n, t, u] += input[n, t, k] * w[k, u]", parameters = "w[K, 3]") Layer value;
          @Attend(q = "query", k = "key", v = "value") Layer attended;
          @Swiglu(units = 6, beta = 1.5) Layer gated;
          @Formula("y[...] = gated[...] + 0.5 * x[...]") Layer twice;
          @Formula("y[n, t, c] = twice[n, t, c] * query[n, t, c * 0 + 1]") Layer last;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """);
    NetworkChecks.check(network, 3);
    assertEquals("Swiglu", network.graph().layer("gated").kind());
    assertEquals(List.of("gated", "gated"), network.graph().layer("twice").inputs());
  }
}
