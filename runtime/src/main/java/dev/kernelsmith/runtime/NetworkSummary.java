package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A network as a table. */
final class NetworkSummary {
  private static final int COLUMNS = 80;
  private static final int LEAST_NAME = 12;
  private static final String GAP = "  ";

  private NetworkSummary() {}

  static String of(NetworkEngine engine) {
    NetworkSpec spec = engine.spec();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"layer", "kind", "output", "parameters", "trained", "FLOP"});
    for (TensorSpec input : spec.inputs()) {
      rows.add(new String[] {input.name(), input.isInt() ? "Input, ints" : "Input", shape(input.shape()), "", "", ""});
    }
    Set<String> seen = new HashSet<>();
    for (LayerSpec layer : spec.layers()) {
      rows.add(row(spec, layer, seen));
    }
    long all = count(spec.parameters());
    long trained = count(spec.trainedParameters());
    StringBuilder text = new StringBuilder();
    append(text, rows);
    text.append(
        String.format(Locale.ROOT, "%,d parameters in %s, %,d of them trained%n", all,
            bytes((long) Float.BYTES * spec.parameterFloats()), trained));
    long flops = spec.layers().stream().mapToLong(LayerSpec::flops).sum();
    text.append(
        String.format(Locale.ROOT, "a prediction of one sample is %s FLOP, a training on one %s FLOP%n", large(flops),
            large(spec.trainingFlops())));
    text.append(
        String.format(Locale.ROOT, "a prediction takes %s for one sample, %s for each block of %d%n",
            bytes(memory(engine.program().single(), spec)), bytes(memory(engine.program().prediction(), spec)),
            engine.program().prediction().lanes()));
    if (!spec.losses().isEmpty()) {
      text.append(
          String.format(Locale.ROOT, "loss %s%noptimizer %s, learning rate %s%n", spec.lossName(),
              spec.optimizerName(), spec.learningRate()));
    }
    return text.toString();
  }

  private static String[] row(NetworkSpec spec, LayerSpec layer, Set<String> seen) {
    List<ParameterSpec> own = spec.parameters().stream().filter(p -> layer.parameters().contains(p.name())).toList();
    boolean again = !own.isEmpty() && !seen.add(own.getFirst().name());
    long all = count(own);
    long trained = count(own.stream().filter(ParameterSpec::isTrained).toList());
    String how = trained == all ? "yes" : trained == 0 ? "no" : String.format(Locale.ROOT, "%,d", trained);
    return new String[] {layer.name(), layer.kind(), shape(layer.shape()),
      own.isEmpty() ? "" : again ? "shared" : String.format(Locale.ROOT, "%,d", all), own.isEmpty() ? "" : how,
      large(layer.flops())};
  }

  /** Columns as wide as they must be; the first gives way, to the front: the end of a name tells layers of blocks apart. */
  private static void append(StringBuilder text, List<String[]> rows) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    int others = 0;
    for (int i = 1; i < widths.length; i++) {
      others += GAP.length() + widths[i];
    }
    widths[0] = Math.min(widths[0], Math.max(LEAST_NAME, COLUMNS - others));
    String format = String.format(Locale.ROOT, "%%-%ds  %%-%ds  %%-%ds  %%%ds  %%%ds  %%%ds", widths[0], widths[1],
        widths[2], widths[3], widths[4], widths[5]);
    for (String[] row : rows) {
      int cut = row[0].length() - widths[0];
      row[0] = cut > 0 ? ".." + row[0].substring(cut + 2) : row[0];
      text.append(String.format(Locale.ROOT, format, (Object[]) row).stripTrailing()).append(System.lineSeparator());
    }
  }

  private static long count(List<ParameterSpec> parameters) {
    return parameters.stream().mapToLong(ParameterSpec::length).sum();
  }

  private static long memory(BlockProgram program, NetworkSpec spec) {
    return Block.workingBytes(program) + Block.bytes(program, spec);
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** Three digits, and k, M, G or T for thousands and so on. */
  private static String large(long number) {
    double value = number;
    int prefix = 0;
    while (value >= 999.5 && prefix < 4) {
      value /= 1000;
      prefix++;
    }
    String digits =
        String.format(Locale.ROOT, prefix == 0 || value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    return (digits + " " + " kMGT".charAt(prefix)).stripTrailing();
  }

  /** In kB or MB, as {@code Trainer.memory()} has them. */
  private static String bytes(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", 1e-3 * bytes)
        : String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f MB" : "%,.0f MB", 1e-6 * bytes);
  }
}
