package dev.kernelsmith.processor.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.lower.LayerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/layers.md} says what the annotations say. To write it anew, run this test with {@code -Ddocs.update=true} (with Maven: {@code mvn -pl
 * processor -am test -Dtest=LayersDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true}).
 */
class LayersDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "layers.md");

  private static String written() throws IOException {
    return LayersDocument.of(Path.of("..", "annotations", "src", "main", "java"));
  }

  @Test
  void isUpToDate() throws IOException {
    String written = written();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, written);
    }
    assertEquals(written, Files.readString(DOCUMENT), "docs/layers.md is old; see LayersDocumentTest");
  }

  @Test
  void theReadmeNamesEachLayer() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    for (String layer : LayerTable.rules().keySet()) {
      assertTrue(readme.contains("`@" + layer + "`"), layer);
    }
  }

  @Test
  void linksLeadToSections() throws IOException {
    String written = written();
    Set<String> sections = Pattern.compile("(?m)^## (\\w+)$").matcher(written).results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Set<String> targets =
        Pattern.compile("\\(#(\\w+)\\)").matcher(written).results().map(link -> link.group(1))
            .collect(Collectors.toSet());
    assertTrue(sections.containsAll(targets), targets::toString);
    assertTrue(targets.contains("activation"), targets::toString);
  }
}
