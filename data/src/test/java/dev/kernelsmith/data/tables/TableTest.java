package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a file stands in the table, however it is written; what is no table is refused with its place. */
class TableTest {
  private static final String LETTERS = "aZ09 .,;|\t\"'\n\r#=äß中😀-";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  /** An independent writer: quotes what must be quoted, and some of what need not. */
  private static String written(List<List<String>> rows, char delimiter, String lineEnd, Random random) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        boolean must = cell.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r')
            || !cell.strip().equals(cell) || row.size() == 1 && cell.isEmpty();
        text.append(i == 0 ? "" : delimiter);
        text.append(must || random.nextInt(5) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      }
      text.append(lineEnd);
      if (random.nextInt(10) == 0) {
        text.append(lineEnd);
      }
    }
    return text.toString();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    String[] lineEnds = {"\n", "\r\n", "\r"};
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      char delimiter = ",;|\t:~".charAt(random.nextInt(6));
      List<List<String>> rows = new ArrayList<>();
      int width = 1 + random.nextInt(6);
      List<String> header = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        header.add("c" + i + (delimiter == '\t' ? "" : delimiter));
      }
      rows.add(header);
      int count = 1 + random.nextInt(8);
      for (int r = 0; r < count; r++) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < width; c++) {
          StringBuilder cell = new StringBuilder();
          int length = random.nextInt(6);
          for (int i = 0; i < length; i++) {
            int at = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
            cell.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, at)));
          }
          row.add(cell.toString());
        }
        rows.add(row);
      }
      String text = (random.nextBoolean() ? "\ufeff" : "")
          + written(rows, delimiter, lineEnds[random.nextInt(3)], random);
      if (random.nextBoolean()) {
        text = text.replaceFirst("[\n\r]+\\z", "");
      }
      Path file = file(text);
      int shown = seed;
      String all = text;
      Table table = assertDoesNotThrow(() -> TableFile.of(file).delimiter(delimiter).read(),
          () -> "seed " + shown + ": " + all.replace("\n", "\\n").replace("\r", "\\r"));
      assertEquals(header, table.columns(), () -> "seed " + shown);
      assertEquals(rows.subList(1, rows.size()), table.rows().map(TableRow::cells).toList(), () -> "seed " + shown);
      Table onDemand = TableFile.of(file).delimiter(delimiter).onDemand();
      assertEquals(table.rows().map(TableRow::toString).toList(), onDemand.rows().map(TableRow::toString).toList());
      int[] numbers = random.ints(7, 0, count).toArray();
      assertEquals(table.select(numbers).select(3, 1).rows().map(TableRow::toString).toList(),
          onDemand.select(numbers).select(3, 1).rows().map(TableRow::toString).toList(), () -> "seed " + shown);
    }
  }

  @Test
  void rowsThatMovedAreAnError() throws IOException {
    Path file = file("a,b\n" + "1,2\n".repeat(5000) + "3,4\n");
    Table table = TableFile.of(file).onDemand();
    assertTrue(table.isOnDemand());
    assertEquals("3", table.row(5000).get("a"));
    Files.writeString(file, "a,b\n" + "12345\n".repeat(4000));
    String message = assertThrows(DataFormatException.class, () -> table.rows().toList()).getMessage();
    assertTrue(message.startsWith(file + ": line 2: the row is no longer where it was; expected a file that nobody"),
        message);
    for (String other : List.of("x\n", "a,b\n\"1,\n", "a,b\n\"1\"2,3\n")) {
      Files.writeString(file, "a,b\n1,2\n");
      Table small = TableFile.of(file).onDemand();
      Files.writeString(file, other);
      String told = assertThrows(DataFormatException.class, () -> small.row(0)).getMessage();
      assertTrue(told.startsWith(file + ": line 2: the row is no longer where it was"), told);
    }
    Files.writeString(file, "a,b\n1,2\n");
    message = assertThrows(DataFormatException.class, () -> table.row(5000)).getMessage();
    assertTrue(message.startsWith(file + ": line 5002: the row is no longer"), message);
  }

  @Test
  void numbersAreReadWithTheirDecimalSign() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double number = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      String text = random.nextBoolean() ? Double.toString(number) : String.format(Locale.ROOT, "%.4f", number);
      boolean comma = random.nextBoolean();
      Table table = TableFile.of(file("x;y\n" + (comma ? text.replace('.', ',') : text) + ";1\n")).delimiter(';')
          .decimal(comma ? ',' : '.').read();
      float[] input = new float[1];
      TablePreparation.of(table).target("y").fit(table).dataset(table).copyInput(0, input, 0);
      assertEquals((float) Double.parseDouble(text), input[0], text);
    }
  }

  @Test
  void marksOfThousandsAreNotGuessed() throws IOException {
    Table table = TableFile.of(file("x;y\n1.234,5;1\n")).delimiter(';').decimal(',').read();
    TablePreparation preparation = TablePreparation.of(table).number("x").target("y");
    DataFormatException exception = assertThrows(DataFormatException.class, () -> preparation.fit(table));
    assertTrue(exception.getMessage().contains("line 2, column \"x\": \"1.234,5\" is not a number"),
        exception.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "a,b~1~                | line 2: the row has 1 cell; expected 2, one for each column a, b; give the line as many cells",
    "a,b~1,2,3~            | line 2: the row has 3 cells; expected 2",
    "a,b~1,\"2~3,4~        | line 2: the quote that opens a cell is never closed; expected a closing quote; close or remove it",
    "a,b~1,\"2\"\"~        | line 2: the quote that opens a cell is never closed",
    "a,b~1,\"2\"x~         | line 2: there is text after the closing quote of a cell",
    "a,b~1,2\"~            | line 2: there is a quote within a cell",
    "a,a~1,2~              | line 1: columns 1 and 2 are both named \"a\"; expected different names",
    "a;b~1;2~              | line 1: there is no ',', but ';' in \"a;b\"; expected columns divided by ','; say delimiter(';')",
    "1,2~3,4~              | line 1: the first line has numbers only: 1, 2; expected names of the columns; say columns(\"name\", ...)",
    "a,b~                  | it has a header, but no line after it; expected at least one row",
    "`~`                   | it is empty; expected a line with the names of the columns, and rows",
    "a,b~1,\"x~y\"~1~      | line 4: the row has 1 cell",
  })
  void damageIsToldWithItsLine(String text, String message) throws IOException {
    Path file = file(text.strip().replace('~', '\n'));
    DataFormatException exception = assertThrows(DataFormatException.class, () -> Table.read(file));
    assertTrue(exception.getMessage().startsWith(file + ": " + message), exception.getMessage());
  }

  @Test
  void otherFilesAreNoTables() throws IOException {
    Path picture = Files.write(folder.resolve("p.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
    assertTrue(assertThrows(DataFormatException.class, () -> Table.read(picture)).getMessage()
        .contains("it is a PNG image"));
    Path latin = Files.write(folder.resolve("l.csv"), "a,b\n1,ä\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(assertThrows(DataFormatException.class, () -> Table.read(latin)).getMessage()
        .contains("line 2: there are bytes that are not UTF-8 (0xe4)"));
    String far = "a,b\r\n" + "1,\"x\ny\"\r\n".repeat(50_000);
    Path late =
        Files.write(folder.resolve("late.csv"), (far + "1,\u00fc\r\n" + far).getBytes(StandardCharsets.ISO_8859_1));
    String atLine = assertThrows(DataFormatException.class, () -> Table.read(late)).getMessage();
    assertTrue(atLine.contains("line 100002: there are bytes that are not UTF-8 (0xfc)"), atLine);
    for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = Files.write(folder.resolve(wide + ".csv"), "a,b\n1,2\n".getBytes(wide));
      String message = assertThrows(DataFormatException.class, () -> Table.read(file)).getMessage();
      assertTrue(message.contains("UTF-16") && message.contains("save the file as UTF-8"), message);
    }
    Path zeros = Files.write(folder.resolve("zeros.csv"), new byte[3000]);
    assertTrue(assertThrows(DataFormatException.class, () -> Table.read(zeros)).getMessage()
        .contains("line 1: there is a NUL character"));
    assertThrows(IOException.class, () -> Table.read(folder.resolve("none.csv")));
    assertThrows(IOException.class, () -> Table.read(folder));
  }

  /** Whatever the bytes: a table, or a message of ours. */
  @Test
  void anyBytesAreATableOrRefused() throws IOException {
    byte[] sound = "\ufeffid,\"na\"\"me\",x\r\n1,\"a\nb\",2.5\r\n2,c,\r\n".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = sound.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256)
            : "\",\n\r;0a".charAt(random.nextInt(7)));
      }
      Path file = Files.write(folder.resolve("h.csv"), bytes);
      try {
        Table.read(file).rows().forEach(row -> assertEquals(row.asMap().size(), row.cells().size()));
      } catch (DataFormatException exception) {
        refused++;
        assertTrue(exception.getMessage().startsWith(file.toString()), exception.getMessage());
      }
    }
    assertTrue(refused > 100 && refused < 1900, refused + " refused");
  }

  @Test
  void aSplitKeepsSharesOfATextAndAllRows() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<List<String>> rows = new ArrayList<>();
      int size = 20 + random.nextInt(200);
      for (int i = 0; i < size; i++) {
        rows.add(List.of("" + i, random.nextInt(4) == 0 ? "yes" : "no"));
      }
      Table table = Table.of(List.of("id", "label"), rows);
      Table.Split parts = table.split(0.75, seed, "label");
      Set<String> ids = new HashSet<>();
      Stream.concat(parts.train().rows(), parts.test().rows()).forEach(row -> assertTrue(ids.add(row.get("id"))));
      assertEquals(size, ids.size());
      for (String label : List.of("yes", "no")) {
        long all = count(table, label);
        assertEquals(0.75 * all, count(parts.train(), label), 1, "seed " + seed);
      }
      assertEquals(0.75 * size, parts.train().size(), 1);
      List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      assertEquals(order.subList(0, (int) Math.rint(0.25 * size)).stream().sorted().map(String::valueOf).toList(),
          table.split(0.75, seed).test().rows().map(row -> row.get("id")).toList());
      assertEquals(parts.train().rows().map(TableRow::cells).toList(),
          table.split(0.75, seed, "label").train().rows().map(TableRow::cells).toList());
    }
  }

  private static long count(Table table, String label) {
    return table.rows().filter(row -> row.get("label").equals(label)).count();
  }
}
