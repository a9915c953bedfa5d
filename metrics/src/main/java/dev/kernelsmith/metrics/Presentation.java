package dev.kernelsmith.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How people want to see the samples of a test, and the values that a network predicts of them: as they stood in their table, in their own units, by their names. A network sees them prepared. Immutable.
 *
 * <pre>{@code
 * run.evaluate(test, Presentation.plain().rows(table.columns(), i -> table.row(i).cells()).targets(List.of("price"), preparation::unscaled));
 * }</pre>
 */
public final class Presentation {
  private static final Presentation PLAIN = new Presentation(List.of(), null, null, List.of(), null);

  private final List<String> columns;
  private final @Nullable IntFunction<List<String>> cells;
  private final @Nullable IntFunction<String> names;
  private final List<String> targets;
  private final @Nullable Function<float[], double[]> units;

  private Presentation(List<String> columns, @Nullable IntFunction<List<String>> cells,
      @Nullable IntFunction<String> names, List<String> targets, @Nullable Function<float[], double[]> units) {
    this.columns = columns;
    this.cells = cells;
    this.names = names;
    this.targets = targets;
    this.units = units;
  }

  /** As the network sees them. */
  public static Presentation plain() {
    return PLAIN;
  }

  /**
   * Samples are rows of a table.
   *
   * @param header names of the columns
   * @param row the cells of a sample, by its number in the test data
   */
  public Presentation rows(List<String> header, IntFunction<List<String>> row) {
    Objects.requireNonNull(header, "header");
    return new Presentation(List.copyOf(header), Objects.requireNonNull(row, "row"), names, targets, units);
  }

  /** Samples have names, such as those of their files, by their number in the test data. */
  public Presentation names(IntFunction<String> name) {
    return new Presentation(columns, cells, Objects.requireNonNull(name, "name"), targets, units);
  }

  /**
   * Values of a regression have names, and units of their own.
   *
   * @param header names of the values, in their order in the output
   * @param inUnits the values of a sample in these units, from those that network and data set have
   */
  public Presentation targets(List<String> header, Function<float[], double[]> inUnits) {
    Objects.requireNonNull(header, "header");
    return new Presentation(columns, cells, names, List.copyOf(header), Objects.requireNonNull(inUnits, "inUnits"));
  }

  /** Names of the values of a regression; empty where they have none. */
  public List<String> targetNames() {
    return targets;
  }

  /**
   * The same predictions in the units of people. Those of classes or labels, and of other numbers of values than there are names, are given back as they are.
   */
  public Predictions inUnits(Predictions predictions) {
    Objects.requireNonNull(predictions, "predictions");
    Function<float[], double[]> own = units;
    if (own == null || predictions.kind() != Predictions.Kind.VALUES || predictions.length() != targets.size()) {
      return predictions;
    }
    float[][] values = new float[predictions.size()][];
    float[][] wanted = new float[predictions.size()][];
    for (int sample = 0; sample < values.length; sample++) {
      float[] value = new float[targets.size()];
      float[] target = new float[targets.size()];
      for (int i = 0; i < value.length; i++) {
        value[i] = predictions.value(sample, i);
        target[i] = predictions.target(sample, i);
      }
      values[sample] = floats(own.apply(value));
      wanted[sample] = floats(own.apply(target));
    }
    return Predictions.ofValues(values, wanted);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Adds what is known of a sample. */
  void put(Map<String, Object> text, int sample, int most) {
    if (names != null) {
      text.put("name", names.apply(sample));
    }
    if (cells != null) {
      List<String> row = cells.apply(sample);
      int shown = Math.min(Math.min(row.size(), columns.size()), most);
      text.put("row", new ArrayList<>(row.subList(0, shown)));
      text.put("features", columns.subList(0, shown));
    }
  }

  /** Whether samples are rows of a table. */
  boolean hasRows() {
    return cells != null;
  }

  /** What is known. */
  @Override
  public String toString() {
    return "presentation: " + (cells == null ? "no rows" : "rows of " + columns)
        + (targets.isEmpty() ? "" : ", values " + targets);
  }
}
