package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Logged;
import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Features, targets and what is filled in, against formulas written out; faults with their place. */
@Isolated // sets the locale
class TablePreparationTest {
  private static final String TITANIC = """
      name,class,sex,age,fare,survived
      "Smith, Mr. ""Jo\""",3,male,22,7.25,no
      Cumings,1,female,38,71.2833,yes
      Heikkinen,3,female,,7.925,yes
      Allen,2,male,35,8.05,no
      Moran,3,male,,8.4583,no
      """;

  @TempDir Path folder;

  private Table table(String text) throws IOException {
    return Table.read(Files.writeString(folder.resolve("t.csv"), text));
  }

  private static float[] input(Dataset data, int sample) {
    float[] input = new float[data.inputLength()];
    data.copyInput(sample, input, 0);
    return input;
  }

  @Test
  void columnsBecomeFeatures() throws IOException {
    Table table = table(TITANIC);
    FittedPreparation preparation = TablePreparation.of(table).label("survived").ignore("name").category("class")
        .missing("age", Missing.mean()).fit(table);
    assertEquals(List.of("class=1", "class=2", "class=3", "sex=female", "sex=male", "age", "fare"),
        preparation.featureNames(0));
    assertEquals(List.of("no", "yes"), preparation.classNames());
    Dataset data = preparation.dataset(table);
    assertEquals(List.of("no", "yes"), data.classNames());
    assertEquals(1, data.classOf(2));
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, (float) ((22.0 + 38 + 35) / 3), 7.925f}, input(data, 2));
    assertArrayEquals(new float[] {0, 1, 0, 0, 1, 20, 5.5f},
        preparation.inputs(Map.of("class", 2, "sex", "male", "age", "20", "fare", 5.5))[0]);
  }

  private static double[] draw(Random random, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(7) * 1.5 - 3);
    values[0] = 1.5;
    return values;
  }

  /** The filled values of a column by the words of the documentation. */
  private static double filled(Missing.Rule rule, double[] there) {
    double[] sorted = Arrays.stream(there).sorted().toArray();
    return switch (rule) {
      case MEAN -> Arrays.stream(there).average().orElseThrow();
      case MEDIAN -> (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
      case MOST_FREQUENT -> {
        Map<Double, Integer> counts = new TreeMap<>();
        Arrays.stream(there).forEach(value -> counts.merge(value, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(i -> i).max().orElseThrow();
        yield counts.entrySet().stream().filter(e -> e.getValue() == most).findFirst().orElseThrow().getKey();
      }
      case CONSTANT -> 42;
      case ERROR, DROP -> Double.NaN;
    };
  }

  @Test
  void missingNumbersAndScalingFollowTheirDefinitions() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      double[] values = draw(random, 1 + random.nextInt(40));
      Missing missing = List.of(Missing.mean(), Missing.median(), Missing.mostFrequent(), Missing.constant(42),
          Missing.drop()).get(seed % 5);
      Scaling scaling = Scaling.values()[random.nextInt(3)];
      List<List<String>> rows = new ArrayList<>();
      for (double value : values) {
        rows.add(List.of(Double.isNaN(value) ? List.of("", "NA", "?").get(random.nextInt(3)) : "" + value, "1"));
      }
      Table table = Table.of(List.of("x", "y"), rows);
      Dataset data = TablePreparation.of(table).target("y").missing("x", missing).scaled(scaling, "x").fit(table)
          .dataset(table);
      double[] there = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
      double fill = filled(missing.rule(), there);
      double[] expected = missing.rule() == Missing.Rule.DROP ? there
          : Arrays.stream(values).map(value -> Double.isNaN(value) ? fill : value).toArray();
      double mean = Arrays.stream(expected).average().orElseThrow();
      double deviation = Math.sqrt(Arrays.stream(expected).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
      double least = Arrays.stream(expected).min().orElseThrow();
      double range = Arrays.stream(expected).max().orElseThrow() - least;
      assertEquals(expected.length, data.size());
      for (int i = 0; i < expected.length; i++) {
        double scaled = switch (scaling) {
          case NONE -> expected[i];
          case STANDARD -> range == 0 ? 0 : (expected[i] - mean) / deviation;
          case MIN_MAX -> range == 0 ? 0 : (expected[i] - least) / range;
        };
        assertEquals(scaled, input(data, i)[0], 1e-5, "seed " + seed + " " + missing + " " + scaling);
      }
    }
  }

  /** What is filled in is a finite float, as {@link Missing#constant(double)} wants it. */
  @Test
  void constantsOfNumbersAreChecked() throws IOException {
    for (String constant : List.of("NaN", "Infinity", "-Infinity", "0x1p3", "1f", "1,5", "1e")) {
      fault("x,y\n1,1\n,2\n3,3\n", p -> p.target("y").scaled().missing("x", Missing.constant(constant)),
          "missing values of column \"x\" cannot become \"" + constant
              + "\": its cells are numbers; give a number such as 1.5");
    }
    for (String constant : List.of("1e300", "-3.5e38", "1e999")) {
      fault("x,y\n1,1\n,2\n3,3\n", p -> p.target("y").scaled().missing("x", Missing.constant(constant)),
          "column \"x\" cannot become \"" + constant + "\": it is too large for a float");
      fault("x,y\n1,1\n,2\n3,3\n", p -> p.target("y").scaled().missing(Missing.constant(constant)),
          "column \"x\" cannot become \"" + constant + "\": it is too large for a float");
    }
    Path file = Files.writeString(folder.resolve("comma.csv"), "x;y\n1,25;1\n;2\n");
    Table table = TableFile.of(file).delimiter(';').decimal(',').read();
    for (Missing missing : List.of(Missing.constant("1,5"), Missing.constant(1.5), Missing.constant(" 1,50 "))) {
      assertEquals(1.5f,
          input(TablePreparation.of(table).target("y").missing("x", missing).fit(table).dataset(table), 1)[0]);
      assertEquals(1.5f,
          input(TablePreparation.of(table).target("y").missing(missing).fit(table).dataset(table), 1)[0]);
    }
  }

  @Test
  void whatAMissingLabelBecomesIsAClass() throws IOException {
    fault("x,y\n1,no\n2,yes\n3,\n", p -> p.label("y", "no", "yes").missing("y", Missing.constant("unknown")),
        "column \"y\" cannot become \"unknown\", which is none of the class names; expected one of no, yes");
    Table table = table("x,y\n1,no\n2,yes\n3,\n");
    assertEquals(1, TablePreparation.of(table).label("y", "no", "yes").missing("y", Missing.constant("yes")).fit(table)
        .dataset(table).classOf(2));
    assertEquals(1, TablePreparation.of(table).label("y").missing("y", Missing.constant("unknown")).fit(table)
        .dataset(table).classOf(2));
  }

  /** What a column holds follows from the cells that are there, by the marks that count when it is fitted. */
  @Test
  void marksCountWhereKindsAreFoundOut() throws IOException {
    for (int count : new int[] {5, 30}) {
      Table table = table("a,b,y\n" + "1.5,x,1\n".repeat(count) + "-,y,2\n");
      FittedPreparation preparation = TablePreparation.of(table).target("y").missingMarks("-")
          .missing("a", Missing.median()).fit(table);
      assertEquals(List.of("a", "b=x", "b=y"), preparation.featureNames(0));
      assertArrayEquals(new float[] {1.5f, 0, 1}, input(preparation.dataset(table), count));
      assertEquals(List.of("a=-", "a=1.5", "b=x", "b=y"), TablePreparation.of(table).target("y").missingMarks("-")
          .category("a").missing("a", Missing.constant("-")).fit(table).featureNames(0).stream().sorted().toList());
    }
    fault("a,y\n" + "1,1\n".repeat(30) + "NA,1\n", p -> p.target("y").missingMarks("-"),
        "line 32, column \"a\": \"NA\" is no number, but 30 of 31 cells are");
    Table table = table("a,y\nNA,1\n2,2\n");
    TablePreparation twice = TablePreparation.of(table).target("y").missingMarks("-");
    assertEquals(List.of("a=2", "a=NA"), twice.fit(table).featureNames(0));
    assertEquals(List.of("a"),
        twice.missingMarks("NA").missing("a", Missing.mean()).fit(table).featureNames(0), "the marks in force");
    TableFile file = TableFile.of(Files.writeString(folder.resolve("changed.csv"), "a,y\n1,1\n2,2\n"));
    TablePreparation changed = TablePreparation.of(file).target("y").missingMarks("-");
    Files.writeString(folder.resolve("changed.csv"), "b,y\n1,1\n2,2\n");
    String message = assertThrows(DataFormatException.class, () -> changed.fit(table)).getMessage();
    assertTrue(message.contains("changed.csv: its columns are now [b, y]"), message);
  }

  /** A number that a program brings has no spelling: the category is that of its value. */
  @Test
  void numbersFindTheirCategories() throws IOException {
    Table table = table("c,y\n1.0,1\n2.50,2\n3.0,3\n3,4\nx,5\n");
    FittedPreparation preparation = TablePreparation.of(table).target("y").category("c").fit(table);
    assertEquals(List.of("c=1.0", "c=2.50", "c=3", "c=3.0", "c=x"), preparation.featureNames(0));
    for (Number one : List.<Number>of(1, 1L, 1.0, 1f, new BigDecimal("1.00"))) {
      assertArrayEquals(new float[] {1, 0, 0, 0, 0}, preparation.inputs(Map.of("c", one))[0]);
    }
    assertArrayEquals(new float[] {0, 1, 0, 0, 0}, preparation.inputs(Map.of("c", 2.5f))[0]);
    assertArrayEquals(new float[] {0, 0, 1, 0, 0}, preparation.inputs(Map.of("c", 3.0))[0], "the same text first");
    for (Object none : List.of(4, "1", "2.5")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> preparation.inputs(Map.of("c", none))).getMessage();
      assertTrue(message.contains("\"" + none + "\" is no category of the training data"), message);
    }
    FittedPreparation open = TablePreparation.of(table).target("y").category("c").other("c").fit(table);
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0}, open.inputs(Map.of("c", 1))[0]);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1}, open.inputs(Map.of("c", 7))[0]);
    Path file = Files.writeString(folder.resolve("comma.csv"), "c;y\n1,50;1\n2,0;2\n");
    Table comma = TableFile.of(file).delimiter(';').decimal(',').read();
    FittedPreparation commas = TablePreparation.of(comma).target("y").category("c").fit(comma);
    assertArrayEquals(new float[] {1, 0}, commas.inputs(Map.of("c", 1.5))[0]);
    assertArrayEquals(new float[] {0, 1}, commas.inputs(Map.of("c", 2))[0]);
  }

  @Test
  void onlyTrainingDataIsFitted() throws IOException {
    Table table = table("x,plan,y\n0,a,0\n2,b,1\n1000,c,5\n");
    Table train = table.select(0, 1);
    FittedPreparation preparation =
        TablePreparation.of(table).target("y").other("plan").scaled(Scaling.MIN_MAX).fit(train);
    assertArrayEquals(new float[] {500, 0, 0, 1}, input(preparation.dataset(table), 2));
    assertEquals(5, preparation.prediction(new float[] {5}).value(), 1e-6);
    assertEquals(2, preparation.rows());
  }

  @Test
  void predictionsHaveTheUnitsOfTheirTargets() throws IOException {
    Table table = table("x,price,rooms\n1,100000,2\n2,300000,4\n3,800000,9\n");
    FittedPreparation preparation = TablePreparation.of(table).target("rooms", "price").scaled().fit(table);
    assertEquals(List.of("rooms", "price"), preparation.targetNames());
    Dataset data = preparation.dataset(table);
    float[] target = new float[2];
    for (int i = 0; i < 3; i++) {
      data.copyTarget(i, target, 0);
      assertTrue(Math.abs(target[1]) < 2);
      assertEquals(Double.parseDouble(table.row(i).get("price")), preparation.prediction(target).value("price"), 0.1);
      assertEquals(Double.parseDouble(table.row(i).get("rooms")), preparation.prediction(target).value("rooms"), 1e-5);
    }
    assertThrows(IllegalStateException.class, () -> preparation.prediction(new float[] {1, 2}).value());
    assertThrows(IllegalStateException.class, () -> preparation.prediction(new float[] {1, Float.NaN}));
    assertThrows(IllegalStateException.class, () -> preparation.prediction(new float[] {1, 2}).label());
  }

  @Test
  void batchesAreTheRowsOfTheFileInEachEpoch() throws IOException {
    StringBuilder text = new StringBuilder("x,kind\n");
    for (int i = 0; i < 103; i++) {
      text.append(i).append(',').append(i % 3 == 0 ? "a" : "b").append('\n');
    }
    TableFile file = TableFile.of(Files.writeString(folder.resolve("t.csv"), text.toString()));
    FittedPreparation preparation = TablePreparation.of(file).label("kind").fit(file);
    assertEquals(103, preparation.rows());
    List<List<Integer>> epochs = new ArrayList<>();
    try (TableBatches batches = preparation.batches(file, 10, 3, 20, 5)) {
      List<Integer> seen = new ArrayList<>();
      while (batches.hasNext()) {
        Dataset batch = batches.next();
        assertTrue(batch.size() == 10 || batch.size() == 3 && seen.size() == 100, "" + batch.size());
        for (int i = 0; i < batch.size(); i++) {
          int number = (int) input(batch, i)[0];
          assertEquals(number % 3 == 0 ? 0 : 1, batch.classOf(i));
          seen.add(number);
        }
        if (seen.size() == 103) {
          epochs.add(seen);
          seen = new ArrayList<>();
        }
      }
    }
    assertEquals(3, epochs.size());
    assertEquals(103, epochs.getFirst().stream().distinct().count());
    assertTrue(!epochs.get(0).equals(epochs.get(1)), "an order of its own for each epoch");
    try (TableBatches plain = preparation.batches(file, 200, 1, 1, 5)) {
      Dataset all = plain.next();
      Dataset inMemory = preparation.dataset(file.read());
      for (int i = 0; i < 103; i++) {
        assertArrayEquals(input(inMemory, i), input(all, i));
      }
    }
  }

  private void fault(String text, UnaryOperator<TablePreparation> how, String expected) throws IOException {
    Table table = table(text);
    RuntimeException exception =
        assertThrows(RuntimeException.class, () -> how.apply(TablePreparation.of(table)).fit(table).dataset(table));
    assertTrue(exception instanceof DataFormatException || exception instanceof IllegalArgumentException,
        exception.toString());
    assertTrue(exception.getMessage().contains(expected), exception.getMessage());
  }

  @Test
  void faultsSayWhereAndWhatToDo() throws IOException {
    String titanic = TITANIC;
    fault(titanic, p -> p.label("survived").ignore("name"),
        "t.csv: line 4, column \"age\": the value is missing; expected a number; say missing(\"age\", Missing.median())");
    fault("x,y\n1,1\n2,\n", p -> p.target("y"), "line 3, column \"y\": the value is missing");
    fault(titanic, p -> p.label("survivd"), "has no column \"survivd\": did you mean 'survived'?");
    fault(titanic, p -> p, "neither a label nor a target is named");
    fault(titanic, p -> p.label("survived").target("fare"), "a label and targets are named");
    fault(titanic, p -> p.label("survived").ignore("survived"), "name it once");
    fault(titanic, p -> p.label("survived", "yes", "maybe").ignore("name").missing(Missing.drop()),
        "line 2, column \"survived\": \"no\" is none of the class names; expected one of yes, maybe");
    fault(titanic, p -> p.target("survived").ignore("name").missing(Missing.drop()),
        "line 2, column \"survived\": \"no\" is not a number");
    fault("x,y\n1,a\n2,a\n", p -> p.label("y"), "has one class only, [a]");
    fault("x,z,y\n1,,1\n2,,2\n", p -> p.target("y").missing(Missing.mean()), "column \"z\"");
    fault("x,y\n" + "1,1\n".repeat(20) + "oops,1\n", p -> p.target("y"),
        "line 22, column \"x\": \"oops\" is no number, but 20 of 21 cells are");
    fault("x,y\n1e39,1\n", p -> p.target("y"), "\"1e39\" is too large for a float");
    fault("x,y\na,1\nb,2\n", p -> p.target("y").missing("x", Missing.median()), "has categories, and no median");
    fault("x,y\n1,1\n,2\n", p -> p.target("y").missing("x", Missing.constant("none")), "its cells are numbers");
    StringBuilder names = new StringBuilder("name,y\n");
    for (int i = 0; i < 200; i++) {
      names.append("n").append(i).append(",1\n");
    }
    fault(names.toString(), p -> p.target("y"), "say ignore(\"name\")");
  }

  @Test
  void rowsOfPredictionsAreChecked() throws IOException {
    Table table = table("age,plan,churned\n31,basic,no\n45,plus,yes\n");
    FittedPreparation preparation = TablePreparation.of(table).label("churned").fit(table);
    Map<Map<String, Object>, String> faults = new HashMap<>();
    faults.put(Map.of("age", "41", "plan", "plux"),
        "column \"plan\" of the row: \"plux\" is no category of the training data: did you mean 'plus'?");
    faults.put(Map.of("age", "x", "plan", "plus"), "column \"age\" of the row: \"x\" is not a number");
    faults.put(Map.of("age", "", "plan", "plus"), "column \"age\" of the row: the value is missing");
    faults.put(Map.of("age", 1, "plann", "plus"),
        "the row has no column \"plan\", but \"plann\", which training does not have");
    faults.put(Map.of("age", Double.NaN, "plan", "plus"), "the number is NaN");
    faults.forEach((row, message) -> {
      String found = assertThrows(IllegalArgumentException.class, () -> preparation.inputs(row)).getMessage();
      assertTrue(found.contains(message), found);
    });
    Table test = Table.of(List.of("age", "plan", "churned"), List.of(List.of("3", "plus", "perhaps")));
    String found = assertThrows(DataFormatException.class, () -> preparation.dataset(test)).getMessage();
    assertTrue(found.startsWith("table: line 1, column \"churned\": \"perhaps\" is no class of the training data"),
        found);
    Table other = Table.of(List.of("age", "churned"), List.of(List.of("3", "no")));
    found = assertThrows(DataFormatException.class, () -> preparation.dataset(other)).getMessage();
    assertTrue(found.startsWith("table: it has no column \"plan\"; expected"), found);
  }

  @Test
  void rowsThatTrainingLeavesOutAreNotPredicted() throws IOException {
    Table table = table("age,plan,churned\n31,basic,no\n,plus,yes\n45,plus,yes\n20,,no\n");
    FittedPreparation preparation =
        TablePreparation.of(table).label("churned").missing("age", Missing.drop())
            .missing("plan", Missing.constant("none")).fit(table);
    assertEquals(3, preparation.rows());
    assertEquals(List.of("age", "plan=basic", "plan=none", "plan=plus"), preparation.featureNames(0));
    Dataset data = preparation.dataset(table);
    assertEquals(3, data.size());
    assertArrayEquals(new float[] {20, 0, 1, 0}, input(data, 2));
    String message = assertThrows(IllegalArgumentException.class,
        () -> preparation.inputs(Map.of("age", "NA", "plan", "plus"))).getMessage();
    assertTrue(message.startsWith("column \"age\" of the row: the value is missing"), message);
    message = assertThrows(DataFormatException.class, () -> preparation.dataset(table.select(1))).getMessage();
    assertTrue(message.contains("each row lacks a value that drop() asks for"), message);
  }

  /** In locales with other digits, signs and letters the same is read, and messages are the same. */
  @Test
  void theLocaleDoesNotMatter() throws IOException {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "fa-IR-u-nu-arabext")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        Table table = table("size,kind,price\n1.5,I,1000\n2.5,i,NULL\n3,i,2000\n");
        FittedPreparation preparation =
            TablePreparation.of(table).target("price").missing("price", Missing.drop()).scaled().fit(table);
        assertEquals("3 features: size 1, kind 2 (I, i); targets [price]", preparation.toString(),
            tag);
        assertEquals("price = 1500.0", preparation.prediction(new float[] {0}).toString(), tag);
        assertEquals("a (0.750)",
            Prediction.ofClasses(List.of("a", "b"), new float[] {0.25f}).toString(), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void labelsThatAreOneNumberAreOneClassHoweverTheyAreSpelt() {
    List<List<String>> rows = new ArrayList<>();
    for (String label : List.of("1", "1.0", "2", "+2", "01", "2.00", "other")) {
      rows.add(List.of("" + rows.size(), label));
    }
    Table table = Table.of(List.of("x", "kind"), rows);
    FittedPreparation preparation = TablePreparation.of(table).label("kind").fit(table);
    assertEquals(List.of("1", "2", "other"), preparation.classNames());
    Dataset data = preparation.dataset(table);
    int[] classes = {0, 0, 1, 1, 0, 1, 2};
    for (int i = 0; i < classes.length; i++) {
      assertEquals(classes[i], data.classOf(i), rows.get(i).toString());
    }
    Table codes = Table.of(List.of("x", "kind"), List.of(List.of("1", "01"), List.of("2", "02")));
    assertEquals(List.of("01", "02"), TablePreparation.of(codes).label("kind").fit(codes).classNames(),
        "a spelling that all have stays");
    assertEquals(List.of("2", "1", "other"),
        TablePreparation.of(table).label("kind", "2", "1", "other").fit(table).classNames());
    Table holes = Table.of(List.of("x", "kind"),
        List.of(List.of("1", "1.0"), List.of("2", "1.0"), List.of("3", "1"), List.of("4", ""), List.of("5", "2")));
    FittedPreparation filled =
        TablePreparation.of(holes).label("kind").missing("kind", Missing.mostFrequent()).fit(holes);
    assertEquals(List.of("1", "2"), filled.classNames());
    assertEquals(0, filled.dataset(holes).classOf(3));
  }

  @Test
  void aTableThatLacksColumnsIsRefusedWithAllOfTheirNames() {
    Table training = Table.of(List.of("age", "size", "price"), List.of(List.of("1", "2", "3"), List.of("2", "4", "5")));
    FittedPreparation preparation = TablePreparation.of(training).target("price").scaled().fit(training);
    assertEquals(List.of("age", "size"), preparation.featureColumns());
    assertEquals("", preparation.labelName());
    assertArrayEquals(new double[] {3, 5}, new double[] {preparation.unscaled(new float[] {-1})[0],
      preparation.unscaled(new float[] {1})[0]}, 1e-12);
    Table other = Table.of(List.of("agee", "sise", "price"), List.of(List.of("1", "2", "3")));
    String message = assertThrows(DataFormatException.class, () -> preparation.dataset(other)).getMessage();
    assertTrue(message.contains(
        "it has no column \"age\", \"size\", but \"agee\", \"sise\", which training does not have"), message);
  }

  @Test
  void holesAndKindsAreToldBeforeFitting() throws IOException {
    TablePreparation preparation = TablePreparation.of(table(TITANIC));
    assertEquals(Map.of("age", 2L), preparation.holes());
    assertEquals(List.of("class", "age", "fare"), preparation.numbers());
    Table table = table(TITANIC);
    FittedPreparation fitted =
        preparation.label("survived").ignore("name").missing("age", Missing.drop()).fit(table);
    Table complete = fitted.complete(table);
    assertEquals(3, complete.size());
    Dataset data = fitted.dataset(table);
    for (int i = 0; i < 3; i++) {
      assertEquals(Float.parseFloat(complete.row(i).get("fare")), input(data, i)[data.inputLength() - 1]);
    }
  }

  /** All columns of one kind are told at once. */
  @Test
  void columnsThatTellNothingAreNamedTogether() throws IOException {
    StringBuilder text = new StringBuilder("id,name,ticket,age,none,nothing,y\n");
    for (int i = 1; i <= 150; i++) {
      text.append(i).append(",Smith ").append(i).append(",A").append(i).append(',').append(i % 9).append(",,,")
          .append(i % 2).append('\n');
    }
    Table table = table(text.toString());
    String names = assertThrows(DataFormatException.class, () -> TablePreparation.of(table).label("y").fit(table))
        .getMessage();
    assertTrue(
        names.contains("say ignore(\"name\", \"ticket\"), since all of these are like that, or category(\"name\")"),
        names);
    TablePreparation preparation =
        TablePreparation.of(table).label("y").ignore("name", "ticket").missing(Missing.drop());
    assertEquals(0, preparation.complete(table).size());
    String empty = assertThrows(IllegalArgumentException.class,
        () -> TablePreparation.of(table).label("y").ignore("name", "ticket").missing(Missing.mean()).fit(table))
        .getMessage();
    assertTrue(
        empty.contains("columns \"none\", \"nothing\" of ") && empty.endsWith("say ignore(\"none\", \"nothing\")"),
        empty);
    List<String> warnings =
        Logged.meanwhile(() -> TablePreparation.of(table).label("y").ignore("name", "ticket", "none", "nothing")
            .scaled().fit(table));
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.getFirst().startsWith("column \"id\" of ") && warnings.getFirst().contains("say ignore(\"id\")"),
        warnings.getFirst());
    assertEquals(List.of(), Logged.meanwhile(() -> TablePreparation.of(table).label("y").scaled()
        .ignore("id", "name", "ticket", "none", "nothing").fit(table)));
  }

  @Test
  void rowsAreCountedBeforeTheTableIsDivided() throws IOException {
    Table table = table("a,b,y\n1,,x\n,2,y\n3,2,\n4,5,x\n6,7,y\n");
    TablePreparation preparation = TablePreparation.of(table).label("y").missing("b", Missing.drop());
    assertEquals(4, preparation.complete(table).size());
    assertEquals(3, preparation.missing("y", Missing.drop()).complete(table).size());
    assertEquals(2, preparation.missing(Missing.drop()).complete(table).size());
    assertEquals(3, preparation.ignore("a").complete(table).size(), "an ignored column is not asked for");
    assertEquals(5, TablePreparation.of(table).label("y").complete(table).size());
  }

  @Test
  void manyColumnsAndLongNamesAreCutInWords() throws IOException {
    String head = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String row = "1,".repeat(500);
    Table table = table(head + ",y\n" + row + "x".repeat(5000) + "\n" + row + "b\n");
    FittedPreparation fitted = TablePreparation.of(table).label("y").fit(table);
    assertTrue(fitted.toString().startsWith("500 features: c0 1, c1 1, ")
        && fitted.toString().contains("c39 1, ... (500 columns in all); classes [b, xxx"), fitted.toString());
    assertTrue(fitted.toString().length() < 600, fitted.toString());
  }
}
