package dev.kernelsmith.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what is in a safetensors file, whatever wrote it. */
// @formatter:off
@Command(name = "inspect", sortOptions = false,
    description = {
      "List what is in a safetensors file, whatever wrote it: names, types and shapes of tensors, statistics of their values, and metadata.",
      "Statistics are of the finite values; there are none of types such as F8, which are listed only."
    })
final class InspectCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("TENSOR", "TYPE", "SHAPE", "VALUES", "MIN", "MAX", "MEAN", "DEVIATION", "NORM", "ZEROS", "NOT FINITE");
  private static final List<String> FIGURES = List.of("min", "max", "mean", "standardDeviation", "norm");

  /** Columns of words; those of numbers end at the right. */
  private static final int WORDS = 3;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Weights, a checkpoint, or a safetensors file of another program.")
  private Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    StoredTensors content = StoredTensors.read(file);
    Map<String, StoredTensors.Stored> tensors = content.tensors();
    Map<String, String> metadata = content.metadata();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(tensors, metadata, Files.size(file)));
    } else {
      print(out, tensors, metadata, Files.size(file));
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, Map<String, StoredTensors.Stored> tensors, Map<String, String> metadata,
      long bytes) {
    long values = tensors.values().stream().mapToLong(StoredTensors.Stored::count).sum();
    out.print(Texts.format("%s: %,d bytes, %,d tensors, %,d values%n", file, bytes, tensors.size(), values));
    if (!tensors.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(HEADER));
      tensors.forEach((name, tensor) -> rows.add(row(name, tensor)));
      out.println();
      Texts.table(rows, WORDS).forEach(out::println);
    }
    if (!metadata.isEmpty()) {
      int width = metadata.keySet().stream().mapToInt(key -> printable(key).length()).max().orElse(1);
      out.print(Texts.format("%nmetadata%n"));
      metadata.forEach((key, value) -> out.println("  " + padded(printable(key), width) + "  " + printable(value)));
    }
  }

  private static List<String> row(String name, StoredTensors.Stored tensor) {
    TensorStatistics statistics = tensor.statistics();
    List<String> row = new ArrayList<>();
    row.add(printable(name));
    row.add(tensor.type());
    row.add(tensor.shape().isEmpty() ? "scalar" : Texts.shape(tensor.shape()));
    row.add(Texts.grouped(tensor.count()));
    if (statistics == null) {
      row.addAll(Collections.nCopies(HEADER.size() - row.size(), "-"));
      return row;
    }
    statistics.figures().forEach(figure -> row.add(Double.isNaN(figure) ? "-" : Texts.format("%.4g", figure)));
    row.add(Texts.grouped(statistics.zeros()));
    row.add(Texts.grouped(statistics.notFinite()));
    return row;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  /** A name of a hostile file must not reach the terminal as a command. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String json(Map<String, StoredTensors.Stored> tensors, Map<String, String> metadata, long bytes) {
    String list = tensors.entrySet().stream()
        .map(entry -> "    " + json(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",\n"));
    String texts = metadata.entrySet().stream()
        .map(entry -> "    " + quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
        .collect(Collectors.joining(",\n"));
    return "{\n  \"bytes\": " + bytes + ",\n  \"tensors\": [" + lines(list) + "],\n  \"metadata\": {" + lines(texts)
        + "}\n}";
  }

  private static String lines(String text) {
    return text.isEmpty() ? "" : "\n" + text + "\n  ";
  }

  private static String json(String name, StoredTensors.Stored tensor) {
    TensorStatistics statistics = tensor.statistics();
    StringBuilder text = new StringBuilder("{\"name\": ").append(quoted(name));
    text.append(", \"type\": \"").append(tensor.type()).append("\", \"shape\": ").append(tensor.shape());
    text.append(", \"values\": ").append(tensor.count());
    if (statistics == null) {
      return text.append("}").toString();
    }
    for (int i = 0; i < FIGURES.size(); i++) {
      double figure = statistics.figures().get(i);
      text.append(", \"").append(FIGURES.get(i)).append("\": ").append(Double.isFinite(figure) ? "" + figure : "null");
    }
    return text.append(", \"zeros\": ").append(statistics.zeros()).append(", \"notFinite\": ")
        .append(statistics.notFinite()).append('}').toString();
  }

  /** A JSON string. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(Texts.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
