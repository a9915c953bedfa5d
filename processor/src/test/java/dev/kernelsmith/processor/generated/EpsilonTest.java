package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the least epsilon that is accepted, no gradient moves a parameter by much more than the rule allows. */
class EpsilonTest {
  private static final Pattern LEAST = Pattern.compile("at least ([^:]+):");
  private static final float RATE = 0.001f;

  @ParameterizedTest
  @ValueSource(strings = {
    "ADAM, beta2 = 0f", "ADAM, beta2 = 0.9f", "ADAM, beta2 = 0.999f", "ADAM, beta2 = 0.99999994f", "AMSGRAD", "NADAM",
    "ADAGRAD", "RMSPROP, rho = 0f", "RMSPROP, rho = 0.9375f", "RMSPROP, rho = 0.99999994f"
  })
  void stepsAreBoundedAtTheLimitAndRefusedBelow(String rule) {
    List<Finding> refused = own(rule, "Float.MIN_VALUE");
    boolean likeAdam = rule.startsWith("ADAM") || rule.equals("AMSGRAD") || rule.equals("NADAM");
    assertEquals(List.of(likeAdam ? "EPSILON_TOO_SMALL" : "OUT_OF_RANGE"), refused.stream().map(Finding::id).toList(),
        refused::toString);
    Matcher matcher = LEAST.matcher(refused.getFirst().text());
    assertTrue(matcher.find());
    float least = Float.parseFloat(matcher.group(1));
    assertFalse(own(rule, Math.nextDown(least) + "f").isEmpty(), "the float below is refused as well");
    // The first square enters RMSPROP's mean with a share of 1 - rho, which nothing makes up for.
    double most = rule.startsWith("RMSPROP") ? 1.1 / Math.sqrt(1 - Float.parseFloat(rule.replaceAll(".*= ", ""))) : 1.5;
    GeneratedNetwork network = GeneratedNetwork.compile(source(rule, least + "f"));
    for (Variant variant : Variant.values()) {
      for (int exponent = -149; exponent < 60; exponent++) {
        steps(network.kernels(variant), network.spec(), Math.scalb(1f, exponent), most, variant);
      }
      steps(network.kernels(variant), network.spec(), 0, most, variant);
    }
  }

  private static void steps(KernelProgram kernels, NetworkSpec spec, float gradient, double most, Variant variant) {
    int length = spec.parameterFloats();
    int start = spec.parameterStart();
    float[] gradients = new float[length];
    float[] parameters = new float[length];
    float[][] slots = new float[spec.slots().size()][length];
    java.util.Arrays.fill(gradients, gradient);
    for (int step = 1; step <= 3; step++) {
      float before = parameters[start];
      kernels.update(parameters, gradients, 1, slots, RATE, step, new double[0], start, length);
      float moved = Math.abs(parameters[start] - before);
      assertTrue(
          moved <= most * RATE,
          String.format(Locale.ROOT, "%s: step %d with gradient %s moves by %s", variant, step, gradient, moved));
    }
  }

  private static List<Finding> own(String rule, String epsilon) {
    NetworkSource source = source(rule, epsilon);
    return Compile.with(CompilerKind.JAVAC).withVectorModule().options("-proc:only")
        .source(source.name(), source.text()).run().own();
  }

  private static NetworkSource source(String rule, String epsilon) {
    NetworkSource two = WellKnown.twoDense();
    return new NetworkSource(
        two.name(), two.input(), "type = OptimizerType." + rule + ", epsilon = " + epsilon,
        two.layers(), two.loss());
  }
}
