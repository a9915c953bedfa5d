package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Dropout;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Missing;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.data.tables.TablePreparation;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Which customers leave: a table with texts and holes, to a model in one file that predicts from raw rows. */
@Network(input = 11)
@Optimizer(type = ADAM, learningRate = 3e-3)
public class Churn {
  // @formatter:off
  @Dense(units = 32, activation = RELU)          Layer hidden1;
  @Dropout(rate = 0.2)                           Layer dropped;
  @Dense(units = 16, activation = RELU)          Layer hidden2;
  @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer churned;
  // @formatter:on

  /** Learns from most of a table and prints how well it does on the rest. */
  static TableModel train(Path csv, int epochs) throws IOException {
    Table table = Table.read(csv);
    Table.Split parts = table.split(0.8, 1, "churned");
    FittedPreparation preparation = TablePreparation.of(table).label("churned").ignore("id")
        .missing("age", Missing.median()).missing("payment", Missing.constant("unknown")).scaled().fit(parts.train());
    TableModel model = preparation.model(new ChurnNetwork(1));
    model.trainer().epochs(epochs).progress(Progress.auto()).fit(model.dataset(parts.train()));
    System.out.println(Evaluation.of(model.network(), model.dataset(parts.test())));
    return model;
  }

  /** Writes a table of customers that are drawn: most who leave pay monthly, by cheque, and call often. */
  static void draw(Path csv, int customers, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("id,age,contract,payment,months,monthly,calls,churned\n");
    String[] contracts = {"monthly", "one year", "two years"};
    String[] payments = {"card", "cheque", "\"transfer, automatic\""};
    for (int id = 0; id < customers; id++) {
      int contract = random.nextInt(3);
      int payment = random.nextInt(3);
      int months = 1 + random.nextInt(72);
      int calls = random.nextInt(8);
      double risk = 1.5 - 2 * contract + (payment == 1 ? 1 : 0) - months / 24.0 + 0.6 * calls - 1.2;
      boolean leaves = random.nextDouble() < 1 / (1 + Math.exp(-2 * risk));
      text.append(String.format(Locale.ROOT, "c%05d,%s,%s,%s,%d,%.2f,%d,%s%n", id,
          random.nextInt(10) == 0 ? "" : 18 + random.nextInt(60), contracts[contract],
          random.nextInt(20) == 0 ? "" : payments[payment], months, 15 + 80 * random.nextDouble(), calls,
          leaves ? "yes" : "no"));
    }
    Files.writeString(csv, text);
  }

  /** Draws 5,000 customers, learns from them, and predicts from a raw row with what was saved. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("churn");
    draw(folder.resolve("churn.csv"), 5_000, 1);
    train(folder.resolve("churn.csv"), 20).save(folder.resolve("churn.safetensors"));
    TableModel model = TableModel.load(folder.resolve("churn.safetensors"));
    System.out.println(model.predict(Map.of("age", "", "contract", "monthly", "payment", "cheque", "months", 3,
        "monthly", 70.5, "calls", 6)));
  }
}
