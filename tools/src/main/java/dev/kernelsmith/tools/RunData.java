package dev.kernelsmith.tools;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a run folder holds, for a page. A line that a training is just writing is left out; others that are damaged are counted. */
final class RunData {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_LINES = 2000;

  private final Path folder;
  private int skipped;

  private RunData(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a run folder.
   *
   * @throws NoSuchFileException if there is none
   * @throws DataFormatException if a file of it is damaged
   */
  static ObjectNode read(Path folder) throws IOException {
    return new RunData(folder).read();
  }

  /** An empty object, to be filled. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private ObjectNode read() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null,
          Files.exists(folder) ? "is a file: name the folder of a run, as of train --run" : "no such folder of a run");
    }
    if (!Files.exists(folder.resolve("config.json"))) {
      throw new NoSuchFileException(folder.toString(), null,
          "holds no run: there is no config.json in it, which train --run or a RunFolder writes");
    }
    JsonNode config = file("config.json");
    ObjectNode run = MAPPER.createObjectNode();
    Path name = folder.toAbsolutePath().normalize().getFileName();
    run.put("name", name == null ? folder.toString() : name.toString());
    run.set("config", config);
    run.set("events", lines("events.jsonl"));
    ArrayNode epochs = lines("epochs.jsonl");
    run.put("seconds",
        StreamSupport.stream(epochs.spliterator(), false).mapToDouble(e -> e.get("seconds").asDouble()).sum());
    run.set("epochs", thinned(epochs));
    run.set("steps", thinned(lines("steps.jsonl")));
    run.set("layers", lastLine("layers.jsonl"));
    run.set("filters", optional("filters.json"));
    run.set("times", optional("times.json"));
    run.set("evaluation", optional("evaluation.json"));
    run.put("graph", NetworkDrawing.svg(nodes(config), false));
    run.put("skipped", skipped);
    return run;
  }

  private static List<NetworkDrawing.Node> nodes(JsonNode config) {
    List<NetworkDrawing.Node> nodes = new ArrayList<>();
    config.get("inputs").forEach(input -> nodes
        .add(new NetworkDrawing.Node(input.path("name").asText(), "", List.of(), numbers(input.path("shape")), 0, 0)));
    config.get("layers").forEach(layer -> {
      List<String> inputs = new ArrayList<>();
      layer.path("inputs").forEach(input -> inputs.add(input.asText()));
      nodes.add(new NetworkDrawing.Node(layer.path("name").asText(), layer.path("kind").asText(), inputs,
          numbers(layer.path("shape")), layer.path("parameters").asLong(), layer.path("flops").asLong()));
    });
    return nodes;
  }

  private static List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }

  private JsonNode optional(String name) throws IOException {
    return Files.exists(folder.resolve(name)) ? file(name) : MAPPER.nullNode();
  }

  private JsonNode file(String name) throws IOException {
    Path file = folder.resolve(name);
    JsonNode content;
    try {
      content = MAPPER.readTree(text(file)); // as bytes, Jackson would guess other charsets
    } catch (JacksonException e) {
      throw new DataFormatException(file, "is damaged: " + problem(e), "JSON", remedy(name), e);
    }
    String lacks = RunShape.lacks(name, content);
    if (!lacks.isEmpty()) {
      throw new DataFormatException(file, lacks, "what a RunFolder of this version writes", remedy(name));
    }
    return content;
  }

  /** What is wrong and where, without what Jackson says of itself. */
  private static String problem(JacksonException e) {
    JsonLocation at = e.getLocation();
    String what = e.getOriginalMessage().replaceAll(" \\(start marker at \\[.*?\\]\\)", "");
    return at == null ? what : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + what;
  }

  /** The configuration is needed, of other files a page shows what there is. */
  private static String remedy(String name) {
    return name.equals("config.json") ? "use the version of Kernelsmith that wrote it, or train again"
        : "use the version of Kernelsmith that wrote it, or delete the file: the page then goes without it";
  }

  /** What of a file is no UTF-8 becomes U+FFFD. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private ArrayNode lines(String name) throws IOException {
    ArrayNode lines = MAPPER.createArrayNode();
    Path file = folder.resolve(name);
    String text = Files.exists(file) ? text(file) : "";
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      JsonNode line = line(name, text.substring(from, to));
      if (line != null) {
        lines.add(line);
      }
      from = to + 1;
    }
    return lines;
  }

  /** The last whole line of a file whose lines are long; of the others nothing is shown. */
  private @Nullable JsonNode lastLine(String name) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.exists(file) ? text(file) : "";
    JsonNode line = null;
    for (int to = text.lastIndexOf('\n'); line == null && to >= 0;) {
      int from = text.lastIndexOf('\n', to - 1) + 1;
      line = line(name, text.substring(from, to));
      to = from - 1;
    }
    return line;
  }

  /** A line; null where it is damaged, which the page says. */
  private @Nullable JsonNode line(String name, String text) {
    try {
      JsonNode line = MAPPER.readTree(text);
      if (line.isObject() && RunShape.isLine(name, line)) {
        return line;
      }
    } catch (JacksonException e) {
      // counts as one that lacks something
    }
    skipped++;
    return null;
  }

  /** Every so many lines, so that a page stays small, and the last. */
  private static ArrayNode thinned(ArrayNode lines) {
    int step = (lines.size() + MOST_LINES - 1) / MOST_LINES;
    if (step <= 1) {
      return lines;
    }
    ArrayNode kept = MAPPER.createArrayNode();
    for (int i = 0; i < lines.size(); i++) {
      if (i % step == 0 || i == lines.size() - 1) {
        kept.add(lines.get(i));
      }
    }
    return kept;
  }
}
