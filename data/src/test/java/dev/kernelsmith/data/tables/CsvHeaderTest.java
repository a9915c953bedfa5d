package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Rows;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.data.tables.CsvFile.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the first line names the columns. */
class CsvHeaderTest {
  @TempDir Path directory;

  @Test
  void oneTextAmongNumbersMakesAHeader() throws IOException {
    expect(List.of("0", "1", "2", "3"), 2, csv("label,0,1,2,3\n7,0,0,12,0\n2,0,0.5,3,9\n").classColumn(0));
    expect(List.of("0", "1", "2"), 2, csv("0,1,2,label\n5,6,7,1.0\n3,4,5,0\n").classColumn(3));
    expect(List.of("0", "1"), 1, csv("0,label,1\n0.5,-1,2\n").classColumn(1));
    expect(List.of("id", "2020", "2021"), 1, csv("id,2020,2021,y\n1,2,3,4\n").target(3));
    expect(List.of("400.5", "401", "401.5"), 1, csv("400.5,401,401.5,class\n1,2,3,7\n").classColumn(3));
    expect(List.of("0", "1"), 1, csv("id,0,1\n17,5,6\n").ignore(0));
    expect(List.of("0", "1"), 2, csv("species,\"0\",\"1\"\nsetosa,5,6\nother,7,8\n").classColumn(0));
    List<String> names = List.of("0", "1", "2");
    expect(List.of("5", "6"), 1, csv("label,5,6\n1,5,6\n").classColumn(0).classNames(names));
  }

  @Test
  void aLabelThatOccursAgainMakesASample() throws IOException {
    expect(List.of("column1", "column2"), 3, csv("a,1,2\nb,3,4\na,5,6\n").classColumn(0));
    expect(List.of("column1", "column2"), 1, csv("a,1,2\n").classColumn(0).classNames(List.of("a", "b")));
    expect(List.of("column1", "column2"), 2, csv("a,5.1,1.4\nb,4.9,1.3\n").classColumn(0));
    expect(List.of("column0", "column1"), 2, csv("1,2\n3,4\n"));
    expect(List.of("column1", "column2"), 2, csv("A-1,1,2\nA-2,3,4\n").ignore(0));
  }

  @Test
  void asksWhereBothArePossible() throws IOException {
    unclear("its label \"species\" stands in no other line",
        csv("species,0,1,2\nsetosa,5,3,1\nother,4,3,1\nother,4,2,1\n").classColumn(0));
    unclear("its label \"a\" stands in no other line", csv("a,5,1\nb,4,2\n").classColumn(0));
    unclear("its label \"label\" stands in no other line", csv("label,9,5.5\n1,4,2\n").classColumn(0));
    unclear("its label \"?\" stands in no other line", csv("?,0,1\n1,4,2\n").classColumn(0));
    unclear("its label \"3\" stands in no other line", csv("0,1,2,3\n5,3,1,setosa\n4,3,1,other\n").classColumn(3));
    unclear("its numbers could count the columns", csv("0,1,2\n5,3,1\n"));
    unclear("its numbers could count the columns", csv("0,1,2,3\n5,3,1,0\n4,3,1,1\n").classColumn(3));
    unclear("its cells are empty", csv(",label\n1,2\n").classColumn(1));
    expect(List.of("0", "1", "2"), 1, csv("0,1,2\n5,3,1\n").header(Header.YES));
    expect(List.of("column0", "column1", "column2"), 2, csv("0,1,2\n5,3,1\n").header(Header.NO));
  }

  @Test
  void aSampleThatCannotBeReadIsNoHeader() throws IOException {
    for (String line : List.of("5.1,?,1.4,x", "5,NA,7,x", "5.1,,1.4,x", "5.1,oops,1.4,x", "9,4x,2,x")) {
      DataFormatException refusal =
          assertThrows(DataFormatException.class, () -> csv(line + "\n1,2,3,y\n").classColumn(3).read());
      assertTrue(refusal.getMessage().contains("line 1, column index 1"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("say header(Header.YES)"), refusal.getMessage());
    }
  }

  @Test
  void asksWhereWholeNumbersAtEqualDistancesMayNameColumns() throws IOException {
    String doubt = "its numbers could count the columns";
    unclear(doubt, csv("2001,2002,2003,2004\n1.5,2,3,4\n2,3,1,5\n").target(3));
    unclear(doubt, csv("2003,2002,2001\n1.5,2,3\n2,3,1\n"));
    unclear(doubt, csv("1,2,3,4\n1.5,2,3,0\n2,3,1,1\n").classColumn(3));
    unclear(doubt, csv("1,2,3,4\n1.5,2,3,4\n").classColumn(0));
    expect(List.of("column0", "column1", "column2"), 2, csv("1,2,3\n4,5,6\n"));
    expect(List.of("column0", "column1", "column2"), 2, csv("1,2,4\n4,5,7\n"));
    expect(List.of("column0", "column1", "column2"), 2, csv("5,5,5\n4,5,7\n"));
    expect(List.of("column0", "column1"), 2, csv("1,2\n4,7\n"));
  }

  /** The note that Excel writes and reads above the header. */
  @Test
  void theNoteOfTheSeparatorIsNoHeader() throws IOException {
    expect(List.of("a", "b"), 2, csv("sep=;\na;b;y\n1;2;0\n2;3;1\n").separator(';').classColumn("y"));
    expect(List.of("a", "b"), 1, csv("\ufeffSEP=,\r\na,b\r\n1,2\r\n"));
    DataFormatException other =
        assertThrows(DataFormatException.class, () -> csv("sep=;\na;b\n1;2\n").read());
    assertTrue(other.getMessage().contains("line 1 says that the separator is ';'; expected ','"), other.getMessage());
    assertTrue(other.getMessage().contains("say separator(';')"), other.getMessage());
  }

  private enum Names {
    NONE, TEXTS, COUNTED, YEARS, MIXED
  }

  /** Generated files whose truth is known: read as they are, or a question where the first line does not tell. */
  @Test
  void neverTakesTheOneForTheOther() throws IOException {
    Random random = new Random(9);
    Map<Names, Integer> read = new EnumMap<>(Names.class);
    Map<Names, Integer> asked = new EnumMap<>(Names.class);
    for (int round = 0; round < 3000; round++) {
      Names kind = Names.values()[round % Names.values().length];
      int features = 1 + random.nextInt(6);
      int samples = 1 + random.nextInt(8);
      int position = random.nextInt(features + 1);
      String[] labels = random.nextBoolean() ? new String[] {"x", "y z", "q"} : new String[] {"0", "1.0", "-3"};
      boolean textLabels = labels[0].equals("x");
      List<String> lines = new ArrayList<>();
      if (kind != Names.NONE) {
        List<String> names = names(kind, features, random);
        names.add(position, quoted("label", random));
        lines.add(String.join(";", names));
      }
      List<String> truth = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        List<String> cells = new ArrayList<>();
        for (int f = 0; f < features; f++) {
          cells.add(random.nextInt(3) == 0 ? "" + random.nextInt(50)
              : String.format(Locale.ROOT, "%.2f", random.nextGaussian()));
        }
        truth.add(values(cells));
        cells.add(position, quoted(labels[random.nextInt(labels.length)], random));
        lines.add(String.join(";", cells));
      }
      String text = (random.nextBoolean() ? "\ufeff" : "") + String.join(random.nextBoolean() ? "\n" : "\r\n", lines);
      try {
        CsvDataset data = csv(text).separator(';').classColumn(position).read();
        assertEquals(truth, IntStream.range(0, data.size()).mapToObj(i -> values(Rows.input(data, i))).toList(), text);
        read.merge(kind, 1, Integer::sum);
      } catch (DataFormatException question) {
        assertTrue(question.getMessage().contains("may name the columns or be a sample"), question.getMessage());
        assertTrue(kind != Names.TEXTS && kind != Names.MIXED && (textLabels || kind == Names.NONE), text);
        asked.merge(kind, 1, Integer::sum);
      }
      Header said = kind == Names.NONE ? Header.NO : Header.YES;
      assertEquals(samples, csv(text).separator(';').classColumn(position).header(said).read().size());
    }
    assertEquals(600, read.get(Names.TEXTS));
    assertEquals(600, read.get(Names.MIXED));
    assertTrue(read.get(Names.NONE) > 540, read + " read, asked " + asked);
    assertTrue(read.get(Names.COUNTED) > 250 && read.get(Names.YEARS) > 250, read + " read, asked " + asked);
  }

  private static List<String> names(Names kind, int features, Random random) {
    List<String> names = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      names.add(quoted(switch (kind) {
        case TEXTS -> "name " + f;
        case YEARS -> "" + (2000 + f);
        case MIXED -> f == 0 ? "id" : "" + f;
        default -> "" + f;
      }, random));
    }
    return names;
  }

  private static String quoted(String cell, Random random) {
    return random.nextInt(4) == 0 ? '"' + cell + '"' : cell;
  }

  private static String values(List<String> cells) {
    return cells.stream().map(cell -> Float.toString(Float.parseFloat(cell))).collect(Collectors.joining(" "));
  }

  private static String values(float[] input) {
    return IntStream.range(0, input.length).mapToObj(i -> Float.toString(input[i])).collect(Collectors.joining(" "));
  }

  private static void expect(List<String> features, int samples, CsvFile file) throws IOException {
    CsvDataset data = file.read();
    assertEquals(features, data.featureNames());
    assertEquals(samples, data.size());
    assertTrue(Arrays.asList("label", "class", "species").stream().noneMatch(data.classNames()::contains));
  }

  private static void unclear(String doubt, CsvFile file) {
    DataFormatException question = assertThrows(DataFormatException.class, file::read);
    assertTrue(question.getMessage().contains("line 1 may name the columns or be a sample: " + doubt),
        question.getMessage());
    assertTrue(question.getMessage().contains("say header(Header.YES) or header(Header.NO)"), question.getMessage());
  }

  private CsvFile csv(String content) throws IOException {
    return CsvFile.of(Files.writeString(directory.resolve("data.csv"), content));
  }
}
