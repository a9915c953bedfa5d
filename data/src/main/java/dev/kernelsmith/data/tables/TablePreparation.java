package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.spi.KnownNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made of the columns of a table: which are features, label or targets, which are numbers and which categories, what a missing value becomes, what is
 * scaled. It knows no numbers yet; {@link #fit} finds these, in training data alone.
 *
 * <pre>{@code
 * Table.Split parts = table.split(0.8, 1, "churned");
 * FittedPreparation preparation = TablePreparation.of(table).label("churned").ignore("id").missing("age", Missing.median()).scaled().fit(parts.train());
 * TableModel model = preparation.model(new ChurnNetwork(1));
 * model.trainer().epochs(20).fit(preparation.dataset(parts.train()));
 * model.save(Path.of("churn.safetensors"));
 * String churned = TableModel.load(Path.of("churn.safetensors")).predict(Map.of("age", 41, "plan", "basic")).label();
 * }</pre>
 *
 * <p>All columns but label, targets and ignored ones are features, in the table's order: one float for a number, one for each category of a column of categories (a 1 among
 * zeros). A column whose texts are all numbers is one of numbers, else one of categories; {@link #number}, {@link #category} and {@link #numbered} say otherwise. Where that
 * is likely a mistake (a single text among numbers, a name in every row), {@link #fit} says so. What is set a second time counts as it was set last.
 */
public final class TablePreparation {
  private static final int FEW = 100;
  private static final int LEAST_COUNT = 20;
  private static final int LONGEST_COUNT = 12;
  private static final System.Logger LOG = System.getLogger("dev.kernelsmith");

  private final TableSource source;
  private Map<String, Guess> guesses;
  private Set<String> guessedWith = Cells.MISSING;
  private final Map<String, ColumnPlan.Kind> kinds = new HashMap<>();
  private final Map<String, Missing> missing = new HashMap<>();
  private final Map<String, Scaling> scalings = new HashMap<>();
  private final Set<String> others = new LinkedHashSet<>();
  private final Set<String> ignored = new LinkedHashSet<>();
  private final Set<String> targets = new LinkedHashSet<>();
  private final List<Set<String>> inputs = new ArrayList<>();
  private Set<String> marks = Cells.MISSING;
  private Scaling scaling = Scaling.NONE;
  private @Nullable Missing allMissing;
  private @Nullable String label;
  private List<String> classNames = List.of();

  /** What a column seems to hold. */
  private static final class Guess {
    private long numbers;
    private long texts;
    private long holes;
    private @Nullable TableRow firstText;
    private final Set<String> different = new LinkedHashSet<>();
    private boolean counts = true; // whether each number is one more than that of the row before
    private long next = -1;

    void addHole() {
      holes++;
      counts = false;
    }

    void add(TableRow row, String cell) {
      if (Cells.isNumber(cell, row.decimal())) {
        counts = counts && isNext(cell.strip());
        numbers++;
        return;
      }
      texts++;
      if (firstText == null) {
        firstText = row;
      }
      if (different.size() <= FEW) {
        different.add(cell.strip());
      } else if (texts > 2L * (different.size() + 1)) {
        return;
      } else {
        different.add(cell.strip());
      }
    }

    private boolean isNext(String cell) {
      if (cell.length() > LONGEST_COUNT || !cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      long value = Long.parseLong(cell);
      boolean follows = next < 0 ? value < 2 : value == next; // from 0 or 1: years may follow each other, too
      next = value + 1;
      return follows;
    }

    /** Whether it numbers the rows: 1, 2, 3 and so on. */
    boolean isNumberOfRow() {
      return counts && texts == 0 && numbers >= LEAST_COUNT;
    }

    /** Whether texts are nearly all different. */
    boolean isLikeNames() {
      return firstText != null && texts * 10 >= numbers + texts && different.size() > FEW
          && 2L * different.size() > texts;
    }

    ColumnPlan.Kind kind(String name, List<String> alsoNames) {
      if (firstText != null && texts * 10 < numbers + texts) {
        throw firstText.fault(name,
            "\"" + DatasetText.excerpt(firstText.get(name).strip()) + "\" is no number, but " + numbers + " of "
                + (numbers + texts) + " cells are",
            "numbers only, or categories",
            "correct it, say missingMarks(...) if it stands for a missing value, category(\"" + name
                + "\") if the numbers are names of categories, or decimal(',') of the file");
      }
      if (firstText != null && isLikeNames()) {
        String names = alsoNames.stream().map(other -> "\"" + other + "\"").collect(Collectors.joining(", "));
        throw firstText.fault(name, "more than half of its " + texts + " texts are different ones, such as \""
            + DatasetText.excerpt(firstText.get(name).strip())
            + "\": that looks like a name, from which nothing can be learned",
            "numbers, or categories that many rows share",
            "say ignore(" + names + ")" + (alsoNames.size() == 1 ? "" : ", since all of these are like that")
                + ", or category(\"" + name + "\") if it is one all the same");
      }
      return firstText == null ? ColumnPlan.Kind.NUMBER : ColumnPlan.Kind.ONE_HOT;
    }
  }

  private TablePreparation(TableSource source, Map<String, Guess> guesses) {
    this.source = source;
    this.guesses = guesses;
    inputs.add(new LinkedHashSet<>());
  }

  /**
   * Looks at a table's columns: goes through its rows once.
   *
   * @throws IOException if a file cannot be read
   * @throws DataFormatException if a file is not as it should be, with its line, or has no row
   */
  public static TablePreparation of(TableSource table) throws IOException {
    Objects.requireNonNull(table, "table");
    return new TablePreparation(table, guesses(table, Cells.MISSING));
  }

  private static Map<String, Guess> guesses(TableSource table, Set<String> marks) throws IOException {
    Map<String, Guess> guesses = new LinkedHashMap<>();
    table.columns().forEach(column -> guesses.put(column, new Guess()));
    boolean[] any = new boolean[1];
    each(table, row -> {
      any[0] = true;
      int number = 0;
      for (Guess guess : guesses.values()) {
        String cell = row.cells().get(number++);
        if (Cells.isMissing(cell, marks)) {
          guess.addHole();
        } else {
          guess.add(row, cell);
        }
      }
    });
    if (!any[0]) {
      throw noRows(table.name(), "it has a header, but no line after it");
    }
    return guesses;
  }

  static DataFormatException noRows(String name, String problem) {
    return new DataFormatException(name, problem, "at least one row", "use another table");
  }

  /** Does something for each row, and closes the file. */
  static void each(TableSource table, Consumer<TableRow> action) throws IOException {
    try (Stream<TableRow> rows = table.rows()) {
      rows.forEachOrdered(action);
    } catch (UncheckedIOException exception) {
      throw exception.getCause();
    }
  }

  /** The same for a table in memory. */
  public static TablePreparation of(Table table) {
    Objects.requireNonNull(table, "table");
    try {
      return of((TableSource) table);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Columns of numbers. */
  public TablePreparation number(String... columns) {
    Objects.requireNonNull(columns, "columns");
    known(columns).forEach(column -> kinds.put(column, ColumnPlan.Kind.NUMBER));
    return this;
  }

  /** Columns of categories, which become a float for each category: 1 for that of the row, else 0. Numbers first, then texts in the order of {@link String}. */
  public TablePreparation category(String... columns) {
    Objects.requireNonNull(columns, "columns");
    known(columns).forEach(column -> kinds.put(column, ColumnPlan.Kind.ONE_HOT));
    return this;
  }

  /** Columns of categories, which become the number of the category, from 0, as {@code @OneHot} of an input of ints reads it. {@link #input} gives them an input of their own. */
  public TablePreparation numbered(String... columns) {
    Objects.requireNonNull(columns, "columns");
    known(columns).forEach(column -> kinds.put(column, ColumnPlan.Kind.NUMBERED));
    return this;
  }

  /** Columns that are not read. */
  public TablePreparation ignore(String... columns) {
    Objects.requireNonNull(columns, "columns");
    ignored.addAll(known(columns));
    return this;
  }

  /**
   * The column of classes. Their names come back with predictions.
   *
   * @param column its name
   * @param names of the classes in the order of their numbers; if there are none, those that training has: numbers first, then texts in the order of {@link String}
   */
  public TablePreparation label(String column, String... names) {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(names, "names");
    known(column);
    label = column;
    classNames = List.of(names);
    if (new LinkedHashSet<>(classNames).size() < classNames.size()) {
      throw new IllegalArgumentException("a class name stands twice: " + classNames);
    }
    return this;
  }

  /** Columns of values to predict, in their order in the output. Predictions have them in their own units. */
  public TablePreparation target(String... columns) {
    Objects.requireNonNull(columns, "columns");
    targets.addAll(known(columns));
    return this;
  }

  /** What a missing value of a column becomes; an error, if not said. */
  public TablePreparation missing(String column, Missing rule) {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(rule, "rule");
    known(column).forEach(name -> missing.put(name, rule));
    return this;
  }

  /**
   * What missing values of all features become that have no rule of their own. {@link Missing#mean} and {@link Missing#median}, and constants that are numbers, are for columns of
   * numbers alone; texts for those of categories alone.
   */
  public TablePreparation missing(Missing rule) {
    Objects.requireNonNull(rule, "rule");
    allMissing = rule;
    return this;
  }

  /**
   * Texts that stand for a missing value besides an empty cell, whatever the case: {@code ? NA N/A NaN null}, if not said. What a column seems to hold follows from the other cells alone; {@link #fit} goes
   * through the table of this preparation once more for it.
   */
  public TablePreparation missingMarks(String... texts) {
    Objects.requireNonNull(texts, "texts");
    Set<String> all = new LinkedHashSet<>(Set.of(""));
    Arrays.stream(texts).map(text -> text.strip().toLowerCase(Locale.ROOT)).forEach(all::add);
    marks = Set.copyOf(all);
    return this;
  }

  /** Columns whose categories that training does not have are one category more, of its own, instead of an error. It learns nothing unless training has such rows. */
  public TablePreparation other(String... columns) {
    Objects.requireNonNull(columns, "columns");
    others.addAll(known(columns));
    return this;
  }

  /** Scales all numbers, features and targets, to mean 0 and deviation 1. */
  public TablePreparation scaled() {
    return scaled(Scaling.STANDARD);
  }

  /** Scales all numbers, features and targets, that have no scaling of their own. */
  public TablePreparation scaled(Scaling kind) {
    Objects.requireNonNull(kind, "kind");
    scaling = kind;
    return this;
  }

  /** Scales the numbers of some columns. */
  public TablePreparation scaled(Scaling kind, String... columns) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(columns, "columns");
    known(columns).forEach(column -> scalings.put(column, kind));
    return this;
  }

  /** Puts columns into a further input of the network, behind those before: the first call makes the second input. What is named nowhere goes to the first. */
  public TablePreparation input(String... columns) {
    Objects.requireNonNull(columns, "columns");
    inputs.forEach(input -> input.removeAll(known(columns)));
    inputs.add(new LinkedHashSet<>(known(columns)));
    return this;
  }

  /** How many rows of the table lack a value of a column, by its name; only columns of which some do. */
  public Map<String, Long> holes() {
    Map<String, Long> found = new LinkedHashMap<>();
    guesses.forEach((name, guess) -> {
      if (guess.holes > 0) {
        found.put(name, guess.holes);
      }
    });
    return found;
  }

  /** Columns whose texts are all numbers, in the table's order; a column without any text is one. */
  public List<String> numbers() {
    return guesses.entrySet().stream().filter(entry -> entry.getValue().texts == 0).map(Map.Entry::getKey).toList();
  }

  /**
   * The rows of a table that count: without those that lack a value where {@link Missing#drop} is said. Divide these, so that no part of the table is left with fewer rows than it should have.
   */
  public Table complete(Table table) {
    Objects.requireNonNull(table, "table");
    return FittedPreparation.complete(table, guesses.keySet().stream().filter(this::isNeeded).toList(), marks);
  }

  private boolean isNeeded(String column) {
    boolean target = column.equals(label) || targets.contains(column);
    Missing rule = missing.getOrDefault(column, target || allMissing == null ? error() : allMissing);
    return rule.rule() == Missing.Rule.DROP && !ignored.contains(column);
  }

  private List<String> known(String... columns) {
    for (String column : columns) {
      if (!guesses.containsKey(column)) {
        throw new IllegalArgumentException(
            source.name() + " has no column \"" + column + "\"" + KnownNames.text(column, guesses.keySet())
                + (guesses.keySet().stream().anyMatch(CsvLabel::isNumber)
                    ? ". Its first line seems to be a row: if it is, say columns(\"name\", ...)"
                    : ""));
      }
    }
    return List.of(columns);
  }

  /**
   * Finds categories, scaling and what to fill in: goes through the training data once, in memory that does not grow with it.
   *
   * @throws DataFormatException if a cell does not fit, with file, line and column, what was expected and what to do
   * @throws IllegalArgumentException if neither label nor target is named or both, or a column has no value
   * @throws IOException if a file cannot be read
   */
  public FittedPreparation fit(TableSource training) throws IOException {
    Objects.requireNonNull(training, "training");
    guessWithMarks();
    List<ColumnPlan> plans = plans(training.decimal());
    List<ColumnStatistics> statistics = plans.stream()
        .map(plan -> new ColumnStatistics(plan, plan.name().equals(label) ? classNames : List.of())).toList();
    requireColumns(training, plans);
    long[] rows = new long[2];
    each(training, tableRow -> {
      RawRow row = new RawRow.OfTable(tableRow);
      rows[0]++;
      for (ColumnPlan plan : plans) {
        if (plan.missing().rule() == Missing.Rule.DROP && Cells.isMissing(tableRow.get(plan.name()), marks)) {
          return;
        }
      }
      rows[1]++;
      for (int i = 0; i < plans.size(); i++) {
        String cell = tableRow.get(plans.get(i).name());
        if (Cells.isMissing(cell, marks)) {
          statistics.get(i).addMissing(row);
        } else {
          statistics.get(i).add(row, cell);
        }
      }
    });
    if (rows[1] == 0) {
      throw noRows(training.name(),
          rows[0] == 0 ? "there is no row" : "each of its " + rows[0] + " rows lacks a value that drop() asks for");
    }
    List<String> empty =
        plans.stream().filter(plan -> !plan.isTarget() && statistics.get(plans.indexOf(plan)).isEmpty())
            .map(plan -> "\"" + plan.name() + "\"").toList();
    if (!empty.isEmpty()) {
      throw new IllegalArgumentException((empty.size() == 1 ? "column " + empty.getFirst() + " of " + training.name()
          + " has" : "columns " + DatasetText.list(empty) + " of " + training.name() + " have")
          + " no value in any row that counts: say ignore(" + String.join(", ", empty) + ")");
    }
    List<FittedColumn> columns = statistics.stream().map(column -> column.fit(training.name(), training.decimal()))
        .toList();
    hint(training.name(), statistics);
    hintNumbersOfRows(plans);
    FittedColumn classes =
        columns.stream().filter(column -> column.name().equals(label)).findFirst().orElse(null);
    if (classes != null && classes.categories().size() < 2) {
      throw new IllegalArgumentException("the label \"" + label + "\" of " + training.name() + " has one class only, "
          + classes.categories() + ": there is nothing to tell apart; use rows of several classes");
    }
    return new FittedPreparation(columns, classes != null, inputs.size(), marks, training.decimal(), rows[1]);
  }

  /** Finds out anew what columns hold, where other texts are missing values than when it was found out. */
  private void guessWithMarks() throws IOException {
    if (marks.equals(guessedWith)) {
      return;
    }
    Map<String, Guess> found = guesses(source, marks);
    if (!found.keySet().equals(guesses.keySet())) {
      throw new DataFormatException(source.name(), "its columns are now " + found.keySet(),
          "those that it had before, " + guesses.keySet(), "make the preparation anew");
    }
    guesses = found;
    guessedWith = marks;
  }

  /** The same for a table in memory. */
  public FittedPreparation fit(Table training) {
    Objects.requireNonNull(training, "training");
    try {
      return fit((TableSource) training);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static void requireColumns(TableSource training, List<ColumnPlan> plans) throws IOException {
    List<String> there = training.columns();
    for (ColumnPlan plan : plans) {
      if (!there.contains(plan.name())) {
        throw new DataFormatException(training.name(),
            "there is no column \"" + plan.name() + "\"" + KnownNames.text(plan.name(), there),
            "the columns that the preparation was made of", "fit on a part of the same table");
      }
    }
  }

  private static void hint(String name, List<ColumnStatistics> statistics) {
    List<String> far = statistics.stream().map(ColumnStatistics::hint).filter(text -> !text.isEmpty()).toList();
    if (!far.isEmpty()) {
      LOG.log(Level.WARNING,
          "{0} has numbers far from unit scale: {1}. Networks learn best from numbers of about 1: say scaled()",
          name, DatasetText.list(far));
    }
  }

  private void hintNumbersOfRows(List<ColumnPlan> plans) {
    for (ColumnPlan plan : plans) {
      if (!plan.isTarget() && plan.isNumber() && Objects.requireNonNull(guesses.get(plan.name())).isNumberOfRow()) {
        LOG.log(Level.WARNING,
            "column \"{0}\" of {1} counts the rows, from which nothing is learned that holds for others: say ignore(\"{0}\") if it is but a number of the row",
            plan.name(), source.name());
      }
    }
  }

  private List<ColumnPlan> plans(char decimal) {
    if (label == null && targets.isEmpty()) {
      throw new IllegalArgumentException(
          "neither a label nor a target is named: say label(\"...\") for classes or target(\"...\") for values");
    }
    if (label != null && !targets.isEmpty()) {
      throw new IllegalArgumentException("a label and targets are named: a row has either a class or values");
    }
    List<ColumnPlan> plans = new ArrayList<>();
    List<String> likeNames = guesses.entrySet().stream()
        .filter(entry -> entry.getValue().isLikeNames() && !kinds.containsKey(entry.getKey()))
        .map(Map.Entry::getKey)
        .filter(column -> !targets.contains(column) && !column.equals(label) && !ignored.contains(column)).toList();
    for (String column : guesses.keySet()) {
      if (targets.contains(column) || column.equals(label)) {
        requireOneRole(column);
      } else if (!ignored.contains(column)) {
        plans.add(feature(column, decimal, likeNames));
      }
    }
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("no column is left as a feature: ignore fewer");
    }
    for (int input = 0; input < inputs.size(); input++) {
      int number = input;
      if (plans.stream().noneMatch(plan -> plan.input() == number)) {
        throw new IllegalArgumentException(
            "input " + input + " gets no column: leave one out of input(...), or name one that is a feature");
      }
    }
    if (label != null) {
      plans.add(target(label, ColumnPlan.Kind.NUMBERED, Scaling.NONE));
    }
    for (String column : targets) {
      plans.add(target(column, ColumnPlan.Kind.NUMBER, scalings.getOrDefault(column, scaling)));
    }
    return plans;
  }

  private void requireOneRole(String column) {
    if (ignored.contains(column) || inputs.stream().anyMatch(input -> input.contains(column))) {
      throw new IllegalArgumentException(
          "column \"" + column + "\" is label or target, and ignored or in an input as well: name it once");
    }
  }

  private ColumnPlan target(String column, ColumnPlan.Kind kind, Scaling scale) {
    return new ColumnPlan(column, kind, -1, missing.getOrDefault(column, error()), scale, false);
  }

  private ColumnPlan feature(String column, char decimal, List<String> likeNames) {
    ColumnPlan.Kind given = kinds.get(column);
    ColumnPlan.Kind kind = given != null ? given : Objects.requireNonNull(guesses.get(column)).kind(column, likeNames);
    int input = 0;
    for (int number = 1; number < inputs.size(); number++) {
      input = inputs.get(number).contains(column) ? number : input;
    }
    boolean number = kind == ColumnPlan.Kind.NUMBER;
    if (number && others.contains(column)) {
      throw new IllegalArgumentException(
          "column \"" + column + "\" has numbers: other(...) is for categories; say category(\"" + column + "\")");
    }
    if (!number && scalings.getOrDefault(column, Scaling.NONE) != Scaling.NONE) {
      throw new IllegalArgumentException(
          "column \"" + column + "\" has categories, which are not scaled: leave it out of "
              + "scaled(...), or say number(\"" + column + "\") if its texts are numbers");
    }
    Missing rule = missing.get(column);
    if (rule == null) {
      rule = allMissing != null && suits(allMissing, number, decimal) ? allMissing : error();
    }
    return new ColumnPlan(column, kind, input, rule, number ? scalings.getOrDefault(column, scaling) : Scaling.NONE,
        others.contains(column));
  }

  private static boolean suits(Missing rule, boolean number, char decimal) {
    return switch (rule.rule()) {
      case MEAN, MEDIAN -> number;
      case CONSTANT -> number == Cells.isNumberOrConstant(rule.constant(), decimal);
      case ERROR, MOST_FREQUENT, DROP -> true;
    };
  }

  private static Missing error() {
    return new Missing(Missing.Rule.ERROR, "");
  }

  /** The columns and what they seem to be. */
  @Override
  public String toString() {
    return "preparation of " + source.name() + ": columns " + guesses.keySet() + ", label " + label + ", targets "
        + targets
        + ", ignored " + ignored;
  }
}
