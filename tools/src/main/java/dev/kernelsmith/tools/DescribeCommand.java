package dev.kernelsmith.tools;

import dev.kernelsmith.metrics.LayerTimeReport;
import dev.kernelsmith.metrics.LayerTimes;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.AtomicFile;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a network layer by layer. */
// @formatter:off
@Command(name = "describe", sortOptions = false,
    description = {
      "Describe a network: layers with the shape of their output, parameters, floating-point operations of a prediction, and bytes.",
      "Bytes are of floats: those of the parameters without padding, and of the output for one sample."
    })
final class DescribeCommand implements Callable<Integer> {
  private static final List<String> HEADER = List.of("LAYER", "KIND", "FROM", "OUTPUT", "PARAMETERS", "FLOP", "PARAMETER BYTES", "OUTPUT BYTES");

  /** Columns of words; those of numbers end at the right. */
  private static final int WORDS = 4;

  /** When most code of a training is compiled. */
  private static final Duration COMPILED = Duration.ofSeconds(4);

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SAMPLE", converter = Sample.Converter.class, completionCandidates = Sample.Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Sample sample;

  @Mixin private ClassOptions own;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also write the network as a picture, a graph in SVG.")
  private @Nullable Path svg;

  @Option(names = "--time",
      description = "Also train on random numbers on the CPU for some seconds, and tell what each layer takes of the time: forward, backward, and in the optimizer.")
  private boolean timed;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", converter = PositiveInteger.class,
      description = "With --time: samples per step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--threads", paramLabel = "N", converter = PositiveInteger.class,
      description = "With --time: threads that train. Default: all processors")
  private @Nullable Integer threads;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", converter = PositiveInteger.class,
      description = "With --time: how long to measure, behind four seconds in which code is compiled. Default: ${DEFAULT-VALUE}")
  private int seconds;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    OutputFiles.check(svg, OutputFiles.Content.DRAWING);
    if (!timed) {
      Unused.refuse(spec, List.of("--batch", "--threads", "--seconds"), "without --time");
    }
    CompiledNetwork made = own.factory(sample).apply(0);
    NetworkSpec network = made.engine().spec();
    PrintWriter out = spec.commandLine().getOut();
    print(out, network);
    if (svg != null) {
      byte[] bytes = NetworkDrawing.svg(nodes(network), true).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(svg, channel -> channel.write(ByteBuffer.wrap(bytes)));
      out.println("picture: " + svg);
    }
    out.flush();
    if (timed) {
      time(out, made);
    }
    return 0;
  }

  private void time(PrintWriter out, CompiledNetwork network) {
    int processors = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    LayerTimes times = LayerTimes.of(network).after(COMPILED).atMost(Duration.ofSeconds(seconds)).endingTraining();
    Trainer.of(network).epochs(Integer.MAX_VALUE - 1).batchSize(batch).threads(processors).listener(times)
        .fit(RandomSamples.of(network.engine().spec(), batch));
    LayerTimeReport report = times.report()
        .orElseThrow(() -> new IllegalStateException("no times of layers were measured: " + times.reason()));
    out.print(Texts.format("%ntime of a training on random numbers, batch %d, %d %s, %s%n%n%s", batch, processors,
        processors == 1 ? "thread" : "threads", network.engine().kernels(), report));
    out.flush();
  }

  private static List<NetworkDrawing.Node> nodes(NetworkSpec network) {
    List<NetworkDrawing.Node> nodes = new ArrayList<>();
    for (TensorSpec input : network.inputs()) {
      nodes.add(new NetworkDrawing.Node(input.name(), "", List.of(), input.shape(), 0, 0));
    }
    for (LayerSpec layer : network.layers()) {
      nodes.add(new NetworkDrawing.Node(layer.name(), layer.kind(), layer.inputs(), layer.shape(),
          parameters(network, layer), layer.flops()));
    }
    return nodes;
  }

  private static long parameters(NetworkSpec network, LayerSpec layer) {
    return network.parameters().stream().filter(parameter -> layer.parameters().contains(parameter.name()))
        .mapToLong(ParameterSpec::length).sum();
  }

  private static long length(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private static void print(PrintWriter out, NetworkSpec network) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    for (TensorSpec input : network.inputs()) {
      rows.add(List.of(input.name(), input.isInt() ? "Input, ints" : "Input", "", Texts.shape(input.shape()), "", "",
          "", Texts.grouped((long) Float.BYTES * input.length())));
    }
    long outputs = 0;
    for (LayerSpec layer : network.layers()) {
      long parameters = parameters(network, layer);
      long output = Float.BYTES * length(layer.shape());
      outputs += output;
      rows.add(List.of(layer.name(), layer.kind(), String.join(", ", layer.inputs()), Texts.shape(layer.shape()),
          Texts.grouped(parameters), Texts.grouped(layer.flops()),
          Texts.grouped(Float.BYTES * parameters), Texts.grouped(output)));
    }
    long flops = network.layers().stream().mapToLong(LayerSpec::flops).sum();
    long all = Texts.parameters(network);
    rows.add(List.of("total", "", "", "", Texts.grouped(all), Texts.grouped(flops), Texts.grouped(Float.BYTES * all),
        Texts.grouped(outputs)));
    out.print(Texts.format("network %s%n%n", network.name()));
    Texts.table(rows, WORDS).forEach(out::println);
    out.print(Texts.format("%n%,d FLOP to train on one sample", network.trainingFlops()));
    out.println(network.losses().isEmpty() ? ""
        : Texts.format(", loss %s, optimizer %s, learning rate %s", network.lossName(), network.optimizerName(),
            network.learningRate()));
  }
}
