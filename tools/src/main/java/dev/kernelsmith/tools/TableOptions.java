package dev.kernelsmith.tools;

import dev.kernelsmith.data.tables.CsvDataset;
import dev.kernelsmith.data.tables.CsvFile;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Samples of a table. Features are brought to mean 0 and deviation 1 of the training samples. These figures and the names of columns and classes go into the weights file, so that other tables
 * are read the same way.
 */
final class TableOptions {
  private static final double TEST_SHARE = 0.2;
  private static final String SEPARATOR = "\u001f";

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--csv", paramLabel = "FILE", description = "Samples as a table: a line each, with numbers in all columns but a label.")
  private @Nullable Path csv;

  @Option(names = "--label", paramLabel = "COLUMN", split = ",",
      description = "The column with the class, or those with the values to learn.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "COLUMN", split = ",", description = "Columns of the table to leave out.")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--separator", paramLabel = "CHAR", defaultValue = ",", description = "What is between cells of the table. Default: a comma")
  private String separator;

  @Option(names = "--label-names", paramLabel = "NAME", split = ",",
      description = "The classes of the label column, in the order of the network's outputs. Default: as they are sorted in the training data")
  private List<String> classes = new ArrayList<>();
  // @formatter:on

  /** Whether there is a table. */
  boolean given() {
    return csv != null;
  }

  /** The table, for people. */
  String source() {
    return String.valueOf(csv);
  }

  /** What a network learns from, and is tested on. */
  record Data(TrainingData samples, List<String> features) {}

  /**
   * Reads a table, keeps a fifth of it for the test, and gives the network what is to be saved with its weights.
   *
   * @param seed of the choice of test samples
   */
  Data training(CompiledNetwork network, long seed) throws IOException {
    NetworkSpec facts = network.engine().spec();
    CsvDataset table = read(facts, classes, false);
    if (table.size() < 2) {
      throw new IllegalArgumentException(
          csv + " has " + table.size() + " samples: at least 2 are needed, one of them for the test");
    }
    Split split =
        table.hasClasses() ? Split.stratified(table, TEST_SHARE, seed) : Split.random(table, TEST_SHARE, seed);
    Normalization scale = Normalization.standard(split.training());
    int features = table.inputLength();
    network.engine().preparation(new SafetensorsFile(
        Map.of("offsets", Tensor.of(List.of(features), scale.offsets()), "divisors",
            Tensor.of(List.of(features), scale.divisors())),
        Map.of("kind", "kernelsmith-tools table", "features", String.join(SEPARATOR, table.featureNames()), "classes",
            String.join(SEPARATOR, table.classNames()))));
    TrainingData data =
        new TrainingData(scale.apply(split.training()), scale.apply(split.validation()), String.valueOf(csv));
    return new Data(data, table.featureNames());
  }

  /** Reads a table, without a label where none is named, as the weights want it that were loaded into a network. */
  Dataset rows(CompiledNetwork network) throws IOException {
    return read(network, true);
  }

  /** The names that the classes had in the training, by number; none for a regression. */
  static List<String> classNames(CompiledNetwork network) {
    return texts(network.engine().preparation(), "classes");
  }

  /** Reads a table with its label as the weights want it that were loaded into a network. */
  Dataset test(CompiledNetwork network) throws IOException {
    return read(network, false);
  }

  private Dataset read(CompiledNetwork network, boolean unlabelled) throws IOException {
    SafetensorsFile preparation = network.engine().preparation();
    Tensor offsets = preparation.tensors().get("offsets");
    Tensor divisors = preparation.tensors().get("divisors");
    if (offsets == null || divisors == null) {
      throw new IllegalArgumentException(
          "the weights say nothing of a table that they were trained with: use weights that train --csv wrote");
    }
    List<String> names = texts(preparation, "classes");
    CsvDataset table = read(network.engine().spec(), classes.isEmpty() ? names : classes, unlabelled);
    List<String> features = texts(preparation, "features");
    if (!table.featureNames().equals(features)) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s has the features %s, but the weights were trained with %s: bring the columns into that order, and leave others out with --ignore",
          csv, String.join(", ", table.featureNames()), String.join(", ", features)));
    }
    return Normalization.of(offsets.floats(), divisors.floats()).apply(table);
  }

  private static List<String> texts(SafetensorsFile preparation, String key) {
    String text = preparation.metadata().getOrDefault(key, "");
    return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR, -1));
  }

  private CsvDataset read(NetworkSpec facts, List<String> names, boolean unlabelled) throws IOException {
    if (csv == null || labels.isEmpty() && !unlabelled) {
      throw new ParameterException(spec.commandLine(), "--csv FILE and --label COLUMN go together: one is missing.");
    }
    if (separator.length() != 1) {
      throw new ParameterException(spec.commandLine(), "--separator is one character, not '" + separator + "'.");
    }
    if (facts.inputs().size() > 1 || facts.losses().size() != 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "network %s has %d inputs and %d losses, but a table has one of each: train it in a program of your own",
          facts.name(),
          facts.inputs().size(), facts.losses().size()));
    }
    CsvFile file = CsvFile.of(csv).separator(separator.charAt(0)).ignore(ignored.toArray(String[]::new));
    if (labels.isEmpty()) {
      return fitting(facts, file.read());
    }
    if (facts.losses().getFirst().target() == TargetKind.CLASS || !names.isEmpty()) {
      if (labels.size() > 1) {
        throw new ParameterException(spec.commandLine(),
            "a class stands in one column, but --label names " + labels.size() + ".");
      }
      file.classColumn(labels.getFirst());
      if (!names.isEmpty()) {
        file.classNames(names);
      }
    } else {
      file.target(labels.toArray(String[]::new));
    }
    return fitting(facts, file.read());
  }

  private CsvDataset fitting(NetworkSpec facts, CsvDataset table) {
    int wanted = facts.inputs().getFirst().length();
    if (table.inputLength() != wanted) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s has %d features (%s), but network %s reads %d: change @Network(input = %d) to the features, or leave columns out with --ignore",
          csv, table.inputLength(), String.join(", ", table.featureNames()), facts.name(), wanted, wanted));
    }
    return table;
  }
}
