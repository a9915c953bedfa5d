package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated, computed, written and read back depends on no locale: digits, decimal signs, upper and lower case. */
class LocaleTest {
  /** Arabic digits, a language with an i of its own, a decimal comma, and what no locale has part in. */
  @Test
  void compilesAndRunsAlikeInEveryKindOfLocale(@TempDir Path folder) throws Exception {
    check(folder, List.of("ar-EG", "tr-TR", "de-DE", "und"));
  }

  /** Persian, Devanagari and Thai digits. */
  @Test
  @Tag("thorough")
  void compilesAndRunsAlikeWithOtherDigits(@TempDir Path folder) throws Exception {
    check(folder, List.of("fa-IR", "ne-NP", "th-TH-u-nu-thai", "und"));
  }

  private static void check(Path folder, List<String> tags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(tags);
    List<String> lines =
        ChildJvm.run(
            folder, List.of("-Duser.language=ar", "-Duser.country=EG", ChildJvm.SHORT_LIVED), LocaleRun.class,
            arguments.toArray(String[]::new));
    assertEquals(tags.size(), lines.size(), lines::toString);
    String expected = lines.getLast().substring("und: ".length());
    assertTrue(expected.startsWith("3 faults, 7 sources "), expected);
    for (int i = 0; i < tags.size(); i++) {
      assertEquals(tags.get(i) + ": " + expected, lines.get(i));
    }
  }
}
