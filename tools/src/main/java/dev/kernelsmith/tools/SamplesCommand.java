package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the samples. */
@Command(name = "samples", description = "List the samples: shapes, parameters, floating-point operations.")
final class SamplesCommand implements Runnable {
  private static final String ROW = "%-11s %-8s %-6s %6s %10s %12s %11s  %s%n";

  // @formatter:off
  @Spec private CommandSpec spec;

  @Option(names = "--layers", description = "List every layer too.")
  private boolean layers;
  // @formatter:on

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Texts.format(ROW, "", "", "", "", "", "FLOP to", "FLOP to", ""));
    out.print(Texts.format(ROW, "SAMPLE", "INPUT", "OUTPUT", "LAYERS", "PARAMETERS", "PREDICT ONE", "TRAIN ONE", ""));
    for (Sample sample : Sample.ALL) {
      NetworkSpec network = sample.factory().apply(0).engine().spec();
      print(out, sample, network);
      if (layers) {
        network.layers().forEach(layer -> print(out, layer));
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, Sample sample, NetworkSpec network) {
    out.print(
        Texts.format(
            ROW,
            sample.name(),
            Texts.shape(network.inputs().getFirst().shape()),
            Texts.shape(network.outputs().getFirst().shape()),
            network.layers().size(),
            Texts.grouped(Texts.parameters(network)),
            Texts.grouped(network.layers().stream().mapToLong(LayerSpec::flops).sum()),
            Texts.grouped(network.trainingFlops()),
            sample.description()));
  }

  private static void print(PrintWriter out, LayerSpec layer) {
    out.print(
        Texts.format(
            "    %-10s %-7s %-9s from %-16s %12s FLOP%n",
            layer.name(),
            layer.kind(),
            Texts.shape(layer.shape()),
            String.join(", ", layer.inputs()),
            Texts.grouped(layer.flops())));
  }
}
