package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.runtime.spi.VariantChoice.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The choice between scalar and vector kernels: a pure function of a {@link VariantEnvironment}. */
final class VariantDecision {
  private static final int MINIMUM_BITS = 128;

  private VariantDecision() {}

  /**
   * Decides.
   *
   * @throws IllegalArgumentException if one of the two system properties has an unknown value
   * @throws IllegalStateException if vector kernels are demanded but cannot run well here
   */
  static VariantChoice decide(VariantEnvironment environment) {
    boolean forced = checkKernels(environment.kernels());
    int registers = registers(environment);
    if ("scalar".equals(environment.kernels())) {
      return scalar(environment, "-Dkernelsmith.kernels=scalar asks for them.");
    }
    String refusal = refusal(environment);
    if (refusal == null) {
      return new VariantChoice(
          Kind.VECTOR, registers, environment.vectorBits(),
          forced
              ? "the JVM compiles its vectors with C2; -Dkernelsmith.kernels=vector."
              : "the JVM compiles its vectors with C2.");
    }
    if (forced) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "-Dkernelsmith.kernels=vector cannot be obeyed: %s Or remove that option to run the scalar kernels.",
              refusal));
    }
    return scalar(environment, refusal);
  }

  private static VariantChoice scalar(VariantEnvironment environment, String reason) {
    return new VariantChoice(Kind.SCALAR, 0, environment.vectorBits(), reason);
  }

  private static boolean checkKernels(@Nullable String kernels) {
    if (kernels == null || kernels.equals("scalar")) {
      return false;
    }
    if (kernels.equals("vector")) {
      return true;
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT,
            "-Dkernelsmith.kernels=%s is unknown: use scalar or vector, or leave the option away", kernels));
  }

  private static int registers(VariantEnvironment environment) {
    String wanted = environment.registers();
    if (wanted == null) {
      return environment.vectorBits() >= 512 || environment.arch().equals("aarch64") ? 32 : 16;
    }
    if (wanted.equals("16") || wanted.equals("32")) {
      return Integer.parseInt(wanted);
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT,
            "-Dkernelsmith.registers=%s is unknown: use 16 or 32, or leave the option away", wanted));
  }

  private static @Nullable String refusal(VariantEnvironment environment) {
    String vm = environment.vmName();
    if (!environment.vectorModule()) {
      return "module jdk.incubator.vector is not there. Add --add-modules jdk.incubator.vector to the java command.";
    }
    if (vm.contains("openj9") || !(vm.contains("hotspot") || vm.contains("openjdk"))) {
      return String.format(Locale.ROOT,
          "the JVM (%s) is not HotSpot, and only HotSpot's C2 is known to compile the Vector API well. Use an OpenJDK build with HotSpot.",
          vm);
    }
    if (environment.vmInfo().contains("interpreted mode")) {
      return "the JVM only interprets (-Xint). Remove that option.";
    }
    if (environment.vmInfo().contains("emulated-client") || stopsBeforeC2(environment.tieredStopAtLevel())) {
      return "HotSpot's C2 compiler is switched off (-client, -XX:TieredStopAtLevel or -XX:CompilationMode). Remove that option.";
    }
    if ("true".equals(environment.jvmciCompiler())) {
      return "the JIT is a JVMCI compiler (Graal), which does not compile the Vector API as C2 does. Add -XX:-UseJVMCICompiler to the java command.";
    }
    if ("false".equals(environment.useFma())) {
      return "the processor has no fused multiply-add, or -XX:-UseFMA switches it off; without it a vector kernel is far slower than a scalar one. Remove that option if it is there.";
    }
    if (environment.vectorBits() < MINIMUM_BITS) {
      return String.format(Locale.ROOT, "the JVM's preferred vectors have only %d bits; at least %d are needed.",
          environment.vectorBits(), MINIMUM_BITS);
    }
    return null;
  }

  private static boolean stopsBeforeC2(@Nullable String level) {
    return level != null && !level.equals("4");
  }
}
