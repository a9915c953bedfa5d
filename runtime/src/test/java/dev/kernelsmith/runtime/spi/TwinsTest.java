package dev.kernelsmith.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.spi.TwinChoice.Kind;
import dev.kernelsmith.runtime.testing.LinearProgram;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TwinsTest {
  private static final TwinEnvironment GOOD =
      new TwinEnvironment(
          true, 512, "amd64", "openjdk 64-bit server vm", "mixed mode, sharing", "false", "true", "4", null, null);

  private static TwinEnvironment width(int bits, String arch, String registers) {
    return new TwinEnvironment(
        true, bits, arch, GOOD.vmName(), GOOD.vmInfo(), "false", "true", "4", null, registers);
  }

  private static TwinEnvironment vm(String name, String info, String jvmci, String fma, String tier) {
    return new TwinEnvironment(true, 512, "amd64", name, info, jvmci, fma, tier, null, null);
  }

  private static TwinEnvironment forced(TwinEnvironment e, String kernels) {
    return new TwinEnvironment(
        e.vectorModule(), e.vectorBits(), e.arch(), e.vmName(), e.vmInfo(), e.jvmciCompiler(), e.useFma(),
        e.tieredStopAtLevel(), kernels, e.registers());
  }

  static Stream<Arguments> refusals() {
    String name = GOOD.vmName();
    String info = GOOD.vmInfo();
    TwinEnvironment noModule =
        new TwinEnvironment(false, 0, "amd64", name, info, "false", "true", "4", null, null);
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
  void everyRefusalSaysWhyAndCannotBeOverruled(TwinEnvironment environment, String reason) {
    TwinChoice choice = TwinDecision.decide(environment);
    assertEquals(Kind.SCALAR, choice.kind());
    assertTrue(choice.reason().contains(reason), choice.reason());
    IllegalStateException exception =
        assertThrows(IllegalStateException.class, () -> TwinDecision.decide(forced(environment, "vector")));
    assertTrue(exception.getMessage().contains(reason), exception.getMessage());
    assertEquals(Kind.SCALAR, TwinDecision.decide(forced(environment, "scalar")).kind());
  }

  @ParameterizedTest
  @CsvSource({"512,amd64,,32", "256,amd64,,16", "128,amd64,,16", "128,aarch64,,32", "512,amd64,16,16",
    "256,amd64,32,32"})
  void theRegisterClassFollowsTheProcessorOrTheOption(int bits, String arch, String option, int registers) {
    TwinChoice choice = TwinDecision.decide(width(bits, arch, option));
    assertEquals(Kind.VECTOR, choice.kind());
    assertEquals(registers, choice.registers());
    assertEquals(bits, choice.vectorBits());
  }

  @Test
  void hotSpotWithoutItsOptionsIsTrusted() {
    assertEquals(Kind.VECTOR,
        TwinDecision.decide(vm("java hotspot(tm) 64-bit server vm", "mixed mode", null, null, null)).kind());
  }

  @Test
  void optionsAreObeyedAndChecked() {
    assertEquals(Kind.VECTOR, TwinDecision.decide(forced(GOOD, "vector")).kind());
    assertEquals(Kind.SCALAR, TwinDecision.decide(forced(GOOD, "scalar")).kind());
    String message =
        assertThrows(IllegalArgumentException.class, () -> TwinDecision.decide(forced(GOOD, "fast"))).getMessage();
    assertTrue(message.contains("-Dkernelsmith.kernels=fast"), message);
    message =
        assertThrows(IllegalArgumentException.class, () -> TwinDecision.decide(width(512, "amd64", "8"))).getMessage();
    assertTrue(message.contains("-Dkernelsmith.registers=8"), message);
  }

  @Test
  void makesOnlyTheChosenTwin() {
    KernelProgram scalar = new LinearProgram(1, 2, true, 1);
    KernelProgram vector32 = new LinearProgram(1, 2, true, 1);
    KernelProgram vector16 = new LinearProgram(1, 2, true, 1);
    Supplier<KernelProgram> never =
        () -> {
          throw new AssertionError("must not be made");
        };
    TwinChoice wide = TwinDecision.decide(GOOD);
    TwinChoice narrow = TwinDecision.decide(width(256, "amd64", null));
    TwinChoice none = TwinDecision.decide(forced(GOOD, "scalar"));
    assertSame(vector32, Twins.choose(wide, null, "N", never, () -> vector32, never));
    assertSame(vector16, Twins.choose(narrow, null, "N", never, never, () -> vector16));
    assertSame(vector16, Twins.choose(wide, null, "N", never, null, () -> vector16));
    assertSame(scalar, Twins.choose(none, "scalar", "N", () -> scalar, never, never));
    assertSame(scalar, Twins.choose(wide, null, "N", () -> scalar, null, null));
    String message =
        assertThrows(IllegalStateException.class, () -> Twins.choose(wide, "vector", "N", never, null, null))
            .getMessage();
    assertTrue(message.contains("were not generated"), message);
  }

  @Test
  void theFactsOfThisJvmAreConsistent() {
    UnaryOperator<TwinEnvironment> unforced = e -> forced(e, null);
    TwinEnvironment here = unforced.apply(TwinEnvironment.current());
    assertEquals(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), here.vectorModule());
    assertTrue(!here.arch().isEmpty() && !here.vmName().isEmpty());
    assertEquals(TwinDecision.decide(here), TwinDecision.decide(unforced.apply(TwinEnvironment.current())));
    assertSame(Twins.choice(), Twins.choice());
  }
}
