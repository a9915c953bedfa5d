package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs with tables do what they say: on other rows than those they have learned from, with what was saved. */
class TableJobsTest {
  @TempDir Path folder;

  @Test
  void customersWhoLeaveAreFound() throws IOException {
    Path csv = folder.resolve("churn.csv");
    Churn.draw(csv, 1_500, 1);
    Path file = folder.resolve("churn.safetensors");
    Churn.train(csv, 15).save(file);
    Path others = folder.resolve("others.csv");
    Churn.draw(others, 500, 2);
    Table table = Table.read(others);
    List<Prediction> predictions = TableModel.load(file).predict(table);
    int right = 0;
    for (int i = 0; i < table.size(); i++) {
      right += predictions.get(i).label().equals(table.row(i).get("churned")) ? 1 : 0;
    }
    assertTrue(right > 400, right + " of 500"); // who draws the table knows the risk, and is right for about 450
  }

  @Test
  void pricesOfHousesHaveTheirUnits() throws IOException {
    Path csv = folder.resolve("houses.csv");
    HousePrices.draw(csv, 1_000, 0.02, 1);
    Path file = folder.resolve("houses.safetensors");
    HousePrices.train(csv, 30).save(file);
    TableModel model = TableModel.load(file);
    double wrong = 0;
    int count = 0;
    for (int size = 60; size <= 180; size += 20) {
      for (int place = 0; place < 3; place++) {
        double price = HousePrices.price(size, place, 1995);
        String name = List.of("village", "town", "city").get(place);
        double found = model.predict(Map.of("size", size, "place", name, "year", 1995, "garden", 100)).value("price");
        wrong += Math.abs(found - price) / price;
        count++;
      }
    }
    assertEquals(0, wrong / count, 0.06);
    Path other = folder.resolve("other.csv");
    HousePrices.draw(other, 50, 0, 3);
    assertEquals(50, model.predict(TableFile.of(other).delimiter(';').decimal(',').read()).size());
  }
}
