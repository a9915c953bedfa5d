package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.PictureDataset;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.metrics.Presentation;
import java.util.function.IntUnaryOperator;

/** Samples as people know them: rows of their table, values in its units, pictures by their files. */
final class Shown {
  private Shown() {}

  /**
   * Rows of a table.
   *
   * @param complete rows in the order of the samples
   */
  static Presentation of(FittedPreparation preparation, Table complete) {
    Presentation rows = Presentation.plain().rows(preparation.featureColumns(), sample -> preparation.featureColumns()
        .stream().map(column -> complete.row(sample).get(column)).toList());
    return preparation.targetNames().isEmpty() ? rows
        : rows.targets(preparation.targetNames(), preparation::unscaled);
  }

  /**
   * Pictures.
   *
   * @param number of a sample among all pictures
   */
  static Presentation of(PictureDataset pictures, IntUnaryOperator number) {
    return Presentation.plain().names(sample -> pictures.file(number.applyAsInt(sample)).toString());
  }
}
