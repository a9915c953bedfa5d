package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.runtime.spi.VariantChoice.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
   * Chooses and makes one variant. Called once, by the generated class.
   *
   * @param network the network's name
   * @param scalar makes the scalar variant
   * @param vector32 makes the vector variant with tiles for 32 registers; null where it was not generated
   * @param vector16 makes the vector variant with tiles for 16 registers; null where it was not generated
   * @throws IllegalArgumentException if a system property above has an unknown value
   * @throws IllegalStateException if vector kernels are demanded but cannot run here, or were not generated
   */
  public static KernelProgram choose(
      String network,
      Supplier<KernelProgram> scalar,
      @Nullable Supplier<KernelProgram> vector32,
      @Nullable Supplier<KernelProgram> vector16) {
    return choose(choice(), System.getProperty("kernelsmith.kernels"), network, scalar, vector32, vector16);
  }

  static KernelProgram choose(
      VariantChoice choice,
      @Nullable String forced,
      String network,
      Supplier<KernelProgram> scalar,
      @Nullable Supplier<KernelProgram> vector32,
      @Nullable Supplier<KernelProgram> vector16) {
    if (choice.kind() == Kind.VECTOR) {
      Supplier<KernelProgram> vector =
          choice.registers() == 32 ? either(vector32, vector16) : either(vector16, vector32);
      if (vector != null) {
        return vector.get();
      }
    }
    if (choice.kind() == Kind.SCALAR) {
      say(forced == null ? Level.WARNING : Level.DEBUG, network, choice.reason());
    } else {
      String reason =
          "its vector kernels were not generated. Compile it with --add-modules jdk.incubator.vector, or with"
              + " \"requires jdk.incubator.vector\" in its module-info.java.";
      if ("vector".equals(forced)) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "-Dkernelsmith.kernels=vector cannot be obeyed for network %s: %s", network,
                reason));
      }
      say(Level.WARNING, network, reason);
    }
    return scalar.get();
  }

  private static @Nullable Supplier<KernelProgram> either(
      @Nullable Supplier<KernelProgram> first, @Nullable Supplier<KernelProgram> second) {
    return first != null ? first : second;
  }

  private static void say(Level level, String network, String reason) {
    Logger logger = System.getLogger("dev.kernelsmith");
    if (SAID.add(reason) && logger.isLoggable(level)) {
      logger.log(
          level,
          "Kernelsmith runs network {0} with scalar kernels, which are several times slower than vector ones: {1}",
          network, reason);
    }
  }
}
