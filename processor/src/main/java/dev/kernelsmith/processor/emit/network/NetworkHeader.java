package dev.kernelsmith.processor.emit.network;

import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of layers at the head of a generated network. */
final class NetworkHeader {
  private NetworkHeader() {}

  static String of(LayerGraph graph, NetworkPrograms programs, ParameterLayout layout) {
    int width = Math.max(5, graph.layers().stream().mapToInt(l -> l.name().length()).max().orElse(0));
    StringBuilder text = new StringBuilder();
    text.append("The network that {@link ~").append(graph.className()).append("} describes.\n\n<pre>\n");
    int kinds = Math.max(7, graph.layers().stream().mapToInt(l -> l.kind().length()).max().orElse(0));
    String row = "%-" + width + "s  %-" + kinds + "s %-12s %12s %14s%n".replace("%n", "\n");
    text.append(String.format(Locale.ROOT, row, "layer", "kind", "output", "parameters", "FLOP a sample"));
    for (GraphInput input : graph.inputs()) {
      String kind = input.ints() ? "ints" : "";
      text.append(String.format(Locale.ROOT, row, input.name(), kind, input.shape(), "", "").stripTrailing())
          .append('\n');
    }
    long parameters = 0;
    long flops = 0;
    for (LayerNode layer : graph.layers()) {
      long own = parameters(layer, programs.network().parameters());
      long work = flops(layer, programs);
      parameters += own;
      flops += work;
      text.append(
          String.format(Locale.ROOT, row, layer.name(), layer.kind(), layer.shape(), number(own), number(work)));
    }
    text.append(String.format(Locale.ROOT, row, "total", "", "", number(parameters), number(flops)));
    text.append("</pre>\n\n<p>");
    for (GraphInput input : graph.inputs()) {
      arrays(text, "Input", input.name(), input.shape(), input.ints());
    }
    for (GraphOutput output : graph.outputs()) {
      arrays(text, "Output", graph.name(output), graph.layer(output.layer()).shape(), false);
    }
    text.append("\n\n<p>");
    if (!graph.trained().isEmpty()) {
      String losses = graph.trained().stream().map(NetworkHeader::loss).collect(Collectors.joining(" + "));
      text.append("Loss ").append(losses).append(", optimizer ").append(graph.optimizer()).append("; ");
      text.append(number(trainingFlops(programs))).append(" FLOP a training sample. ");
    }
    long fixed =
        programs.network().parameters().stream().filter(p -> !p.isTrained()).mapToLong(p -> p.buffer().elements())
            .sum();
    if (fixed > 0) {
      text.append("Not trained are ").append(number(fixed)).append(" of the parameters. ");
    }
    text.append("Parameters take ").append(number(4L * layout.floats())).append(" bytes, rows padded to 16.\n");
    return text.toString();
  }

  private static void arrays(StringBuilder text, String what, String name, Shape shape, boolean ints) {
    text.append(text.toString().endsWith(">") ? "" : " ").append(what).append(" {@code ").append(name).append("}: ")
        .append(ArrayText.of(shape, ints)).append('.');
  }

  private static String loss(GraphOutput output) {
    LossValues values = Losses.values(output);
    return values.weight() == 1 ? values.text() : values.weight() + " * " + values.text();
  }

  private static long parameters(LayerNode layer, List<Parameter> all) {
    return all.stream()
        .filter(p -> p.name().startsWith(layer.name() + "."))
        .mapToLong(p -> p.buffer().elements())
        .sum();
  }

  /** Floating-point operations of a layer's forward pass, per sample. */
  static long flops(LayerNode layer, NetworkPrograms programs) {
    return programs.network().forward(layer).stream().mapToLong(Statement::flops).sum();
  }

  /** Floating-point operations of a training step without the optimizer, per sample. */
  static long trainingFlops(NetworkPrograms programs) {
    return programs.training() == null
        ? 0
        : programs.training().statements().stream().mapToLong(Statement::flops).sum();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
