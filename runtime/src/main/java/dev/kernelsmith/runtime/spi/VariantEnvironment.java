package dev.kernelsmith.runtime.spi;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All facts that the choice between scalar and vector kernels depends on.
 *
 * @param vectorModule whether module jdk.incubator.vector is in the boot layer
 * @param vectorBits the preferred vector width in bits; 0 without the module, at most 64 where the JIT knows no vectors
 * @param arch system property {@code os.arch}
 * @param vmName system property {@code java.vm.name}
 * @param vmInfo system property {@code java.vm.info}
 * @param jvmciCompiler value of the HotSpot option {@code UseJVMCICompiler}; null where the VM does not have it
 * @param useFma value of the HotSpot option {@code UseFMA}; null where the VM does not have it
 * @param tieredStopAtLevel value of the HotSpot option {@code TieredStopAtLevel}; null where the VM does not have it
 * @param kernels system property {@code kernelsmith.kernels}
 * @param registers system property {@code kernelsmith.registers}
 */
record VariantEnvironment(
    boolean vectorModule,
    int vectorBits,
    String arch,
    String vmName,
    String vmInfo,
    @Nullable String jvmciCompiler,
    @Nullable String useFma,
    @Nullable String tieredStopAtLevel,
    @Nullable String kernels,
    @Nullable String registers) {

  /** The facts of this JVM. Options are not looked up, which takes milliseconds, where the kernels are scalar ones whatever they are. */
  static VariantEnvironment current() {
    String kernels = System.getProperty("kernelsmith.kernels");
    boolean vectors = isInBootLayer("jdk.incubator.vector");
    boolean options = vectors && !"scalar".equals(kernels) && isInBootLayer("jdk.management");
    return new VariantEnvironment(
        vectors,
        vectors ? PreferredWidth.bits() : 0,
        property("os.arch"),
        property("java.vm.name"),
        property("java.vm.info"),
        options ? HotSpotOptions.value("UseJVMCICompiler") : null,
        options ? HotSpotOptions.value("UseFMA") : null,
        options ? HotSpotOptions.value("TieredStopAtLevel") : null,
        kernels,
        System.getProperty("kernelsmith.registers"));
  }

  private static boolean isInBootLayer(String module) {
    for (Module present : ModuleLayer.boot().modules()) {
      if (present.getName().equals(module)) {
        return true;
      }
    }
    return false;
  }

  private static String property(String key) {
    return System.getProperty(key, "").toLowerCase(Locale.ROOT);
  }

  /** The only class of the runtime that names a type of jdk.incubator.vector; loaded only where that module is. */
  private static final class PreferredWidth {
    static int bits() {
      return jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }

  /** The only class of the runtime that names a type of jdk.management; loaded only where that module is. */
  private static final class HotSpotOptions {
    static @Nullable String value(String option) {
      var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
      if (bean == null) {
        return null;
      }
      try {
        return bean.getVMOption(option).getValue();
      } catch (IllegalArgumentException absent) { // this VM has no such option, which is an answer too
        return null;
      }
    }
  }
}
