package dev.kernelsmith.processor.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about formulas: its classes compile, without a word from the processor. */
class FormulasDocumentTest {
  private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern NAME = Pattern.compile("public class (\\w+)");

  @Test
  void classesCompile() throws IOException {
    String page = Files.readString(Path.of("../docs/formulas.md"));
    List<String> classes = CODE.matcher(page).results().map((MatchResult code) -> code.group(1)).toList();
    assertEquals(4, classes.size());
    for (String source : classes) {
      String name = NAME.matcher(source).results().findFirst().orElseThrow().group(1);
      Compilation compilation = Compile.with(CompilerKind.JAVAC).withVectorModule().source(name, source).run();
      assertTrue(compilation.success() && compilation.own().isEmpty(), compilation::report);
    }
  }
}
