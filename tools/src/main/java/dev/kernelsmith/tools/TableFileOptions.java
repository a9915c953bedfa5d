package dev.kernelsmith.tools;

import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A file with a table, and how it is written: found out where it is not said. */
final class TableFileOptions {
  /** Options that say something of the file alone. */
  private static final List<String> OWN = List.of("--separator", "--decimal", "--columns", "--on-demand");

  /** What a byte of a table's cells takes in memory, with short cells: a text of five bytes is an object of 24, its bytes one of 24, and a reference to it has 4. */
  private static final int BYTES_IN_MEMORY = 10;

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--csv", paramLabel = "FILE", description = "Samples as a table: a line each, numbers and texts, the first line naming the columns.")
  private @Nullable Path csv;

  @Option(names = {"--separator", "--delimiter"}, paramLabel = "CHAR", description = "What is between cells of the table; tab for a tab. Default: found out")
  private @Nullable String separator;

  @Option(names = "--decimal", paramLabel = "CHAR", description = "The decimal sign of the table's numbers, a point or a comma. Default: found out")
  private @Nullable String decimal;

  @Option(names = "--columns", paramLabel = "NAME", split = ",", description = "Names of the columns of a table whose first line does not name them.")
  private List<String> columns = new ArrayList<>();
  @Option(names = "--on-demand", description = "Leave the table's rows in their file, and read each when it is needed. Default: where they would take too much memory")
  private boolean onDemand;
  // @formatter:on

  /** Whether there is a table; options on it without one are refused. */
  boolean given() {
    if (csv == null) {
      Unused.refuse(spec, OWN, "without --csv FILE");
    }
    return csv != null;
  }

  /** Reads it, and prints how. */
  Table read(PrintWriter out) throws IOException {
    if (csv == null) {
      throw new IllegalStateException("there is no table");
    }
    return read(csv, out);
  }

  /** Reads another table, written as the same options say or as is found out. */
  Table read(Path csv, PrintWriter out) throws IOException {
    TableForm found = TableForm.of(csv);
    char delimiter = separator == null ? found.delimiter() : character("--separator", separator);
    char sign = decimal == null ? found.decimal() : character("--decimal", decimal);
    TableFile file = TableFile.of(csv).delimiter(delimiter).decimal(sign);
    if (!columns.isEmpty()) {
      file.columns(columns.toArray(String[]::new));
    }
    Table table = onDemand || isLarge(csv) ? file.onDemand() : file.read();
    out.print(Texts.format("table: %s, %,d %s of %d columns, %s%s%n", csv, table.size(),
        table.size() == 1 ? "row" : "rows", table.columns().size(), new TableForm(delimiter, sign),
        table.isOnDemand() ? ", rows read when they are needed" : ""));
    return table;
  }

  /** Whether its texts would take more than half of the memory that Java may have. */
  private static boolean isLarge(Path csv) throws IOException {
    return Files.isRegularFile(csv) && Files.size(csv) > Runtime.getRuntime().maxMemory() / (2 * BYTES_IN_MEMORY);
  }

  /** A data set as fast as memory allows: what is made of rows that stay in their file is kept, as far as a quarter of the memory goes. */
  static Dataset kept(Dataset data, Table table) {
    return table.isOnDemand() ? Samples.of(data).cached(Runtime.getRuntime().maxMemory() / 4) : data;
  }

  /** The file, for people. */
  String source() {
    return String.valueOf(csv);
  }

  private char character(String option, String text) {
    String one = text.equals("tab") || text.equals("\\t") ? "\t" : text;
    if (one.length() != 1) {
      throw new ParameterException(spec.commandLine(), option + " is one character, not '" + text + "'.");
    }
    return one.charAt(0);
  }
}
