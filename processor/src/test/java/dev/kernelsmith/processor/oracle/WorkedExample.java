package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One operation with its inputs, parameters and expected results. */
record WorkedExample(JsonNode json) {
  /** All examples of a file, by id. */
  static Map<String, WorkedExample> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Examples that are part of the project, by id: a selection of those in {@code shared/data}. */
  static Map<String, WorkedExample> bundled() {
    try (InputStream in = WorkedExample.class.getResourceAsStream("/oracle/worked-examples.json")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, WorkedExample> read(InputStream in) throws IOException {
    Map<String, WorkedExample> examples = new LinkedHashMap<>();
    for (JsonNode e : new ObjectMapper().readTree(in).get("examples")) {
      examples.put(e.get("id").asText(), new WorkedExample(e));
    }
    return examples;
  }

  /** The elements of an input or a parameter, row-major. */
  double[] values(String name) {
    return elements(find(name));
  }

  /** The extents of an input or a parameter. */
  List<Integer> shape(String name) {
    List<Integer> shape = new ArrayList<>();
    find(name).get("shape").forEach(d -> shape.add(d.asInt()));
    return shape;
  }

  /** A number among the inputs or parameters. */
  double number(String name) {
    return values(name)[0];
  }

  /** A text among the parameters. */
  String text(String name) {
    return find(name).asText();
  }

  /** Texts among the parameters. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    find(name).forEach(t -> texts.add(t.asText()));
    return texts;
  }

  /** A list of whole numbers among the parameters. */
  List<Integer> integers(String name) {
    List<Integer> numbers = new ArrayList<>();
    JsonNode node = find(name);
    if (node.isArray()) {
      node.forEach(v -> numbers.add(v.asInt()));
    } else {
      numbers.add(node.asInt());
    }
    return numbers;
  }

  private JsonNode find(String name) {
    JsonNode node = json.get("inputs").has(name) ? json.get("inputs").get(name) : json.get("params").get(name);
    if (node == null) {
      throw new IllegalArgumentException(json.get("id") + " has no " + name);
    }
    return node;
  }

  private static double[] elements(JsonNode node) {
    if (node.isNumber()) {
      return new double[] {node.asDouble()};
    }
    JsonNode data = node.isArray() ? node : node.get("data");
    double[] values = new double[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).asDouble();
    }
    return values;
  }

  /** Whether a result of this name is expected. */
  boolean expects(String name) {
    return json.get("expected").has(name);
  }

  /** What is expected. */
  double[] expected(String name) {
    return elements(json.get("expected").get(name));
  }

  /** Compares with what is expected, within the example's tolerances. */
  void check(String name, double... actual) {
    compare(name, expected(name), actual);
  }

  /** Compares one row of what is expected. */
  void checkRow(String name, int row, double... actual) {
    double[] all = expected(name);
    double[] expected = new double[actual.length];
    System.arraycopy(all, row * actual.length, expected, 0, actual.length);
    compare(name + " row " + row, expected, actual);
  }

  /** Compares values within the example's tolerances. */
  void compare(String name, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = json.get("tol_abs").asDouble() + json.get("tol_rel").asDouble() * Math.abs(expected[i]);
      assertEquals(expected[i], actual[i], tolerance, name + "[" + i + "]");
    }
  }
}
