package dev.kernelsmith.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of names that are none of those there are. */
class KnownNamesTest {
  private static final List<String> NAMES = List.of("input", "conv1", "conv2", "stage", "stage.1", "stage.1.conv");

  @ParameterizedTest
  @CsvSource({
    "conv, conv1' or 'conv2", "CONV2, conv2", "cnov1, conv1", "stgae, stage", "stage.1.cov, stage.1.conv",
    "stag.1, stage.1"
  })
  void near(String name, String nearest) {
    assertEquals(
        ": did you mean '" + nearest + "'? It has " + String.join(", ", NAMES), KnownNames.text(name, NAMES));
  }

  /** A long prefix does not make the rest near. */
  @ParameterizedTest
  @CsvSource({"residual", "stage.2", "stage.1.norm", "''", "stage.1."})
  void far(String name) {
    assertEquals("; it has " + String.join(", ", NAMES), KnownNames.text(name, NAMES));
  }

  @Test
  void many() {
    List<String> names = IntStream.range(0, 14).mapToObj(i -> "conv" + (char) ('a' + i)).toList();
    assertEquals(
        "; it has " + String.join(", ", names.subList(0, 12)) + " and 2 more", KnownNames.text("convz", names));
    assertEquals("", KnownNames.text("conv", List.of()));
  }
}
