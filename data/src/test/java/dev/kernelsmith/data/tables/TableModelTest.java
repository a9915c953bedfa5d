package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model predicts from raw rows, and so does what is read back from its file; files that do not fit say what differs. */
class TableModelTest {
  @TempDir Path folder;

  private static Table customers(int count, long seed) {
    Random random = new Random(seed);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String plan = List.of("basic", "plus", "pro").get(random.nextInt(3));
      int age = 18 + random.nextInt(60);
      boolean leaves = plan.equals("basic") ^ random.nextInt(20) == 0;
      rows.add(List.of(random.nextInt(10) == 0 ? "" : "" + age, plan,
          String.format(Locale.ROOT, "%.2f", 1000 * random.nextDouble()), leaves ? "leaves" : "stays"));
    }
    return Table.of(List.of("age", "plan", "spent", "next"), rows);
  }

  private static TableModel trained(Table table) {
    FittedPreparation preparation =
        TablePreparation.of(table).label("next").missing("age", Missing.median()).scaled().fit(table);
    TableModel model = preparation.model(new ChurnNetwork(1));
    model.trainer().epochs(30).batchSize(16).threads(1).fit(model.dataset(table));
    return model;
  }

  @Test
  void aModelPredictsFromRawRowsAndIsReadBack() throws IOException {
    TableModel model = trained(customers(300, 1));
    Path file = folder.resolve("churn.safetensors");
    model.save(file);
    TableModel loaded = TableModel.load(file);
    Table test = customers(100, 2);
    List<Prediction> predictions = loaded.predict(test);
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      Map<String, String> row = test.row(i).asMap();
      assertEquals(model.predict(row).probabilities(), predictions.get(i).probabilities());
      right += predictions.get(i).label().equals(row.get("next")) ? 1 : 0;
    }
    assertTrue(right > 85, right + " of 100");
    Prediction one = loaded.predict(Map.of("age", 41, "plan", "basic", "spent", "12.5"));
    assertEquals("leaves", one.label());
    assertEquals(1, one.probability("leaves") + one.probability("stays"), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> one.probability("goes"));
    assertTrue(loaded.preparation().differences(model.preparation()).isEmpty());
    assertEquals(List.of("leaves", "stays"), loaded.network().engine().classNames());
    assertEquals(one.probabilities(), ((TableModel) Model.load(new ChurnNetwork(7), file))
        .predict(Map.of("age", 41, "plan", "basic", "spent", "12.5")).probabilities());
    assertThrows(IllegalArgumentException.class, () -> Model.load(file).predictAny("a row"));
  }

  /** A margin is no probability: read as one, it would name the wrong class. */
  @Test
  void aModelWithMarginsNamesClassesByTheirSign() throws IOException {
    Table table = customers(300, 1);
    FittedPreparation preparation =
        TablePreparation.of(table).label("next").missing("age", Missing.median()).scaled().fit(table);
    TableModel model = preparation.model(new MarginNetwork(1));
    model.trainer().epochs(40).batchSize(16).threads(1).fit(model.dataset(table));
    Path file = folder.resolve("margin.safetensors");
    model.save(file);
    List<Prediction> predictions = TableModel.load(file).predict(table);
    int right = 0;
    for (int i = 0; i < table.size(); i++) {
      Prediction prediction = predictions.get(i);
      float margin = model.network().predict(preparation.inputs(table.row(i).asMap())[0])[0];
      assertEquals(margin > 0 ? "stays" : "leaves", prediction.label());
      assertEquals(margin, prediction.margin("stays"));
      assertEquals(-margin, prediction.margin("leaves"));
      right += prediction.label().equals(table.row(i).get("next")) ? 1 : 0;
    }
    assertTrue(right > 250, right + " of 300");
    assertTrue(assertThrows(IllegalStateException.class, predictions.getFirst()::probability).getMessage()
        .contains("ask for margin(label)"));
  }

  @Test
  void plainSavesAndCheckpointsTakeThePreparationAlong() throws IOException {
    Table table = customers(50, 1);
    FittedPreparation preparation =
        TablePreparation.of(table).label("next").missing("age", Missing.median()).scaled().fit(table);
    TableModel model = preparation.model(new ChurnNetwork(1));
    Path checkpoint = folder.resolve("checkpoint");
    model.trainer().epochs(2).threads(1).checkpoint(checkpoint).fit(model.dataset(table));
    Path plain = folder.resolve("plain");
    model.network().save(plain);
    Map<String, String> row = table.row(3).asMap();
    for (Path file : List.of(checkpoint, plain)) {
      assertEquals(model.predict(row).probabilities(), TableModel.load(file).predict(row).probabilities());
    }
  }

  @Test
  void rowsThatStayInTheirFileAreLearnedFromAsThoseInMemory() throws IOException {
    Table customers = customers(300, 5);
    StringBuilder text = new StringBuilder("age,plan,spent,next\n");
    customers.rows().forEach(row -> text.append(String.join(",", row.cells())).append('\n'));
    Path file = Files.writeString(folder.resolve("customers.csv"), text);
    List<TableModel> models = new ArrayList<>();
    List<Table.Split> splits = new ArrayList<>();
    for (Table table : List.of(Table.read(file), TableFile.of(file).onDemand())) {
      Table.Split parts = table.split(0.8, 1, "next");
      FittedPreparation preparation =
          TablePreparation.of(table).label("next").missing("age", Missing.drop()).scaled().fit(parts.train());
      TableModel model = preparation.model(new ChurnNetwork(1));
      model.trainer().epochs(2).batchSize(16).threads(2).fit(model.dataset(parts.train()));
      models.add(model);
      splits.add(parts);
    }
    assertArrayEquals(models.getFirst().network().engine().parameters(),
        models.getLast().network().engine().parameters());
    Table test = models.getFirst().preparation().complete(splits.getFirst().test());
    Table same = models.getFirst().preparation().complete(splits.getLast().test());
    assertTrue(same.isOnDemand() && same.size() < splits.getLast().test().size());
    assertEquals(models.getFirst().predict(test).toString(), models.getLast().predict(same).toString());
    Path broken = Files.writeString(folder.resolve("broken.csv"), text.toString().replaceFirst("basic", "basis"));
    Table late = TableFile.of(broken).onDemand();
    assertTrue(assertThrows(DataFormatException.class, () -> models.getLast().dataset(late)).getMessage()
        .contains("\"basis\" is no category"));
  }

  @Test
  void numbersOfCategoriesGoToAnInputOfTheirOwn() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      int size = 20 + random.nextInt(200);
      int place = random.nextInt(3);
      rows.add(List.of("" + size, List.of("city", "land", "sea").get(place),
          "" + (1000 * size + 50_000 * place), "" + (size + 10 * place)));
    }
    Table table = Table.of(List.of("size", "place", "price", "tax"), rows);
    FittedPreparation preparation =
        TablePreparation.of(table).target("price", "tax").numbered("place").input("place").scaled().fit(table);
    assertEquals(3, preparation.categories("place"));
    TableModel model = preparation.model(new HousesNetwork(1));
    model.trainer().epochs(60).batchSize(16).threads(1).fit(model.dataset(table));
    Path file = folder.resolve("houses");
    model.save(file);
    Prediction prediction = TableModel.load(file).predict(Map.of("size", 100, "place", "sea"));
    assertEquals(200_000, prediction.value("price"), 10_000);
    assertEquals(120, prediction.value("tax"), 8);
  }

  @Test
  void whatDoesNotFitSaysWhatDiffers() throws IOException {
    Table table = customers(60, 1);
    TablePreparation plan = TablePreparation.of(table).label("next").missing("age", Missing.median());
    String message = assertThrows(IllegalArgumentException.class,
        () -> plan.fit(table).model(new HousesNetwork(1))).getMessage();
    assertTrue(message.contains("has 2 inputs, but the table is prepared for 1"), message);
    message = assertThrows(IllegalArgumentException.class,
        () -> TablePreparation.of(table).label("next").ignore("age").fit(table).model(new ChurnNetwork(1)))
        .getMessage();
    assertTrue(
        message.contains("an input \"") && message.contains("of 5 values, but the table gives it 4: plan 3 (basic, "
            + "plus, pro), spent 1. Write @Network(input = 4)"),
        message);
    message = assertThrows(IllegalArgumentException.class,
        () -> TablePreparation.of(table).label("plan").category("next").missing("age", Missing.mean()).ignore("spent")
            .number("age").other("next").fit(table).model(new ChurnNetwork(1)))
        .getMessage();
    assertTrue(message.contains("Write @Network(input = 4)"), message);

    TableModel model = plan.fit(table).model(new ChurnNetwork(1));
    message = assertThrows(IllegalArgumentException.class, () -> plan.fit(customers(60, 9)).model(model.network()))
        .getMessage();
    assertTrue(message.contains("was trained with another preparation: column \"age\" has for a missing value"),
        message);
    Path file = folder.resolve("a");
    model.save(file);
    ChurnNetwork other = new ChurnNetwork(1);
    plan.fit(customers(60, 9)).model(other);
    message = assertThrows(WeightsMismatchException.class, () -> TableModel.load(other, file)).getMessage();
    assertTrue(message.contains("preparation"), message);
    new ChurnNetwork(1).save(file);
    message = assertThrows(DataFormatException.class, () -> TableModel.load(file)).getMessage();
    assertTrue(message.contains("it has weights, but no preparation"), message);
  }

  /** Would be seen if it were initialised. */
  static final class Trap {
    static {
      System.setProperty("trap.sprung", "true");
    }
  }

  @Test
  void filesChooseNoOtherClassesThanNetworks() throws IOException {
    TableModel model = trained(customers(60, 1));
    Path file = folder.resolve("m");
    model.save(file);
    SafetensorsFile sound = Safetensors.read(file);
    for (String name : List.of(Trap.class.getName(), "com.acme.Nothing", "java.lang.Runtime",
        "dev.kernelsmith.runtime.CompiledNetwork")) {
      Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
      metadata.put("preparation/network", name);
      Safetensors.write(file, new SafetensorsFile(sound.tensors(), metadata));
      String message = assertThrows(DataFormatException.class, () -> Model.load(file)).getMessage();
      assertTrue(message.contains(name) && message.contains("Model.load(network, file)"), message);
    }
    assertFalse(Boolean.getBoolean("trap.sprung"));
  }

  /** Each entry of the preparation left out or spoiled: refused with a message, or without effect. */
  @Test
  void damagedPreparationsAreRefused() throws IOException {
    TableModel model = trained(customers(60, 1));
    Path file = folder.resolve("m");
    model.save(file);
    SafetensorsFile sound = Safetensors.read(file);
    int refused = 0;
    List<String> keys = sound.metadata().keySet().stream().filter(key -> key.startsWith("preparation/")).toList();
    assertTrue(keys.size() > 30, keys.toString());
    for (String key : keys) {
      for (String value : new String[] {null, "", "-7", "999999999999", "\u0000x"}) {
        Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
        metadata.remove(key);
        if (value != null) {
          metadata.put(key, value);
        }
        Safetensors.write(file, new SafetensorsFile(sound.tensors(), metadata));
        ChurnNetwork network = new ChurnNetwork(1);
        try {
          TableModel.load(network, file);
        } catch (DataFormatException exception) {
          assertTrue(exception.getMessage().contains(file.toString()), exception.getMessage());
          assertArrayEquals(new ChurnNetwork(1).engine().parameters(), network.engine().parameters(), key);
          refused++;
        }
      }
    }
    assertTrue(refused > 2 * keys.size(), refused + " of " + 5 * keys.size());
    Map<String, Tensor> tensors = new LinkedHashMap<>(sound.tensors());
    tensors.remove("preparation/numbers");
    Safetensors.write(file, new SafetensorsFile(tensors, sound.metadata()));
    assertThrows(DataFormatException.class, () -> TableModel.load(new ChurnNetwork(1), file));
  }
}
