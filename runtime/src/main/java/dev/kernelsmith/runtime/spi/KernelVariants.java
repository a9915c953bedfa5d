package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.runtime.spi.VariantChoice.Kind;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the scalar and the vector variant of a network's kernels. The vector variant runs where module {@code
 * jdk.incubator.vector} is in the boot layer and the JIT is HotSpot's C2; elsewhere the scalar one, and the log says once why.
 *
 * <ul>
 *   <li>{@code -Dkernelsmith.kernels=scalar|vector} forces one;
 *   <li>{@code -Dkernelsmith.registers=16|32} chooses the tiles of the vector variant; by default 32 registers where vectors have 512
 *       bits or the processor is an aarch64, else 16.
 * </ul>
 */
public final class KernelVariants {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
  private static volatile @Nullable VariantChoice choice;

  private KernelVariants() {}

  /**
   * What this JVM allows, whatever network is asked for. A network whose vector kernels were not generated runs its scalar ones
   * even so: see {@link KernelProgram#description}.
   *
   * @throws IllegalArgumentException if a system property above has an unknown value
   * @throws IllegalStateException if vector kernels are demanded but cannot run here
   */
  public static VariantChoice choice() {
    VariantChoice known = choice;
    if (known == null) {
      known = VariantDecision.decide(VariantEnvironment.current());
      choice = known;
    }
    return known;
  }

  /**
   * Chooses the variant of a network. Called once, by the generated class, which then makes it: in plain code, since lambdas would take
   * milliseconds of the start of a JVM.
   *
   * @param network the network's name
   * @param generated whether vector kernels were
   * @return 32 or 16 for the vector variant with tiles for so many registers, 0 for the scalar one
   * @throws IllegalArgumentException if a system property above has an unknown value
   * @throws IllegalStateException if vector kernels are demanded but cannot run here, or were not generated
   */
  public static int registers(String network, boolean generated) {
    return registers(choice(), System.getProperty("kernelsmith.kernels"), network, generated);
  }

  static int registers(VariantChoice choice, @Nullable String forced, String network, boolean generated) {
    if (choice.kind() == Kind.SCALAR) {
      if (forced == null) {
        warn(network, choice.reason());
      }
      return 0;
    }
    if (generated) {
      return choice.registers();
    }
    String reason =
        "its vector kernels were not generated. Compile it with --add-modules jdk.incubator.vector, or with"
            + " \"requires jdk.incubator.vector\" in its module-info.java.";
    if ("vector".equals(forced)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "-Dkernelsmith.kernels=vector cannot be obeyed for network %s: %s", network,
              reason));
    }
    warn(network, reason);
    return 0;
  }

  private static void warn(String network, String reason) {
    if (SAID.add(reason)) {
      System.getLogger("dev.kernelsmith")
          .log(
              Level.WARNING,
              "Kernelsmith runs network {0} with scalar kernels, which are several times slower than vector ones: {1}",
              network, reason);
    }
  }
}
