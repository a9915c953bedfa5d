package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Missing;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.data.tables.TablePreparation;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.train.EarlyStopping;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Prices of houses: targets of some hundred thousand, which are learned scaled and predicted in their own units. */
@Network(input = 6)
@Optimizer(type = ADAM, learningRate = 5e-3)
public class HousePrices {
  // @formatter:off
  @Dense(units = 32, activation = RELU)       Layer hidden1;
  @Dense(units = 32, activation = RELU)       Layer hidden2;
  @Dense(units = 1) @Loss(MEAN_SQUARED_ERROR) Layer price;
  // @formatter:on

  /** Learns from a file with semicolons and decimal commas, as Excel writes them in much of Europe, until it gets no better. */
  static TableModel train(Path csv, int epochs) throws IOException {
    Table table = TableFile.of(csv).delimiter(';').decimal(',').read();
    Table.Split parts = table.split(0.9, 1);
    FittedPreparation preparation = TablePreparation.of(table).target("price").missing("year", Missing.mean()).scaled()
        .fit(parts.train());
    TableModel model = preparation.model(new HousePricesNetwork(1));
    model.trainer().epochs(epochs).batchSize(32).learningRate(LearningRate.cosine(5e-3, 1e-4, epochs))
        .validation(model.dataset(parts.test())).earlyStopping(EarlyStopping.patience(10)).restoreBest(true)
        .progress(Progress.auto()).fit(model.dataset(parts.train()));
    return model;
  }

  /** What a house costs, but for what its buyers think of it. */
  static double price(double size, int place, int year) {
    return (1_500 + 1_200 * place) * size * (1 - Math.max(0, 1990 - year) / 200.0) + 30_000;
  }

  /** Writes a table of houses that are drawn. */
  static void draw(Path csv, int houses, double noise, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("size;place;year;garden;price\n");
    for (int i = 0; i < houses; i++) {
      int place = random.nextInt(3);
      int year = 1900 + random.nextInt(120);
      double size = 40 + 160 * random.nextDouble();
      text.append(String.format(Locale.GERMANY, "%.1f;%s;%s;%.1f;%.2f%n", size,
          new String[] {"village", "town", "city"}[place], random.nextInt(20) == 0 ? "?" : year,
          300 * random.nextDouble(), price(size, place, year) * (1 + noise * random.nextGaussian())));
    }
    Files.writeString(csv, text);
  }

  /** Draws 3,000 houses, learns from them, and predicts the price of one. */
  public static void main(String[] args) throws IOException {
    Path csv = Files.createTempDirectory("houses").resolve("houses.csv");
    draw(csv, 3_000, 0.05, 1);
    TableModel model = train(csv, 60);
    System.out.println(model.predict(Map.of("size", 120, "place", "town", "year", 1985, "garden", 80))
        + ", and should be about " + Math.round(price(120, 1, 1985)));
  }
}
