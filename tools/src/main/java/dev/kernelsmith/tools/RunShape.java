package dev.kernelsmith.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What a page reads of the files of a run, which others may have changed: a file or line that lacks it is not handed to the page. */
final class RunShape {
  private static final Set<String> NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private RunShape() {}

  /** Whether a line of a file has what the page reads of it. */
  static boolean isLine(String file, JsonNode line) {
    return switch (file) {
      case "epochs.jsonl" -> numbers(line, "epoch", "step", "loss", "seconds", "samplesPerSecond");
      case "steps.jsonl" -> numbers(line, "step", "loss");
      case "layers.jsonl" -> numbers(line, "epoch") && each(line, "parameters", RunShape::isParameter);
      default -> line.path("event").isTextual();
    };
  }

  private static boolean isParameter(JsonNode parameter) {
    return parameter.path("name").isTextual() && isHistogram(parameter.path("values"))
        && isHistogram(parameter.path("change"))
        && (!parameter.has("gradient") || isHistogram(parameter.get("gradient")));
  }

  private static boolean isHistogram(JsonNode figures) {
    return numbers(figures, "min", "max", "mean", "norm") && each(figures, "bins", JsonNode::isNumber)
        && !figures.get("bins").isEmpty();
  }

  /** What a file lacks that the page reads; empty where it has all. */
  static String lacks(String file, JsonNode content) {
    return switch (file) {
      case "config.json" -> !content.path("layers").isArray() || !content.path("inputs").isArray()
          || content.path("format").asInt() != 1 ? "has no layers, inputs and format 1"
              : !content.path("notes").isObject() || !each(content, "layers", RunShape::isLayer)
                  ? "has no notes, or layers without name, shape and figures"
                  : "";
      case "filters.json" -> content.path("layer").isTextual() && each(content, "pictures", RunShape::isPicture) ? ""
          : "has no layer and pictures";
      case "times.json" -> numbers(content, "stacks", "seconds", "threads", "sampleNanos", "input", "update", "data",
          "validation", "rest", "unknown") && each(content, "layers", RunShape::isTime) ? ""
              : "has no layers with shares of the time, or not all other shares";
      default -> !numbers(content, "samples") ? "has no number of samples"
          : !each(content, "outputs", RunShape::isOutput) || content.get("outputs").isEmpty()
              ? "has no outputs with what the page shows of them"
              : "";
    };
  }

  private static boolean isLayer(JsonNode layer) {
    return layer.path("name").isTextual() && each(layer, "shape", JsonNode::isNumber)
        && numbers(layer, "parameters", "flops");
  }

  private static boolean isTime(JsonNode layer) {
    return layer.path("name").isTextual() && layer.path("joined").isBoolean()
        && numbers(layer, "forward", "backward", "update", "forwardGigaflops", "backwardGigaflops");
  }

  private static boolean isPicture(JsonNode picture) {
    return numbers(picture, "height", "width", "channels") && picture.path("pixels").isTextual();
  }

  private static boolean isOutput(JsonNode output) {
    boolean sound = output.has("classes")
        ? numbers(output, "accuracy") && each(output, "classes", RunShape::isRow)
            && each(output, "means", RunShape::isRow)
            && (!output.has("confusion") || each(output, "confusion", RunShape::isNumbers)
                && output.get("confusion").size() == output.get("classes").size())
        : numbers(output, "meanAbsoluteError", "rootMeanSquaredError") && each(output, "points", RunShape::isNumbers)
            && (!output.has("targets") || each(output, "targets", target -> target.path("name").isTextual()));
    return sound && (!output.has("mistakes")
        || each(output, "mistakes", mistake -> isMistake(mistake, output.has("classes"))));
  }

  private static boolean isRow(JsonNode row) {
    return row.path("name").isTextual() && numbers(row, "samples");
  }

  private static boolean isMistake(JsonNode mistake, boolean ofClasses) {
    return numbers(mistake, "sample")
        && (ofClasses ? mistake.has("is") && mistake.has("was")
            : isNumbers(mistake.path("target")) && isNumbers(mistake.path("value")))
        && (mistake.has("picture") ? isPicture(mistake.get("picture"))
            : mistake.path("row").isArray() && mistake.path("features").isArray());
  }

  private static boolean isNumbers(JsonNode list) {
    return list.isArray() && all(list, RunShape::isNumber);
  }

  private static boolean numbers(JsonNode object, String... names) {
    return List.of(names).stream().allMatch(name -> isNumber(object.path(name)));
  }

  private static boolean isNumber(JsonNode node) {
    return node.isNumber() || node.isTextual() && NUMBERS.contains(node.asText());
  }

  private interface Rule {
    boolean holds(JsonNode node);
  }

  private static boolean each(JsonNode object, String name, Rule rule) {
    return object.path(name).isArray() && all(object.get(name), rule);
  }

  private static boolean all(JsonNode list, Rule rule) {
    for (JsonNode node : list) {
      if (!rule.holds(node)) {
        return false;
      }
    }
    return true;
  }
}
