package dev.kernelsmith.tools;

import com.fasterxml.jackson.core.JacksonException;
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

/** What a run folder holds, for a page. A line that a training is just writing is left out; others that are damaged are counted. */
final class RunData {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_STEPS = 2000;

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
    run.set("epochs", lines("epochs.jsonl"));
    run.set("steps", thinned(lines("steps.jsonl")));
    ArrayNode layers = lines("layers.jsonl");
    run.set("layers", layers.isEmpty() ? null : layers.get(layers.size() - 1));
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
      throw new DataFormatException(file, "is damaged: " + e.getOriginalMessage(), "JSON", remedy(name), e);
    }
    String lacks = RunShape.lacks(name, content);
    if (!lacks.isEmpty()) {
      throw new DataFormatException(file, lacks, "what a RunFolder of this version writes", remedy(name));
    }
    return content;
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
      try {
        JsonNode line = MAPPER.readTree(text.substring(from, to));
        if (line.isObject() && RunShape.isLine(name, line)) {
          lines.add(line);
        } else {
          skipped++;
        }
      } catch (JacksonException e) {
        skipped++; // the page says so
      }
      from = to + 1;
    }
    return lines;
  }

  /** Every so many lines, so that a page stays small, and the last. */
  private static ArrayNode thinned(ArrayNode lines) {
    int step = (lines.size() + MOST_STEPS - 1) / MOST_STEPS;
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
