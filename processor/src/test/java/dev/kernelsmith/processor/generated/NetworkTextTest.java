package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.lang.reflect.Constructor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a generated network says of itself: what its annotated class says, or else what it is. */
class NetworkTextTest {
  @ParameterizedTest
  @EnumSource
  void ownWordsWin(CompilerKind kind) throws ReflectiveOperationException {
    Compilation compilation = Compile.with(kind)
        .source("Plain", model("Plain", ""))
        .source("Own", model("Own", "@Override public String toString() { return \"my own words\"; }"))
        .source("Base", "class Base { @Override public final String toString() { return \"words of the base\"; } }")
        .source("Middle", "class Middle extends Base { public String toString(int any) { return \"other\"; } }")
        .source("Heir", model("Heir extends Middle", ""))
        .source("Early", model("Early", "final String early = \"\" + this;"))
        .run();
    assertTrue(compilation.success(), compilation::report);
    assertTrue(text(compilation, "Plain").startsWith("network Plain: 2 -> 3, 9 parameters, kernels: "));
    assertEquals("my own words", text(compilation, "Own"));
    assertEquals("words of the base", text(compilation, "Heir"));
    assertTrue(text(compilation, "Early").startsWith("network Early: 2 -> 3, 9 parameters, kernels: "));
  }

  private static String model(String type, String member) {
    return """
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;

        @Network(input = 2)
        class %s {
          @Dense(units = 3) Layer y;
          %s
        }
        """.formatted(type, member);
  }

  private static String text(Compilation compilation, String name) throws ReflectiveOperationException {
    Constructor<?> constructor = compilation.loader().loadClass(name + "Network").getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance().toString();
  }
}
