package dev.kernelsmith.data.tables;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network that predicts from rows of a table. A row is a map from columns to texts, as the training's table has them, or numbers. */
public final class TableModel extends Model<Map<String, ?>> {
  TableModel(CompiledNetwork network, FittedPreparation preparation) {
    super(network, preparation);
  }

  /**
   * Reads a model of a table; see {@link Model#load(Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no table as well
   * @throws IOException if the file cannot be read
   */
  public static TableModel load(Path file) throws IOException {
    return Model.load(file).as(TableModel.class, file);
  }

  /**
   * Reads the parameters of a network, and the preparation; see {@link Model#load(CompiledNetwork, Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no table as well
   * @throws IOException if the file cannot be read
   */
  public static TableModel load(CompiledNetwork network, Path file) throws IOException {
    return Model.load(network, file).as(TableModel.class, file);
  }

  @Override
  public FittedPreparation preparation() {
    return (FittedPreparation) super.preparation();
  }

  /** A data set of a table's rows; see {@link FittedPreparation#dataset}. */
  public Dataset dataset(Table table) {
    return preparation().dataset(table);
  }

  /**
   * Predictions for all rows of a table, in their order; label and targets need not be there.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if a cell does not fit, with file, line and column, what was expected and what to do
   */
  public List<Prediction> predict(Table table) {
    preparation().requireColumns(table,
        preparation().columns().stream().filter(column -> !column.plan().isTarget()).toList());
    List<float[][]> inputs = new ArrayList<>();
    table.rows().forEachOrdered(row -> inputs.add(preparation().inputs(new RawRow.OfTable(row))));
    return predictPrepared(inputs);
  }
}
