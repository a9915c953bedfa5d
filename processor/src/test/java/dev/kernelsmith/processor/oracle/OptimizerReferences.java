package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.generated.GeneratedUpdates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What other libraries' optimizers have computed, from {@code oracle/optimizers.tsv}, and what ours compute in the same cases. */
final class OptimizerReferences {
  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();
  private double[] start = {};

  /**
   * An optimizer and its steps.
   *
   * @param attributes of {@code @Optimizer}
   * @param rates learning rate of each step
   * @param doubles our parameters after each step, by the interpreter
   * @param floats our parameters after each step, by the generated code
   */
  record Case(OptimizerType type, String attributes, double[] rates, List<double[]> doubles, List<double[]> floats) {
    /** The value of an attribute, 0 where it has none. */
    double number(String name) {
      return given(attributes).get(name) instanceof Double value ? value : 0;
    }

    boolean fallingRate() {
      return Arrays.stream(rates).distinct().count() > 1;
    }
  }

  /**
   * What a library made of a case.
   *
   * @param library with its version
   * @param how what was called, as Markdown
   * @param same whether that is the same rule
   * @param doubles parameters after each step; null where the library was not asked in double
   */
  record Reference(Case of, String library, String how, boolean same, List<double[]> doubles, List<double[]> floats) {}

  private OptimizerReferences() {}

  static OptimizerReferences read() throws IOException {
    OptimizerReferences all = new OptimizerReferences();
    Map<String, List<double[]>> inDouble = new HashMap<>();
    try (InputStream in = OptimizerReferences.class.getResourceAsStream("/oracle/optimizers.tsv")) {
      for (String line : new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines()
          .toList()) {
        String[] parts = line.split("\t");
        switch (parts[0].startsWith("#") ? "#" : parts[0]) {
          case "#" -> {}
          case "start" -> all.start = numbers(parts, 1);
          case "gradient" -> all.gradients.add(numbers(parts, 1));
          case "case" -> all.cases.put(parts[1], all.computed(parts[2], numbers(parts, 3)));
          default -> {
            List<double[]> steps = all.steps(numbers(parts, 5));
            String key = String.join("\t", parts[0], parts[1], parts[2]);
            if (parts[4].equals("double")) {
              inDouble.put(key, steps);
            } else {
              all.references.add(
                  new Reference(Objects.requireNonNull(all.cases.get(parts[0])), parts[1], parts[2],
                      parts[3].equals("same"), Objects.requireNonNull(inDouble.get(key)), steps));
            }
          }
        }
      }
    }
    for (Case of : all.cases.values()) {
      if (all.references.stream().noneMatch(r -> r.of().equals(of) && r.same())) {
        List<double[]> steps = all.byFormula(of);
        all.references.add(new Reference(of, "", "the formula", true, steps, steps));
      }
    }
    return all;
  }

  List<Case> cases() {
    return List.copyOf(cases.values());
  }

  /** In the order of the cases. */
  List<Reference> references() {
    return cases.values().stream().flatMap(c -> references.stream().filter(r -> r.of().equals(c))).toList();
  }

  private static double[] numbers(String[] parts, int from) {
    return Arrays.stream(parts, from, parts.length).mapToDouble(Double::parseDouble).toArray();
  }

  private List<double[]> steps(double[] values) {
    List<double[]> steps = new ArrayList<>();
    for (int i = 0; i < values.length; i += start.length) {
      steps.add(Arrays.copyOfRange(values, i, i + start.length));
    }
    return steps;
  }

  private static Map<String, Object> given(String attributes) {
    Map<String, Object> given = new HashMap<>();
    for (String attribute : attributes.split(", ")) {
      String[] sides = attribute.split(" = ");
      given.put(
          sides[0],
          sides[0].equals("type") ? OptimizerType.valueOf(sides[1].substring(sides[1].indexOf('.') + 1))
              : sides[1].matches("true|false") ? Boolean.valueOf(sides[1]) : Double.valueOf(sides[1]));
    }
    return given;
  }

  private Case computed(String attributes, double[] rates) {
    Map<String, Object> given = given(attributes);
    OptimizerType type = (OptimizerType) Objects.requireNonNull(given.get("type"));
    OptimizerFixture optimizer = new OptimizerFixture(type, given, start);
    List<double[]> doubles = new ArrayList<>();
    for (int step = 0; step < rates.length; step++) {
      optimizer.step(rates[step], gradients.get(step));
      doubles.add(optimizer.values().clone());
    }
    return new Case(
        type, attributes, rates, doubles,
        GeneratedUpdates.of(attributes, start, gradients.toArray(double[][]::new), rates));
  }

  /** A rule that no library here has, as its paper has it, in double. */
  private List<double[]> byFormula(Case of) {
    double beta1 = of.number("beta1");
    double beta2 = of.number("beta2");
    double[] w = start.clone();
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    List<double[]> values = new ArrayList<>();
    for (int t = 1; t <= gradients.size(); t++) {
      double rate = of.rates()[t - 1];
      for (int i = 0; i < w.length; i++) {
        double g = gradients.get(t - 1)[i];
        switch (of.type()) {
          case RMSPROP -> {
            v[i] = of.number("rho") * v[i] + (1 - of.number("rho")) * g * g;
            w[i] -= rate * g / (Math.sqrt(v[i]) + of.number("epsilon"));
          }
          case NADAM -> {
            m[i] = beta1 * m[i] + (1 - beta1) * g;
            v[i] = beta2 * v[i] + (1 - beta2) * g * g;
            double ahead = beta1 * m[i] / (1 - Math.pow(beta1, t + 1)) + (1 - beta1) * g / (1 - Math.pow(beta1, t));
            w[i] -= rate * ahead / (Math.sqrt(v[i] / (1 - Math.pow(beta2, t))) + of.number("epsilon"));
          }
          case LION -> {
            double direction = Math.signum(beta1 * m[i] + (1 - beta1) * g);
            w[i] -= rate * (direction + of.number("weightDecay") * w[i]);
            m[i] = beta2 * m[i] + (1 - beta2) * g;
          }
          default -> throw new IllegalStateException("no library has computed " + of.attributes());
        }
      }
      values.add(w.clone());
    }
    return values;
  }
}
