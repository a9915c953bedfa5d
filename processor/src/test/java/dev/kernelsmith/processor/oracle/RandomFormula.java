package dev.kernelsmith.processor.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A formula over one input, and a shape that suits it.
 *
 * @param value its statements
 * @param parameters declarations of parameters
 * @param shapes declarations of shapes
 * @param input shape of {@code x}
 */
public record RandomFormula(List<String> value, List<String> parameters, List<String> shapes, List<Integer> input) {
  /** The number of kinds that {@link #of(int, Random)} makes. */
  public static final int KINDS = 20;

  private static final List<String> SMOOTH =
      List.of("exp(%s * 0.5)", "log(2 + abs(%s))", "sqrt(1.5 + %s * %s)", "rsqrt(2 + %s * %s)",
          "tanh(%s)", "sigmoid(1.702 * %s)", "erf(%s)", "sin(3 * %s)", "cos(%s)", "softplus(%s)", "pow(%s, 3)",
          "pow(2 + abs(%s), -0.5)",
          "pow(1.5 + abs(%s), 1.3)",
          "pow(1.5 + abs(%s), 2 - %s)", "abs(%s - 0.3)", "max(%s, 0.1)", "min(%s, 0.2, -0.1)", "-%s / (2 + %s * %s)",
          "(%s > 0 ? %s : 0.25 * %s)",
          "(%s <= 0.3 ? tanh(%s) : %s)", "(%s != 0 ? %s - 1 : 0)", "%s * 2 - 1e-2 * (%s - pi)");

  /** A formula of a random kind. */
  public static RandomFormula of(Random random) {
    return of(random.nextInt(KINDS), random);
  }

  /** A formula of one kind. */
  public static RandomFormula of(int kind, Random random) {
    int a = 2 + random.nextInt(3);
    int b = 2 + random.nextInt(2);
    int s = 1 + random.nextInt(2);
    int u = 1 + random.nextInt(5);
    List<Integer> image = List.of(3 + random.nextInt(2), 3 + random.nextInt(2), 1 + random.nextInt(3));
    return switch (kind) {
      case 0 -> formula(elementwise("x[...]", random), random.nextBoolean() ? image : List.of(a), "");
      case 1 -> formula(
          "y[..., c] = x[..., c] * g[c] + " + elementwise("x[..., c]", random).substring("y[...] = ".length()), image,
          "g = 1");
      case 2 ->
          formula("y[n, u] += x[n, k] * w[k, u]; z[n, u] = y[n, u] + b[u]", List.of(a), "w[K, " + u + "]", "b = 0.1");
      case 3 -> formula(
          "y[n, h, w, f] += x[n, h + i, w + j, c] * k[i, j, c, f]", image, "k[2, " + b + ", C, 2] = HE_NORMAL");
      case 4 -> new RandomFormula(
          List.of("y[n, h, w, f] += x[n, h * " + s + " + i - 1, w + j - 1, c] * k[i, j, c, f]"
              + " where 0 <= h * " + s + " + i - 1 < H, 0 <= w + j - 1 < W, w < W, h < " + b),
          List.of("k[3, 3, C, 2]"), List.of("x[H, W, C]"), image);
      case 5 -> formula(
          "y[n, h, w, c] " + (random.nextBoolean() ? "max" : "min") + "= x[n, h * " + s
              + " + i, w + j, c] where i < 2, j < 2",
          image);
      case 6 -> new RandomFormula(
          List.of("y[n, t] = x[n, T - 1 - t] * (t + 1) / T"), List.of(), List.of("x[T]"), List.of(a));
      case 7 -> new RandomFormula(
          List.of("m[n] += x[n, h, w, c] / (H * W * C)", "v[n] += pow(x[n, h, w, c] - m[n], 2) / (H * W * C)",
              "y[..., c] = (x[..., c] - m[n]) * rsqrt(v[n] + 0.01) * g[c] + b[c]"),
          List.of("g = 1", "b[C] = 0"), List.of("x[H, W, C]"), image);
      case 8 -> formula(
          "m[n] max= x[n, i]; e[n, i] = exp(x[n, i] - m[n]); s[n] += e[n, i]; y[n, i] = e[n, i] / s[n]", List.of(a));
      case 9 -> formula("y[n, i, j] = x[n, i] * tanh(x[n, j]) where i <= j", List.of(a));
      case 10 -> formula("y[n, t * 2 + i, f] += x[n, t, c] * k[i, c, f]", List.of(a, b), "k[" + b + ", C, 2]");
      case 11 -> formula(
          "s[u] += w[k, u] * w[k, u]; v[k, u] = w[k, u] * rsqrt(s[u] + 0.01) * g[u]; y[n, u] += x[n, k] * v[k, u]",
          List.of(a),
          "w[K, " + u + "] = LECUN_NORMAL", "g = 1");
      case 12 -> formula(
          "d[n, u] += pow(x[n, k] - c[k, u], 2); y[n, u] = exp(-d[n, u] * abs(a))", List.of(a),
          "c[K, " + u + "] = NORMAL", "a = 0.5");
      case 13 -> formula(
          "y[n, u] += tanh(x[n, k] * p[k, u, j] - q[j]) * r[k, u, j]", List.of(a), "p[K, " + u + ", J] = NORMAL",
          "q[" + b + "] = 0.3", "r");
      case 14 -> formula(
          "q[n, t, d] += x[n, t, c] * a[c, d]; s[n, t, r] += q[n, t, d] * x[n, r, d] where r <= t; y[n, t, c] += s[n, t, r] * x[n, r, c]",
          List.of(a, b), "a[C, " + b + "]");
      case 15 -> formula("y[n, t] += x[n, t + i * " + s + "] * w[i]", List.of(a + s), "w[2] = 0.7");
      case 16 -> formula(
          "y[n, i, j] = x[n, i] * w[i, j] * (i / (j + 1) - i * j) + (i == j ? i : -j) / (j + 2) + exp(-j) * abs(i - 2 * j) + i",
          List.of(a),
          "w[" + a + ", " + b + "]");
      case 17 -> formula("y[n, u] += c[i, u, p] * pow(tanh(x[n, i]), p)", List.of(a), "c[I, " + b + ", 4] = NORMAL");
      case 18 -> new RandomFormula(
          List.of("h[n, u] += x[n, k] * w[k, u] where " + masked("k", "u", random),
              "y[n, u] += h[n, v] * m[v, u] where " + masked("v", "u", random)),
          List.of("w[K, " + (7 + 3 * u) + "]", "m[" + (7 + 3 * u) + ", 16]"), List.of(), List.of(5 + 3 * a));
      case 19 -> new RandomFormula(
          List.of("y[n, t, f] += x[n, t + i, c] * k[i, c, f] where " + masked("c", "f", random)),
          List.of("k[" + b + ", C, " + (14 + u) + "]"), List.of(), List.of(4 + a, 6 + a));
      default -> throw new IllegalArgumentException("kind " + kind);
    };
  }

  /** Source of a network of the default package with a layer by this formula between others. */
  public String network(String name) {
    String dims = input.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return """
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;
        @Network(input = {%s})
        class %s {
          @PRelu Layer before;
          @Formula(value = %s, parameters = %s, shapes = %s) Layer layer;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """.formatted(dims, name, strings(value), strings(parameters), strings(shapes));
  }

  private static String strings(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", ", "{", "}"));
  }

  private static RandomFormula formula(String value, List<Integer> input, String... parameters) {
    List<String> declared = new ArrayList<>(List.of(parameters));
    declared.removeIf(String::isEmpty);
    return new RandomFormula(List.of(value), declared, List.of(), input);
  }

  /** Which weights from one index to another there are: a triangle, a band, some of the last ones. */
  private static String masked(String from, String to, Random random) {
    int c = 1 + random.nextInt(4);
    return List
        .of(from + " <= " + to, from + " > " + to, to + " <= " + from + " + " + c + ", " + from + " <= " + to + " + 1",
            from + " + " + to + " < " + (6 + c), c + " <= " + to + ", " + to + " < " + (6 + c))
        .get(random.nextInt(5));
  }

  private static String elementwise(String x, Random random) {
    String term = x;
    for (int i = 0; i <= random.nextInt(3); i++) {
      String inner = random.nextInt(3) == 0 ? x : term;
      term = SMOOTH.get(random.nextInt(SMOOTH.size())).replace("%s", inner);
      term = random.nextBoolean() ? "(" + term + ")" : "(" + term + " + " + x + ")";
    }
    return "y[...] = " + term;
  }
}
