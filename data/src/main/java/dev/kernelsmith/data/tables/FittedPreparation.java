package dev.kernelsmith.data.tables;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.Preparation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is made of a row of a table, with all that training data had to tell: categories, scaling, what missing values become, names of classes. It makes data sets of tables, and
 * predictions of a network's outputs; {@link #model} puts a network and this together.
 */
public final class FittedPreparation implements Preparation<Map<String, ?>> {
  private static final int MOST_SHOWN = 40;

  private final List<FittedColumn> columns;
  private final boolean labelled;
  private final int[] lengths;
  private final Set<String> marks;
  private final char decimal;
  private final long rows;

  FittedPreparation(
      List<FittedColumn> columns, boolean labelled, int inputs, Set<String> marks, char decimal, long rows) {
    this.columns = List.copyOf(columns);
    this.labelled = labelled;
    this.marks = marks;
    this.decimal = decimal;
    this.rows = rows;
    lengths = new int[inputs];
    features().forEach(column -> lengths[column.plan().input()] += column.width());
  }

  private List<FittedColumn> features() {
    return columns.stream().filter(column -> !column.plan().isTarget()).toList();
  }

  private List<FittedColumn> targets() {
    return columns.stream().filter(column -> column.plan().isTarget()).toList();
  }

  List<FittedColumn> columns() {
    return columns;
  }

  Set<String> marks() {
    return marks;
  }

  char decimal() {
    return decimal;
  }

  boolean isLabelled() {
    return labelled;
  }

  @Override
  public String kind() {
    return TableKind.NAME;
  }

  @Override
  public Class<? super Map<String, ?>> rawType() {
    return Map.class;
  }

  /** Number of inputs of the network. */
  public int inputs() {
    return lengths.length;
  }

  /** Floats of the first input: what {@code @Network(input = ...)} has to say. */
  public int inputLength() {
    return lengths[0];
  }

  /** Floats of an input. */
  public int inputLength(int input) {
    return lengths[input];
  }

  /** Names of the floats of an input, in their order: {@code age}, {@code plan=basic}. */
  public List<String> featureNames(int input) {
    return features().stream().filter(column -> column.plan().input() == input)
        .flatMap(column -> column.features().stream()).toList();
  }

  @Override
  public List<String> classNames() {
    return labelled ? targets().getFirst().categories() : List.of();
  }

  /** Names of the values that are predicted, in their order; empty where classes are. */
  public List<String> targetNames() {
    return labelled ? List.of() : targets().stream().map(FittedColumn::name).toList();
  }

  /** Name of the column of classes; empty where values are predicted. */
  public String labelName() {
    return labelled ? targets().getFirst().name() : "";
  }

  /** Names of the columns that features are made of, in the order of the training's table. */
  public List<String> featureColumns() {
    return features().stream().map(FittedColumn::name).toList();
  }

  /** Rows of training data that it was fitted on, without those that were left out; 0 where it was read from a file. */
  public long rows() {
    return rows;
  }

  /** How many categories a column has, with that of others: what {@code @OneHot} has to say. */
  public int categories(String column) {
    return columns.stream().filter(candidate -> candidate.name().equals(column)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no column \"" + column + "\"")).indices();
  }

  /**
   * A data set of a table's rows, in memory; of a table that is read on demand, inputs are made of rows when they are asked for, and targets alone are in memory. Rows that lack a value where
   * {@link Missing#drop} is said are left out.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if a cell does not fit, with file, line and column, what was expected and what to do; if no row is left
   */
  public Dataset dataset(Table table) {
    Objects.requireNonNull(table, "table");
    requireColumns(table, columns);
    if (table.isOnDemand()) {
      Table complete = complete(table);
      if (complete.size() == 0) {
        throw noRows(table);
      }
      return RowDataset.of(this, complete);
    }
    TableDataset.Builder builder = new TableDataset.Builder(this, table.size());
    table.rows().forEachOrdered(builder::add);
    if (builder.isEmpty()) {
      throw noRows(table);
    }
    return builder.build();
  }

  private static DataFormatException noRows(Table table) {
    return TablePreparation.noRows(table.name(), "each row lacks a value that drop() asks for");
  }

  /** The rows of a table that count: without those that lack a value where {@link Missing#drop} is said. Their order is that of the samples of {@link #dataset}. */
  public Table complete(Table table) {
    Objects.requireNonNull(table, "table");
    return complete(table, columns.stream().filter(column -> column.plan().missing().rule() == Missing.Rule.DROP)
        .map(FittedColumn::name).toList(), marks);
  }

  /** The rows that have a value in each of some columns. */
  static Table complete(Table table, List<String> needed, Set<String> marks) {
    if (needed.isEmpty()) {
      return table;
    }
    int[] kept = IntStream.range(0, table.size())
        .filter(number -> needed.stream().noneMatch(column -> {
          String cell = table.row(number).cell(column);
          return cell != null && Cells.isMissing(cell, marks);
        })).toArray();
    return table.select(kept);
  }

  /** Refuses a table that lacks columns, with all of their names and those that may be meant. */
  void requireColumns(Table table, List<FittedColumn> wanted) {
    List<String> there = table.columns();
    List<String> lacking = wanted.stream().map(FittedColumn::name).filter(name -> !there.contains(name)).toList();
    if (!lacking.isEmpty()) {
      Set<String> known = columns.stream().map(FittedColumn::name).collect(Collectors.toSet());
      List<String> strange = there.stream().filter(name -> !known.contains(name)).toList();
      throw new DataFormatException(table.name(),
          "it has no column " + quoted(lacking)
              + (strange.isEmpty() ? "" : ", but " + quoted(strange) + ", which training does not have"),
          "all of the columns " + quoted(wanted.stream().map(FittedColumn::name).toList()),
          "rename or add columns; where a value is not known, its cell is empty");
    }
  }

  /**
   * Batches of a table that is read again for each epoch, for {@link dev.kernelsmith.runtime.train.Trainer#fit(java.util.Iterator)}: files may be larger than memory. To be closed.
   *
   * <pre>{@code
   * try (TableBatches batches = preparation.batches(file, 64, 10, 10_000, 1)) {
   *   model.trainer().samplesPerEpoch((int) preparation.rows()).fit(batches);
   * }
   * }</pre>
   *
   * @param table usually a {@link TableFile}
   * @param batchSize samples of a batch; the last of an epoch has what is left
   * @param epochs how often the rows are read
   * @param shuffleBuffer rows that are held to draw the next one from; 1 for the table's order
   * @param seed of the order, which is another one in each epoch
   * @throws IllegalArgumentException if a number is below 1
   */
  public TableBatches batches(TableSource table, int batchSize, int epochs, int shuffleBuffer, long seed) {
    Objects.requireNonNull(table, "table");
    return new TableBatches(this, table, batchSize, epochs, shuffleBuffer, seed);
  }

  /**
   * Writes what a row becomes.
   *
   * @param inputs by input
   * @param at where in each array to begin, in samples
   * @return whether the row counts
   */
  boolean writeInputs(RawRow row, float[][] inputs, int at) {
    int[] offsets = new int[lengths.length];
    for (FittedColumn column : columns) {
      if (!column.plan().isTarget()) {
        int input = column.plan().input();
        if (!column.write(row, marks, inputs[input], at * lengths[input] + offsets[input])) {
          return false;
        }
        offsets[input] += column.width();
      }
    }
    return true;
  }

  /** Writes targets of a row, or its class number as a float. */
  boolean writeTargets(RawRow row, float[] into, int at) {
    List<FittedColumn> targets = targets();
    for (int i = 0; i < targets.size(); i++) {
      if (!targets.get(i).write(row, marks, into, at * targets.size() + i)) {
        return false;
      }
    }
    return true;
  }

  int targetCount() {
    return targets().size();
  }

  @Override
  public float[][] inputs(Map<String, ?> row) {
    Objects.requireNonNull(row, "row");
    return inputs(new RawRow.OfMap(row, decimal));
  }

  /** Room for the inputs of a row. */
  float[][] scratch() {
    return Arrays.stream(lengths).mapToObj(length -> new float[length]).toArray(float[][]::new);
  }

  float[][] inputs(RawRow row) {
    if (row instanceof RawRow.OfMap map) {
      requireKnown(map);
    }
    float[][] inputs = scratch();
    if (!writeInputs(row, inputs, 0)) {
      FittedColumn lacking = features().stream()
          .filter(column -> column.plan().missing().rule() == Missing.Rule.DROP
              && Cells.isMissing(String.valueOf(row.cell(column.name())), marks))
          .findFirst().orElseThrow();
      throw row.fault(lacking.name(), "the value is missing", "a value: training left rows without one out",
          "fill it in, or train with another Missing than drop()");
    }
    return inputs;
  }

  /** A name that is misspelt would else be said to be not there, which helps less. */
  private void requireKnown(RawRow.OfMap row) {
    List<String> names = columns.stream().map(FittedColumn::name).toList();
    List<String> lacking = features().stream().map(FittedColumn::name).filter(name -> row.cell(name) == null).toList();
    if (!lacking.isEmpty()) {
      List<String> strange =
          row.cells().keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
      throw new IllegalArgumentException("the row has no column " + quoted(lacking)
          + (strange.isEmpty() ? "" : ", but " + quoted(strange) + ", which training does not have") + "; expected "
          + quoted(features().stream().map(FittedColumn::name).toList())
          + "; give each a value, or an empty text where it is not known");
    }
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
  }

  @Override
  public Prediction prediction(float[] output) {
    Objects.requireNonNull(output, "output");
    if (labelled) {
      return Prediction.ofClasses(classNames(), output);
    }
    List<FittedColumn> targets = targets();
    if (output.length != targets.size()) {
      throw new IllegalArgumentException(
          "there are " + output.length + " outputs, but the targets " + targetNames());
    }
    return Prediction.ofValues(targetNames(), unscaled(output));
  }

  /**
   * Values of targets, as a network or a data set has them, in the units of the table.
   *
   * @param values one for each target, in their order
   * @throws IllegalStateException if classes are predicted
   */
  public double[] unscaled(float[] values) {
    if (labelled) {
      throw new IllegalStateException("classes are predicted, which have no units: ask for prediction(output)");
    }
    List<FittedColumn> targets = targets();
    double[] own = new double[targets.size()];
    Arrays.setAll(own, i -> targets.get(i).unscaled(values[i]));
    return own;
  }

  /**
   * A network together with this: it goes into the file whenever the network's parameters are saved.
   *
   * @throws IllegalArgumentException if the network has other inputs or outputs than the table gives, with what to write; if it has been loaded with another preparation
   */
  public TableModel model(CompiledNetwork network) {
    Objects.requireNonNull(network, "network");
    return new TableModel(network, this);
  }

  @Override
  public void requireFits(CompiledNetwork network) {
    Objects.requireNonNull(network, "network");
    NetworkSpec spec = network.engine().spec();
    List<TensorSpec> expected = spec.inputs();
    if (expected.size() != lengths.length) {
      throw new IllegalArgumentException("network " + spec.name() + " has " + expected.size()
          + " inputs, but the table is prepared for " + lengths.length
          + ": say input(\"column\", ...) for each further one");
    }
    for (int i = 0; i < lengths.length; i++) {
      int input = i;
      if (expected.get(i).length() != lengths[i]) {
        String what = described(features().stream().filter(column -> column.plan().input() == input).toList());
        throw new IllegalArgumentException("network " + spec.name() + " has an input \"" + expected.get(i).name()
            + "\" of " + expected.get(i).length() + " values, but the table gives it " + lengths[i] + ": " + what
            + ". Write " + (lengths.length == 1 ? "@Network(input = " + lengths[i] + ")" : "@Input(" + lengths[i] + ")")
            + ", or ignore columns");
      }
      if (expected.get(i).isInt() && features().stream()
          .anyMatch(column -> column.plan().input() == input && column.plan().kind() != ColumnPlan.Kind.NUMBERED)) {
        throw new IllegalArgumentException("input \"" + expected.get(i).name() + "\" of network " + spec.name()
            + " is one of integers: say numbered(\"column\") for each of its columns " + featureNames(input));
      }
    }
    int outputs = spec.rawOutput(spec.outputs().size() / 2 - 1).length();
    int wanted = labelled ? classNames().size() : targetCount();
    if (outputs != wanted && !(labelled && wanted == 2 && outputs == 1)) {
      throw new IllegalArgumentException("network " + spec.name() + " has " + outputs + " output values, but the "
          + (labelled ? "label has " + wanted + " classes [" + DatasetText.list(classNames()) + "]"
              : "targets are " + wanted + ", " + targetNames())
          + ": write units = " + wanted + " in its last layer");
    }
  }

  @Override
  public SafetensorsFile stored() {
    return TableKind.write(this);
  }

  @Override
  public List<String> differences(Preparation<?> other) {
    Objects.requireNonNull(other, "other");
    if (!(other instanceof FittedPreparation fitted)) {
      return List.of("it is of a table, the other of kind \"" + other.kind() + "\"");
    }
    List<String> found = new ArrayList<>();
    Map<String, FittedColumn> others = new LinkedHashMap<>();
    fitted.columns.forEach(column -> others.put(column.name(), column));
    for (FittedColumn column : columns) {
      FittedColumn same = others.remove(column.name());
      if (same == null) {
        found.add("only it has column \"" + column.name() + "\"");
      } else {
        found.addAll(column.differences(same));
      }
    }
    others.keySet().forEach(name -> found.add("only the other has column \"" + name + "\""));
    if (found.isEmpty() && !columns.stream().map(FittedColumn::name).toList()
        .equals(fitted.columns.stream().map(FittedColumn::name).toList())) {
      found.add("the columns stand in another order");
    }
    if (decimal != fitted.decimal || !marks.equals(fitted.marks)) {
      found.add("decimal sign or marks of missing values are others");
    }
    return found;
  }

  /** What each column becomes. */
  @Override
  public String toString() {
    int all = Arrays.stream(lengths).sum();
    return all + (all == 1 ? " feature: " : " features: ") + described(features()) + "; "
        + (labelled ? "classes [" + DatasetText.list(classNames()) + "]" : "targets " + targetNames());
  }

  /** What each column becomes; of many columns, what the first do. */
  private static String described(List<FittedColumn> columns) {
    return columns.stream().limit(MOST_SHOWN).map(FittedColumn::describe).collect(Collectors.joining(", "))
        + (columns.size() > MOST_SHOWN ? ", ... (" + columns.size() + " columns in all)" : "");
  }
}
