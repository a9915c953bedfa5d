package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated, computed, written and read back depends on no locale: digits, decimal signs, upper and lower case. */
class LocaleTest {
  /** Arabic, Persian, Devanagari and Thai digits, a decimal comma, and a language with an i of its own. */
  private static final List<String> TAGS =
      List.of("ar-EG", "fa-IR", "ne-NP", "th-TH-u-nu-thai", "tr-TR", "de-DE", "und");

  @Test
  void compilesAndRunsAlikeInEveryLocale(@TempDir Path folder) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(TAGS);
    List<String> lines =
        ChildJvm.run(
            folder, List.of("-Duser.language=ar", "-Duser.country=EG", ChildJvm.SHORT_LIVED), LocaleRun.class,
            arguments.toArray(String[]::new));
    assertEquals(TAGS.size(), lines.size(), lines::toString);
    String expected = lines.getLast().substring("und: ".length());
    assertTrue(expected.startsWith("3 faults, 7 sources "), expected);
    for (int i = 0; i < TAGS.size(); i++) {
      assertEquals(TAGS.get(i) + ": " + expected, lines.get(i));
    }
  }
}
