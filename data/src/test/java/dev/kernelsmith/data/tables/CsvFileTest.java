package dev.kernelsmith.data.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kernelsmith.data.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path directory;

  @Test
  void classesByNameNumberedInNaturalOrder() throws IOException {
    CsvDataset iris =
        csv("length,width,species\n5.1,3.5,virginica\n4.9,-3e0,setosa\n+.5,1.,Setosa\n5,6,virginica\n")
            .classColumn("species")
            .read();
    assertEquals(4, iris.size());
    assertEquals(List.of("length", "width"), iris.featureNames());
    assertEquals(List.of("Setosa", "setosa", "virginica"), iris.classNames());
    assertEquals(List.of(), iris.targetNames());
    assertArrayEquals(new int[] {2, 1, 0, 2}, Rows.classes(iris));
    assertArrayEquals(new float[] {5.1f, 3.5f}, Rows.input(iris, 0));
    assertArrayEquals(new float[] {4.9f, -3f}, Rows.input(iris, 1));
    assertArrayEquals(new float[] {0.5f, 1f}, Rows.input(iris, 2));
  }

  @Test
  void wholeNumbersAreTheClassNumbers() throws IOException {
    CsvDataset digits = csv("7,0.5\n0,0.25\n03,1").classColumn(0).read();
    assertArrayEquals(new int[] {7, 0, 3}, Rows.classes(digits));
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7"), digits.classNames());
    assertArrayEquals(new int[] {0, 1, 0}, Rows.classes(csv("1,-1\n1,+1\n1,-1\n").classColumn(1).read()));
    assertArrayEquals(new int[] {1, 0}, Rows.classes(csv("1,10000000000\n1,2\n").classColumn(1).read()));
  }

  @Test
  void givenClassNamesKeepTheirNumbers() throws IOException {
    CsvDataset test = csv("1,b\n2,b\n").classColumn(1).classNames(List.of("c", "b", "a")).read();
    assertArrayEquals(new int[] {1, 1}, Rows.classes(test));
    assertEquals(List.of("c", "b", "a"), test.classNames());
  }

  @Test
  void targetsInTheOrderOfTheirNames() throws IOException {
    CsvFile file = csv("id;y1;x;y2\nA-1;1;2;3\nA-2;4;5;6\n").separator(';');
    CsvDataset values = file.target("y2", "y1").ignore("id").read();
    assertFalse(values.hasClasses());
    assertEquals(2, values.targetLength());
    assertEquals(List.of("y2", "y1"), values.targetNames());
    assertEquals(List.of("x"), values.featureNames());
    assertArrayEquals(new float[] {6, 4}, Rows.target(values, 1));
    assertArrayEquals(new float[] {5}, Rows.input(values, 1));
    assertThrows(IllegalStateException.class, () -> values.classOf(0));
  }

  @Test
  void columnsByIndex() throws IOException {
    CsvDataset values = csv("x\t1\t2\ny\t3\t4\n").separator('\t').ignore(0).target(2).read();
    assertArrayEquals(new float[] {4}, Rows.target(values, 1));
    assertArrayEquals(new float[] {3}, Rows.input(values, 1));
    assertEquals(List.of("column1"), values.featureNames());
  }

  @Test
  void recognisesAHeader() throws IOException {
    assertEquals(1, csv("a,b,c\n1,2,x\n").classColumn(2).read().size());
    assertEquals(List.of("a", "b"), csv("a,b,c\n1,2,x\n").classColumn(2).read().featureNames());
    assertEquals(2, csv("1.5,1.2,c\n1,2,x\n").classColumn(2).read().size());
    assertEquals(3, csv("1,2,c\n1,2,x\n3,4,c\n").classColumn(2).read().size());
    assertEquals(1, csv("1,2\n3,4\n").header(CsvFile.Header.YES).read().size());
    assertEquals(2, csv("1,2\n3,4\n").header(CsvFile.Header.NO).read().size());
    assertEquals(List.of("1"), csv("1,2\n3,4\n").target("2").read().featureNames());
  }

  @Test
  void withoutTargetThereAreInputsOnly() throws IOException {
    CsvDataset inputs = csv("1,2\n3,4\n").read();
    assertFalse(inputs.hasClasses());
    assertEquals(0, inputs.targetLength());
    assertEquals(2, inputs.inputLength());
  }

  @Test
  void quotedCells() throws IOException {
    CsvDataset quoted =
        csv("\"a,\"\"1\"\"\",\"cl\r\nass\"\r\n\"1.5\",\"x,y\"\r\n\" 2 \",\" \"\"z\"\"\nw\"\r\n3,\"\"\"\"")
            .classColumn(1)
            .read();
    assertEquals(List.of("a,\"1\""), quoted.featureNames());
    assertEquals(List.of(" \"z\"\nw", "\"", "x,y"), quoted.classNames());
    assertArrayEquals(new int[] {2, 0, 1}, Rows.classes(quoted));
    assertArrayEquals(new float[] {2}, Rows.input(quoted, 1));
  }

  @Test
  void lineEndsBlankLinesSpacesAndByteOrderMark() throws IOException {
    for (String end : new String[] {"\n", "\r\n", "\r"}) {
      CsvDataset data = csv("\ufeffx , y" + end + end + " 1, b " + end + "2 ,a" + end + end).classColumn("y").read();
      assertEquals(2, data.size());
      assertEquals(List.of("x"), data.featureNames());
      assertEquals(List.of("a", "b"), data.classNames());
    }
  }

  @Test
  void manyRows() throws IOException {
    StringBuilder text = new StringBuilder("x,y,c\n");
    for (int i = 0; i < 5000; i++) {
      text.append(i).append(',').append(-i).append(',').append(i % 7).append('\n');
    }
    CsvDataset data = csv(text.toString()).target("y").read();
    assertEquals(5000, data.size());
    assertArrayEquals(new float[] {4321, 4321 % 7}, Rows.input(data, 4321));
    assertArrayEquals(new float[] {-4321}, Rows.target(data, 4321));
  }

  private CsvFile csv(String content) throws IOException {
    return CsvFile.of(Files.writeString(directory.resolve("data.csv"), content));
  }
}
