package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Rows;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which label becomes which class. */
class CsvLabelsTest {
  @TempDir Path directory;

  @Test
  void decimalPointsChangeNoClass() throws IOException {
    CsvDataset data = read(IntStream.range(0, 12).mapToObj(i -> i + ".0"));
    assertArrayEquals(IntStream.range(0, 12).toArray(), Rows.classes(data));
    assertEquals(IntStream.range(0, 12).mapToObj(Integer::toString).toList(), data.classNames());
  }

  @Test
  void equalNumbersAreOneClass() throws IOException {
    String[] ones = {"1", "1.0", "+1", "01", "1e0", "1.", "10e-1", "\" 1\"", "0.1E1", "+0001.000"};
    CsvDataset data = read(Stream.concat(Stream.of("0", "-0", "0.0", ".0", "3"), Stream.of(ones)));
    int[] classes = Rows.classes(data);
    assertArrayEquals(new int[] {0, 0, 0, 0, 3}, IntStream.of(classes).limit(5).toArray());
    IntStream.of(classes).skip(5).forEach(number -> assertEquals(1, number));
    assertEquals(List.of("0", "1", "2", "3"), data.classNames());
  }

  @Test
  void wholeNumbersKeepTheirValues() throws IOException {
    assertArrayEquals(new int[] {9, 3, 5}, Rows.classes(read("9", "3", "5.0")));
    assertArrayEquals(new int[] {3, 1, 2}, Rows.classes(read("3", "1", "2")));
    assertArrayEquals(new int[] {65535, 0}, Rows.classes(read("65535", "0")));
  }

  @Test
  void otherNumbersAreNumberedInNumericOrder() throws IOException {
    expect(read("1", "-1", "+1"), new int[] {1, 0, 1}, "-1", "1");
    expect(read("10", "-2", "-10", "9"), new int[] {3, 1, 0, 2}, "-10", "-2", "9", "10");
    expect(read("2.5", "10", "0.5", ".50"), new int[] {1, 2, 0, 0}, "0.5", "2.5", "10");
    expect(read("65536", "7"), new int[] {1, 0}, "7", "65536");
    expect(read("9007199254740993", "9007199254740992"), new int[] {1, 0}, "9007199254740992", "9007199254740993");
    expect(read("1e400", "1e-400", "1e999999999", "10e998"), new int[] {1, 0, 3, 2}, "1E-400", "1E+400", "1E+999",
        "1E+999999999");
    expect(read("0.1000000000000000055511151231257827", "0.1"), new int[] {1, 0}, "0.1",
        "0.1000000000000000055511151231257827");
  }

  @Test
  void numbersComeBeforeTexts() throws IOException {
    expect(read("b", "10", "9", "a", "9.0"), new int[] {3, 1, 0, 2, 0}, "9", "10", "a", "b");
    expect(read("one", "1x", "NaN", "0x1", "1"), new int[] {4, 2, 3, 1, 0}, "1", "0x1", "1x", "NaN", "one");
    expect(read("1e99999999999", "1", "x"), new int[] {1, 0, 2}, "1", "1e99999999999", "x");
  }

  /** Any spelling of any set of numbers: the order of the classes is that of the numbers. */
  @Test
  void anySpelling() throws IOException {
    Random random = new Random(8);
    for (int round = 0; round < 200; round++) {
      List<BigDecimal> numbers = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        BigDecimal number = BigDecimal.valueOf(random.nextInt(60) - 20, random.nextInt(2)).stripTrailingZeros();
        numbers.add(number);
        cells.add(spelling(number, random));
      }
      boolean byValue = numbers.stream().allMatch(number -> number.signum() >= 0 && number.scale() <= 0);
      List<BigDecimal> order = List.copyOf(new TreeSet<>(numbers));
      CsvDataset data = read(cells.stream());
      for (int i = 0; i < numbers.size(); i++) {
        assertEquals(byValue ? numbers.get(i).intValue() : order.indexOf(numbers.get(i)), data.classOf(i),
            cells::toString);
        assertEquals(numbers.get(i).toPlainString(), data.classNames().get(data.classOf(i)));
      }
    }
  }

  private static String spelling(BigDecimal number, Random random) {
    String sign = number.signum() < 0 ? "-" : random.nextBoolean() ? "+" : "";
    BigDecimal size = number.abs();
    return sign + switch (random.nextInt(5)) {
      case 0 -> size.toPlainString();
      case 1 -> "0" + size.toPlainString();
      case 2 -> size.setScale(3).toPlainString();
      case 3 -> size.movePointRight(2).toPlainString() + "e-2";
      default -> size.movePointLeft(3).toPlainString() + "E+3";
    };
  }

  @Test
  void aTestFileTakesTheNumbersOfTheTrainingFile() throws IOException {
    CsvDataset training = read("-1", "0", "1.0", "2.5");
    CsvDataset test = csv("2.50", "+1", "-1").classNames(training.classNames()).read();
    assertArrayEquals(new int[] {3, 2, 0}, Rows.classes(test));
    assertEquals(training.classNames(), test.classNames());
    CsvDataset ranks = csv("3", "1", "2").classNames(List.of("1", "2", "3")).read();
    assertArrayEquals(new int[] {2, 0, 1}, Rows.classes(ranks));
    DataFormatException stranger =
        assertThrows(DataFormatException.class, () -> csv("1", "4").classNames(training.classNames()).read());
    assertTrue(stranger.getMessage().contains("the label \"4\" is not among the class names"), stranger.getMessage());
  }

  @Test
  void classNamesMustDiffer() {
    for (List<String> names : List.of(List.of("a", "a"), List.of("1", "1.0"), List.of("0", "x", "-0"))) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> csv("1").classNames(names));
      assertTrue(refusal.getMessage().contains("are the same label"), refusal.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> csv("1").classNames(List.of()));
    assertThrows(IllegalArgumentException.class, () -> csv("1").classNames(List.of("a", "")));
  }

  @Test
  void tellsWhichLabelBecameWhichClass() throws IOException {
    assertTrue(read("b", "a").toString().endsWith(
        "data.csv: 2 samples of 1 value, classes 0 = a, 1 = b; features column0"), read("b", "a").toString());
    assertTrue(read("-1", "1").toString().contains("classes 0 = -1, 1 = 1;"));
    assertTrue(read("1.0", "2.0").toString().contains("classes 1 to 2;"));
    assertEquals("part of a data set: 1 sample of 1 value, classes 0 = a, 1 = b",
        Subset.of(read("a", "b"), 1).toString());
    assertEquals(List.of("a", "b"), Split.random(read("a", "b"), 0.5, 1).validation().classNames());
  }

  @Test
  void digitsOfAnyScriptAreDigits() throws IOException {
    String[] threes = {"\u0663", "\u06f3", "\u0969", "\uff13", "3\u00a0", "\u200e3", "\u202f\u0663\u066b\u0660"};
    IntStream.of(Rows.classes(read(threes))).forEach(number -> assertEquals(3, number));
    expect(read("1", "\u22121", "\u200f-\u0662"), new int[] {2, 1, 0}, "-2", "-1", "1");
    expect(read("\u0661\u0660", "\u0662"), new int[] {10, 2}, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    expect(read("\u00b2", "x\u00a0"), new int[] {1, 0}, "x\u00a0", "\u00b2");
  }

  /** In some countries 1,000 is one, in others a thousand; sorted as text it would be before 2 anyway. */
  @Test
  void numbersWithACommaAreRefusedUnlessTheyAreNamed() throws IOException {
    for (String label : List.of("1,0", "-10,5", "1,000", "1,234,567", "1,234.5", "1.234,5", "+1,5e3")) {
      String quoted = '"' + label + '"';
      String message = assertThrows(DataFormatException.class, () -> read("2", quoted)).getMessage();
      assertTrue(message.contains("line 2, column index 1"), message);
      assertTrue(message.contains("the label \"" + label + "\" is a number with a comma"), message);
      assertTrue(message.contains("decimal point") && message.contains("classNames"), message);
      List<String> names = List.of("2", label);
      assertArrayEquals(new int[] {0, 1}, Rows.classes(csv("2", quoted).classNames(names).read()));
    }
    expect(read("\"a,b\"", "\"1,\"", "\",5x\""), new int[] {2, 1, 0}, ",5x", "1,", "a,b");
  }

  /** An exact number of millions of digits would take minutes. */
  @Test
  void hugeNumbersAreReadAsFastAsOthers() throws IOException {
    String digits = "7".repeat(6_000_000);
    String label = assertThrows(DataFormatException.class, () -> read(digits, "1")).getMessage();
    assertTrue(label.contains("the label has 6000000 characters"), label);
    Path file = Files.writeString(directory.resolve("data.csv"), "y,0." + digits + "\n1,2\n0,3\n");
    assertEquals(2, CsvFile.of(file).classColumn("y").read().size());
    String feature = assertThrows(DataFormatException.class, () -> CsvFile.of(file).classColumn(0).read()).getMessage();
    assertTrue(feature.contains("may name the columns or be a sample"), feature);
  }

  private static void expect(CsvDataset data, int[] classes, String... names) {
    assertEquals(List.of(names), data.classNames());
    assertArrayEquals(classes, Rows.classes(data));
  }

  private CsvDataset read(String... labels) throws IOException {
    return csv(labels).read();
  }

  private CsvDataset read(Stream<String> labels) throws IOException {
    return read(labels.toArray(String[]::new));
  }

  private CsvFile csv(String... labels) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String label : labels) {
      text.append("0.5,").append(label).append('\n');
    }
    return CsvFile.of(Files.writeString(directory.resolve("data.csv"), text)).classColumn(1);
  }
}
