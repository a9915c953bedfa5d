package dev.kernelsmith.processor.emit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
  private static String text(String packageName, String className, Set<String> hidden) {
    TypeSpec type = TypeSpec.classBuilder("Kernels")
        .addJavadoc("Of {@link ~$L}.\n", className)
        .addField(
            FieldSpec.builder(TypeNames.LIST, "all").initializer("$T.of(#Math.max(1, 2))", TypeNames.LIST).build())
        .build();
    return SourceText.of(
        JavaFile.builder(packageName, type).build(), new NetworkNames(packageName, className), hidden);
  }

  @Test
  void importsWhatNothingHides() {
    assertEquals("""
        package app;

        import java.lang.Math;
        import java.util.List;

        /** Of {@link Net}. */
        class Kernels {
          List all = List.of(Math.max(1, 2));
        }
        """, text("app", "Net", Set.of()));
  }

  @Test
  void qualifiesWhatIsHidden() {
    String text = text("", "Net", Set.of("Math"));
    assertTrue(text.contains("List all = List.of(java.lang.Math.max(1, 2));"), text);
    assertTrue(text.startsWith("import java.util.List;\n\n/**"), text);
  }

  @Test
  void linksToTheAnnotatedClassWhateverIsImported() {
    assertTrue(text("app", "Math", Set.of()).contains("{@link app.Math}"));
    assertTrue(text("app", "List.Net", Set.of()).contains("{@link app.List.Net}"));
    assertTrue(text("", "Math", Set.of()).contains("{@code Math}"));
    assertTrue(text("", "Maths", Set.of()).contains("{@link Maths}"));
  }

  @Test
  void takesNoTypePastTheTable() {
    TypeSpec type = TypeSpec.classBuilder("A").addField(ClassName.get("java.util", "Map"), "map").build();
    JavaFile file = JavaFile.builder("app", type).build();
    assertThrows(IllegalStateException.class, () -> SourceText.of(file, new NetworkNames("app", "A"), Set.of()));
    assertThrows(IllegalArgumentException.class, () -> TypeNames.of("Map"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain \\ text", "größe 层 \uD835\uDCB3", "\\ö", "\\\\ö", "\\\\\\öü", "\"\\\"é\"", "é\\"})
  void escapesMeanTheText(String text) {
    String escaped = SourceText.escaped(text);
    assertTrue(escaped.chars().allMatch(c -> c < 128), escaped);
    assertEquals(text, unescaped(escaped));
  }

  /** As the Java Language Specification says in 3.3: only a backslash after an even number of them begins an escape. */
  private static String unescaped(String text) {
    Matcher matcher = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u([0-9a-f]{4})").matcher(text);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (matcher.find(at)) {
      out.append(text, at, matcher.start()).append(matcher.group(1))
          .append((char) Integer.parseInt(matcher.group(2), 16));
      at = matcher.end();
    }
    return out.append(text.substring(at)).toString();
  }
}
