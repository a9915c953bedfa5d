package dev.kernelsmith.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.spi.VariantChoice.Kind;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelVariantsTest {
  private static final VariantEnvironment GOOD =
      new VariantEnvironment(
          true, 512, "amd64", "openjdk 64-bit server vm", "mixed mode, sharing", "false", "true", "4", null, null);

  private static VariantEnvironment width(int bits, String arch, String registers) {
    return new VariantEnvironment(
        true, bits, arch, GOOD.vmName(), GOOD.vmInfo(), "false", "true", "4", null, registers);
  }

  private static VariantEnvironment vm(String name, String info, String jvmci, String fma, String tier) {
    return new VariantEnvironment(true, 512, "amd64", name, info, jvmci, fma, tier, null, null);
  }

  private static VariantEnvironment forced(VariantEnvironment e, String kernels) {
    return new VariantEnvironment(
        e.vectorModule(), e.vectorBits(), e.arch(), e.vmName(), e.vmInfo(), e.jvmciCompiler(), e.useFma(),
        e.tieredStopAtLevel(), kernels, e.registers());
  }

  static Stream<Arguments> refusals() {
    String name = GOOD.vmName();
    String info = GOOD.vmInfo();
    VariantEnvironment noModule =
        new VariantEnvironment(false, 0, "amd64", name, info, "false", "true", "4", null, null);
    return Stream.of(
        Arguments.of(noModule, "Add --add-modules jdk.incubator.vector"),
        Arguments.of(vm("eclipse openj9 vm", info, null, null, null), "OpenJDK build with HotSpot"),
        Arguments.of(vm("substrate vm", info, null, null, null), "not HotSpot"),
        Arguments.of(vm(name, "interpreted mode", "false", "true", "4"), "-Xint"),
        Arguments.of(vm(name, "mixed mode, emulated-client", "false", "true", "4"), "C2 compiler is switched off"),
        Arguments.of(vm(name, info, "false", "true", "1"), "C2 compiler is switched off"),
        Arguments.of(vm(name, info, "true", "true", "4"), "-XX:-UseJVMCICompiler"),
        Arguments.of(vm(name, info, "false", "false", "4"), "multiply-add"),
        Arguments.of(width(64, "amd64", null), "only 64 bits"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalSaysWhyAndCannotBeOverruled(VariantEnvironment environment, String reason) {
    VariantChoice choice = VariantDecision.decide(environment);
    assertEquals(Kind.SCALAR, choice.kind());
    assertTrue(choice.reason().contains(reason), choice.reason());
    IllegalStateException exception =
        assertThrows(IllegalStateException.class, () -> VariantDecision.decide(forced(environment, "vector")));
    assertTrue(exception.getMessage().contains(reason), exception.getMessage());
    assertEquals(Kind.SCALAR, VariantDecision.decide(forced(environment, "scalar")).kind());
  }

  @ParameterizedTest
  @CsvSource({"512,amd64,,32", "256,amd64,,16", "128,amd64,,16", "128,aarch64,,32", "512,amd64,16,16",
    "256,amd64,32,32"})
  void theRegisterClassFollowsTheProcessorOrTheOption(int bits, String arch, String option, int registers) {
    VariantChoice choice = VariantDecision.decide(width(bits, arch, option));
    assertEquals(Kind.VECTOR, choice.kind());
    assertEquals(registers, choice.registers());
    assertEquals(bits, choice.vectorBits());
  }

  @Test
  void hotSpotWithoutItsOptionsIsTrusted() {
    assertEquals(Kind.VECTOR,
        VariantDecision.decide(vm("java hotspot(tm) 64-bit server vm", "mixed mode", null, null, null)).kind());
  }

  @Test
  void optionsAreObeyedAndChecked() {
    assertEquals(Kind.VECTOR, VariantDecision.decide(forced(GOOD, "vector")).kind());
    assertEquals(Kind.SCALAR, VariantDecision.decide(forced(GOOD, "scalar")).kind());
    String message =
        assertThrows(IllegalArgumentException.class, () -> VariantDecision.decide(forced(GOOD, "fast"))).getMessage();
    assertTrue(message.contains("-Dkernelsmith.kernels=fast"), message);
    message =
        assertThrows(IllegalArgumentException.class, () -> VariantDecision.decide(width(512, "amd64", "8")))
            .getMessage();
    assertTrue(message.contains("-Dkernelsmith.registers=8"), message);
  }

  @Test
  void choosesAmongWhatWasGenerated() {
    VariantChoice wide = VariantDecision.decide(GOOD);
    VariantChoice narrow = VariantDecision.decide(width(256, "amd64", null));
    VariantChoice none = VariantDecision.decide(forced(GOOD, "scalar"));
    assertEquals(32, KernelVariants.registers(wide, null, "N", true));
    assertEquals(32, KernelVariants.registers(wide, "vector", "N", true));
    assertEquals(16, KernelVariants.registers(narrow, null, "N", true));
    assertEquals(0, KernelVariants.registers(none, "scalar", "N", true));
    assertEquals(0, KernelVariants.registers(wide, null, "N", false));
    String message =
        assertThrows(IllegalStateException.class, () -> KernelVariants.registers(wide, "vector", "N", false))
            .getMessage();
    assertTrue(message.contains("were not generated"), message);
  }

  @Test
  void theFactsOfThisJvmAreConsistent() {
    UnaryOperator<VariantEnvironment> unforced = e -> forced(e, null);
    VariantEnvironment here = unforced.apply(VariantEnvironment.current());
    assertEquals(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), here.vectorModule());
    assertTrue(!here.arch().isEmpty() && !here.vmName().isEmpty());
    assertEquals(VariantDecision.decide(here), VariantDecision.decide(unforced.apply(VariantEnvironment.current())));
    assertSame(KernelVariants.choice(), KernelVariants.choice());
  }
}
