package dev.kernelsmith.tools;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Missing;
import dev.kernelsmith.data.tables.Scaling;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.data.tables.TablePreparation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is made of the columns of a table before a network learns from it: what nobody says follows from the table, and is printed. */
final class TableOptions {
  private static final double TRAINING_SHARE = 0.8;

  /** Classes that are not too many for any number of rows. */
  private static final int MOST_LABELS = 20;
  private static final List<String> OWN =
      List.of("--label", "--ignore", "--label-names", "--category", "--other", "--input", "--missing", "--scale");
  private static final String CONSTANT = "constant:";

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Mixin private TableFileOptions file;

  @Option(names = "--label", paramLabel = "COLUMN",
      description = "The column with the class, or those with the values to learn, with commas between.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "COLUMN", description = "Columns of the table to leave out, with commas between.")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--label-names", paramLabel = "NAME", split = ",",
      description = "The classes of the label column, in the order of the network's outputs. Default: as they are sorted in the training data")
  private List<String> classes = new ArrayList<>();

  @Option(names = "--category", paramLabel = "COLUMN", description = "Columns whose numbers are names of categories, with commas between.")
  private List<String> categories = new ArrayList<>();

  @Option(names = "--other", paramLabel = "COLUMN",
      description = "Columns in which texts that training does not have are one category more, instead of an error.")
  private List<String> others = new ArrayList<>();

  @Option(names = "--input", paramLabel = "COLUMN",
      description = "Columns that go to the second input of the network, with commas between; once more for the third. An input of whole numbers gets numbers of categories.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--missing", paramLabel = "[COLUMN=]RULE",
      description = "What a missing value becomes: mean, median, frequent, " + CONSTANT + "VALUE, drop (the row), or error. Default: median for numbers, frequent for texts")
  private List<String> missing = new ArrayList<>();

  @Option(names = "--scale", paramLabel = "[COLUMN=]KIND",
      description = "How numbers are brought to unit scale, those to learn as well: standard, min-max, or none. Default: standard")
  private List<String> scales = new ArrayList<>();
  // @formatter:on

  /** Whether there is a table; options on it without one are refused. */
  boolean given() {
    if (!file.given()) {
      Unused.refuse(spec, OWN, "without --csv FILE");
      return false;
    }
    return true;
  }

  /**
   * Reads a table, keeps a fifth of it for the test, prepares both by what the rest has, and makes the network a model, so that its files have the preparation.
   *
   * @param seed of the choice of test samples
   */
  TrainingData training(CompiledNetwork network, long seed, WatchOptions watch, PrintWriter out) throws IOException {
    NetworkSpec facts = network.engine().spec();
    if (labels.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--csv FILE and --label COLUMN go together: one is missing.");
    }
    if (facts.losses().size() != 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "network %s has %d losses, but one learns from a table here: train it in a program of your own", facts.name(),
          facts.losses().size()));
    }
    if (facts.inputs().size() != inputs.size() + 1) {
      throw new ParameterException(spec.commandLine(), String.format(Locale.ROOT,
          "network %s has %d %s: name the columns of each but the first with --input, which is given %d %s.",
          facts.name(), facts.inputs().size(), facts.inputs().size() == 1 ? "input" : "inputs", inputs.size(),
          inputs.size() == 1 ? "time" : "times"));
    }
    Table table = file.read(out);
    TablePreparation preparation = TablePreparation.of(table);
    List<String> targets = names(labels, table);
    boolean ofClasses = ofClasses(facts, table, targets);
    if (ofClasses) {
      if (targets.size() > 1) {
        throw new ParameterException(spec.commandLine(),
            "a class stands in one column, but --label names " + targets.size() + ".");
      }
      preparation.label(targets.getFirst(), classes.toArray(String[]::new));
    } else {
      Unused.refuse(spec, List.of("--label-names"), "where values are learned, as network " + facts.name() + " does");
      for (String column : names(categories, table)) {
        if (targets.contains(column)) {
          throw new ParameterException(spec.commandLine(), "--category names \"" + column + "\", whose values network "
              + facts.name() + " learns: leave it out there, or give the network a loss of classes.");
        }
      }
      preparation.target(targets.toArray(String[]::new));
      requireNumbers(facts, table, targets);
    }
    List<String> left = names(ignored, table);
    preparation.ignore(left.toArray(String[]::new));
    preparation.category(names(categories, table).toArray(String[]::new));
    Set<String> named = new LinkedHashSet<>(names(categories, table));
    for (int i = 0; i < inputs.size(); i++) {
      String[] columns = names(List.of(inputs.get(i)), table).toArray(String[]::new);
      preparation.input(columns);
      if (facts.inputs().get(i + 1).isInt()) {
        preparation.numbered(columns);
        named.addAll(List.of(columns));
      }
    }
    preparation.other(names(others, table).toArray(String[]::new));
    Set<String> withoutFeatures = new LinkedHashSet<>(targets);
    withoutFeatures.addAll(left);
    String holes = fill(preparation, table, withoutFeatures, named);
    String scaling = scale(preparation, facts, table, ofClasses ? List.of() : targets);
    @Nullable String label = ofClasses ? targets.getFirst() : null;
    Table.Split parts = split(counted(preparation, table), label, facts, seed);
    Table learned = parts.train();
    Path watched = watch.path();
    @Nullable Table validation = watched == null ? null : file.read(watched, out);
    if (watch.share() > 0) {
      Table.Split held = held(learned, watch.share(), label, seed);
      learned = held.train();
      validation = held.test();
    }
    FittedPreparation fitted = preparation.fit(learned);
    out.println("prepared: " + fitted);
    out.print(holes);
    out.print(scaling);
    out.flush();
    TableModel model = fitted.model(network);
    Dataset training = TableFileOptions.kept(model.dataset(learned), learned);
    requireClasses(training, targets.getFirst());
    Table test = fitted.complete(parts.test());
    return new TrainingData(training, validation == null ? null : model.dataset(validation),
        model.dataset(parts.test()),
        file.source(), Shown.of(fitted, test), fitted.featureNames(0));
  }

  private Table.Split held(Table table, double share, @Nullable String label, long seed) {
    try {
      return label != null ? table.split(1 - share, seed, label) : table.split(1 - share, seed);
    } catch (IllegalArgumentException tooFew) {
      throw WatchOptions.tooFew(file.source(), table.size(), share, label != null, tooFew);
    }
  }

  /** The rows of which none is left out for a missing value, so that each part has its share of these. */
  private Table counted(TablePreparation preparation, Table table) {
    Table counted = preparation.complete(table);
    if (counted.size() == 0) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "each of the %d rows of %s lacks a value that --missing drop asks for: choose another rule for columns with many holes",
          table.size(), file.source()));
    }
    return counted;
  }

  private Table.Split split(Table table, @Nullable String label, NetworkSpec facts, long seed) {
    if (label != null && table.columns().contains(label)) {
      requireFewLabels(table, label, facts);
    }
    try {
      return label != null ? table.split(TRAINING_SHARE, seed, label) : table.split(TRAINING_SHARE, seed);
    } catch (IllegalArgumentException tooFew) {
      if (label != null && !table.columns().contains(label)) {
        throw tooFew;
      }
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s has %d %s, of which a fifth is kept for the test: use more%s", file.source(), table.size(),
          table.size() == 1 ? "row" : "rows", label == null ? "" : ", several of each class"), tooFew);
    }
  }

  /** A column of values, or of names of the rows, is no label. */
  private void requireFewLabels(Table table, String label, NetworkSpec facts) {
    int most = Math.max(MOST_LABELS, table.size() / 2);
    long different =
        table.rows().map(row -> row.get(label)).filter(text -> !text.isBlank()).distinct().limit(most + 1L).count();
    if (different > most) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "column \"%s\" of %s has a different text in most of its %d rows, so that these are no classes, but network %s learns classes (%s): name another column, or give the network a loss of values, such as MEAN_SQUARED_ERROR",
          label, file.source(), table.size(), facts.name(), facts.losses().getFirst().function()));
    }
  }

  /** Whether the label is a class: by the loss, or where one unit says yes or no, by the two values that the column has. */
  private boolean ofClasses(NetworkSpec facts, Table table, List<String> targets) {
    LossSpec loss = facts.losses().getFirst();
    if (loss.target() == TargetKind.CLASS || !classes.isEmpty()) {
      return true;
    }
    String label = targets.getFirst();
    return loss.target().isShare() && targets.size() == 1 && table.columns().contains(label)
        && table.rows().map(row -> row.get(label).strip()).filter(text -> !text.isEmpty()).distinct().limit(3)
            .count() == 2;
  }

  /** A column of texts is no mistake in a line, but one of the label or of the loss. */
  private void requireNumbers(NetworkSpec facts, Table table, List<String> targets) {
    for (String target : targets) {
      List<String> texts = table.rows().map(row -> row.get(target).strip())
          .filter(text -> !text.isEmpty() && text.chars().noneMatch(c -> c >= '0' && c <= '9')).toList();
      if (2 * texts.size() > table.size()) {
        throw new IllegalArgumentException(String.format(Locale.ROOT,
            "column \"%s\" of %s has texts, such as \"%s\", but network %s learns values (%s): name a column of numbers, or give the network a loss of classes",
            target, file.source(), texts.getFirst(), facts.name(), facts.losses().getFirst().function()));
      }
    }
  }

  private void requireClasses(Dataset training, String label) {
    if (training.hasClasses()) {
      int first = training.classOf(0);
      for (int i = 1; i < training.size(); i++) {
        if (training.classOf(i) != first) {
          return;
        }
      }
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "all %d training samples of %s have the label \"%s\" in column \"%s\": there is nothing to tell apart; use rows of several classes",
          training.size(), file.source(), training.classNames().get(first), label));
    }
  }

  /** Says what missing values become, and tells it. */
  private String fill(TablePreparation preparation, Table table, Set<String> withoutFeatures, Set<String> named) {
    Map<String, String> rules = new LinkedHashMap<>();
    each(missing, table, Rule::isKnown, "--missing", "mean, median, frequent, " + CONSTANT + "VALUE, drop or error",
        rules::put);
    StringBuilder told = new StringBuilder();
    List<String> numbers =
        preparation.numbers().stream().filter(name -> !named.contains(name)).toList();
    Map<String, Long> holes = preparation.holes();
    for (String column : table.columns()) {
      String general = withoutFeatures.contains(column) ? "error" : rules.getOrDefault("", "");
      String rule = rules.getOrDefault(column, general);
      boolean number = numbers.contains(column);
      if (rule.isEmpty() && holes.containsKey(column)) {
        rule = number ? "median" : "frequent";
      }
      if (rule.isEmpty() || rule.equals("error")) {
        continue;
      }
      if (!rules.containsKey(column) && !number && (rule.equals("mean") || rule.equals("median"))) {
        rule = "frequent"; // what was said for all suits numbers alone
      }
      preparation.missing(column, Rule.of(rule));
      if (holes.containsKey(column)) {
        told.append(Texts.format("missing: \"%s\" in %,d %s, %s%n", column, holes.get(column),
            holes.get(column) == 1 ? "row" : "rows", Rule.words(rule)));
      }
    }
    return told.toString();
  }

  /** Rules for missing values, as options name them. */
  private static final class Rule {
    private static final Map<String, Missing> FIXED = Map.of("mean", Missing.mean(), "median", Missing.median(),
        "frequent", Missing.mostFrequent(), "drop", Missing.drop());

    private Rule() {}

    static boolean isKnown(String text) {
      return FIXED.containsKey(text) || text.equals("error")
          || text.startsWith(CONSTANT) && text.length() > CONSTANT.length();
    }

    static Missing of(String text) {
      Missing fixed = FIXED.get(text);
      return fixed != null ? fixed : Missing.constant(text.substring(CONSTANT.length()));
    }

    static String words(String text) {
      return switch (text) {
        case "drop" -> "which are left out";
        case "frequent" -> "filled in with the most frequent one of the training data";
        case "mean", "median" -> "filled in with the " + text + " of the training data";
        default -> "filled in with " + text.substring(CONSTANT.length());
      };
    }
  }

  private static @Nullable Scaling scaling(String text) {
    return switch (text) {
      case "standard" -> Scaling.STANDARD;
      case "min-max" -> Scaling.MIN_MAX;
      case "none" -> Scaling.NONE;
      default -> null;
    };
  }

  /** Says how numbers are scaled, and tells it. */
  private String scale(TablePreparation preparation, NetworkSpec facts, Table table, List<String> targets) {
    Map<String, String> kinds = new LinkedHashMap<>();
    each(scales, table, text -> scaling(text) != null, "--scale", "standard, min-max or none", kinds::put);
    String general = kinds.getOrDefault("", "standard");
    Consumer<String> set = column -> preparation.scaled(scalingOf(kinds.getOrDefault(column, general)), column);
    preparation.scaled(scalingOf(general));
    kinds.keySet().stream().filter(column -> !column.isEmpty()).forEach(set);
    String told = general.equals("none") ? "" : "scaled: numbers to " + words(general);
    boolean free = takesAnyValue(facts);
    for (String target : targets) {
      if (!free && !kinds.containsKey(target)) {
        preparation.scaled(Scaling.NONE, target);
      }
    }
    if (told.isEmpty()) {
      return "";
    }
    String learned = targets.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    return told
        + (targets.isEmpty() ? ""
            : free ? ", " + learned + " as well"
                : ", " + learned + " not: the network's output or loss has a range of its own")
        + System.lineSeparator();
  }

  private static Scaling scalingOf(String text) {
    Scaling kind = scaling(text);
    return kind == null ? Scaling.NONE : kind;
  }

  private static String words(String kind) {
    return kind.equals("standard") ? "mean 0 and deviation 1" : "0 to 1";
  }

  /** Whether an output may have any value, so that targets may be scaled. */
  private static boolean takesAnyValue(NetworkSpec facts) {
    LossSpec loss = facts.losses().getFirst();
    return loss.target() == TargetKind.VALUES && !loss.function().equals("COSINE")
        && facts.outputActivation(loss.output()).equals(Activation.IDENTITY.name());
  }

  /** Takes apart {@code COLUMN=VALUE}, or {@code VALUE} for all, whose column is then empty. */
  private void each(List<String> texts, Table table, Function<String, Boolean> isValue, String option, String possible,
      BiConsumer<String, String> take) {
    for (String text : texts) {
      if (isValue.apply(text)) {
        take.accept("", text);
        continue;
      }
      int at = text.indexOf('=');
      while (at >= 0 && !(table.columns().contains(text.substring(0, at)) && isValue.apply(text.substring(at + 1)))) {
        at = text.indexOf('=', at + 1);
      }
      if (at < 0) {
        int equals = text.indexOf('=');
        String column = equals < 0 ? "" : text.substring(0, equals);
        if (equals >= 0 && isValue.apply(text.substring(equals + 1))) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "%s: %s has no column \"%s\"; it has %s", option,
                  file.source(), column, String.join(", ", table.columns())));
        }
        throw new ParameterException(spec.commandLine(),
            String.format(Locale.ROOT, "%s is %s, or COLUMN= before it, not '%s'.", option, possible, text));
      }
      take.accept(text.substring(0, at), text.substring(at + 1));
    }
  }

  /** Names of columns: each text is one, or several with commas between. */
  private static List<String> names(List<String> texts, Table table) {
    Set<String> names = new LinkedHashSet<>();
    for (String text : texts) {
      if (table.columns().contains(text)) {
        names.add(text);
      } else {
        for (String name : text.split(",", -1)) {
          names.add(name.strip());
        }
      }
    }
    return List.copyOf(names);
  }
}
