package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Rows;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CsvDamageTest {
  private static final String GOOD = "a,\"b,1\",class\n1,2.5,x\n-3e2,4,\"y\"\n";

  @TempDir Path directory;

  @Test
  void saysWhere() throws IOException {
    refused("line 3, column index 1 (\"b\"): \"z\" is not a number", csv("a,b,c\n1,2,x\n3,z,y\n").classColumn("c"));
    refused("line 4, column index 0 (\"a\"): the cell is empty", csv("a,c\n1,x\n\n,y\n").classColumn("c"));
    refused("line 2, column index 1 (\"c\"): the label is missing", csv("a,c\n1,\n").classColumn("c"));
    refused("line 3: the record has 1 cells; expected 2, as in the first line", csv("a,c\n1,x\n2\n").classColumn("c"));
    refused("line 5: the record has 3 cells", csv("a,c\n1,\"x\ny\nz\"\n2,x,3\n").classColumn("c"));
    refused("line 1, column index 1 (\"column1\"): \"n\" is not a number", csv("1.5,n\n2,3\n"));
    refused("line 2, column index 0 (\"x\"): 1e39 is too large", csv("x\n1e39\n"));
  }

  @Test
  void whatIsNoNumber() throws IOException {
    for (String text : List.of("NaN", "Infinity", "0x1p3", "1f", "1d", "1e", "--1", "1 2", ".", "1_0", "e5", "١",
        "1.2.3")) {
      refused("is not a number", csv("x\n" + text + "\n").header(CsvFile.Header.YES));
    }
  }

  @Test
  void quotes() throws IOException {
    refused("line 2: there is a quote within a cell", csv("x\n1\"2\n"));
    refused("line 2: there is text after the closing quote", csv("x\n\"1\"2\n"));
    refused("line 2: the quote that opens a cell is never closed", csv("x\n\"1\n2\n3\n"));
  }

  @Test
  void columnsThatAreNotThere() throws IOException {
    refused("no column is named \"z\"; expected one of the columns [a, b]", csv("a,b\n1,2\n").target("z"));
    refused("2 columns are named \"a\"", csv("a,a\n1,2\n").target("a"));
    refused("no column index 2; expected 0 to 1", csv("1,2\n").target(2));
    refused("none is left as a feature", csv("1,2\n").target(1).ignore(0));
    refused("the label \"q\" is not among the class names; expected one of [x, y]",
        csv("1,q\n").classColumn(1).classNames(List.of("x", "y")));
  }

  @Test
  void emptyFiles() throws IOException {
    refused("it is empty", csv(""));
    refused("it is empty", csv("\n\r\n"));
    refused("it has a header, but no line after it", csv("a,b\n"));
    assertThrows(NoSuchFileException.class, () -> CsvFile.of(directory.resolve("missing")).read());
    assertThrows(IOException.class, () -> CsvFile.of(directory).read());
  }

  @Test
  void otherEncodings() throws IOException {
    refused("not UTF-8", latin1("x,c\n1,\u00e4\n"));
    refused("UTF-16", latin1("\u00ff\u00fex\n1\n"));
  }

  @Test
  void choicesThatNoFileCanSatisfy() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> csv("1,2,3\n").target(1).classColumn(2).read());
    assertThrows(IllegalArgumentException.class, () -> csv("1,2,3\n").target(1).ignore(1).read());
    assertThrows(IllegalArgumentException.class, () -> csv("a,b\n1,2\n").header(CsvFile.Header.NO).target("a").read());
    assertThrows(IllegalArgumentException.class, () -> csv("1").target(-1));
    assertThrows(IllegalArgumentException.class, () -> csv("1").separator('"'));
    assertThrows(IllegalArgumentException.class, () -> csv("1").classNames(List.of("a", "a")));
  }

  @Test
  void endlessCellsLabelsAndDigits() throws IOException {
    refused("more than 16777216 characters", csv("x\n\"" + "1".repeat(1 << 24) + "1"));
    refused("is not a number", csv("x\n" + "1".repeat(5_000_000) + "x\n"));
    refused("the label has 1001 characters", csv("1," + "x".repeat(1001)).classColumn(1));
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i <= 1 << 16; i++) {
      labels.append("1,").append(i).append('\n');
    }
    refused("more than 65536 different labels", csv(labels.toString()).classColumn(1));
  }

  /** CSV has no checksum: a damaged file loads with as many sound values as it has, or is refused with its name. */
  @Test
  void randomDamage() throws IOException {
    Random random = new Random(11);
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 800; round++) {
      byte[] damaged = Arrays.copyOf(good, round % 3 == 0 ? random.nextInt(good.length + 1) : good.length);
      for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(directory.resolve("data.csv"), damaged);
      try {
        CsvDataset data = CsvFile.of(file).classColumn(2).read();
        assertEquals(2, data.inputLength());
        for (int i = 0; i < data.size(); i++) {
          float[] input = Rows.input(data, i);
          assertTrue(Float.isFinite(input[0]) && Float.isFinite(input[1]) && data.classOf(i) >= 0);
        }
      } catch (DataFormatException exception) {
        assertTrue(exception.getMessage().startsWith(file.toString()));
        refused++;
      }
    }
    assertTrue(refused > 130, "refused " + refused);
  }

  @Test
  void oneMessageForOneCause() throws IOException {
    refused("it is a ZIP archive; expected a text file", latin1("PK\3\4\0\0"));
    refused("it is compressed by gzip; expected a text file", latin1("\u001f\u008b\u0008\0"));
    refused("\"1,5\" is not a number; expected a number such as -1.5e3; write numbers with a decimal point",
        csv("a;y\n1,5;0\n").separator(';').classColumn("y"));
    refused("give that column a name in the first line", csv("a b\n1 5 6\n2 7 8\n").separator(' '));
    refused("or look for a quote or separator that is missing", csv("a b\n1 5\n2 7 8\n").separator(' '));
    refused("remove it if it is a title or a comment", csv("# by hand\na,y\n1,2\n").classColumn("y"));
    assertEquals(1, csv("BMI,y\n1,0\n").classColumn("y").read().size());
  }

  private static void refused(String message, CsvFile file) {
    DataFormatException exception = assertThrows(DataFormatException.class, file::read);
    assertTrue(exception.getMessage().contains(message), exception.getMessage());
  }

  private CsvFile csv(String content) throws IOException {
    return CsvFile.of(Files.writeString(directory.resolve("data.csv"), content));
  }

  private CsvFile latin1(String content) throws IOException {
    return CsvFile.of(Files.writeString(directory.resolve("data.csv"), content, StandardCharsets.ISO_8859_1));
  }
}
