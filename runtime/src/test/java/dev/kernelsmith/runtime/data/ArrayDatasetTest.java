package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArrayDatasetTest {
  @Test
  void classesFromRowsAndFromOneArray() {
    Dataset rows = ArrayDataset.ofClasses(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 2, 1});
    Dataset flat = ArrayDataset.ofClasses(new float[] {1, 2, 3, 4, 5, 6}, 2, new int[] {0, 2, 1});
    for (Dataset dataset : new Dataset[] {rows, flat}) {
      assertEquals(3, dataset.size());
      assertEquals(2, dataset.inputLength());
      assertTrue(dataset.hasClasses());
      assertEquals(0, dataset.targetLength());
      assertArrayEquals(new float[] {3, 4}, Rows.input(dataset, 1));
      assertArrayEquals(new int[] {0, 2, 1}, Rows.classes(dataset));
      assertThrows(IllegalStateException.class, () -> dataset.copyTarget(0, new float[1], 0));
    }
  }

  @Test
  void valuesFromRowsAndFromOneArray() {
    Dataset rows = ArrayDataset.ofValues(new float[][] {{1}, {2}}, new float[][] {{3, 4}, {5, 6}});
    Dataset flat = ArrayDataset.ofValues(new float[] {1, 2}, 1, new float[] {3, 4, 5, 6}, 2);
    for (Dataset dataset : new Dataset[] {rows, flat}) {
      assertFalse(dataset.hasClasses());
      assertEquals(2, dataset.targetLength());
      float[] into = new float[4];
      dataset.copyTarget(1, into, 1);
      assertArrayEquals(new float[] {0, 5, 6, 0}, into);
      assertThrows(IllegalStateException.class, () -> dataset.classOf(0));
      assertThrows(IndexOutOfBoundsException.class, () -> Rows.input(dataset, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> Rows.target(dataset, -1));
    }
  }

  @Test
  void laterChangesToTheArraysChangeNothing() {
    float[] inputs = {1, 2};
    int[] classes = {0, 1};
    Dataset dataset = ArrayDataset.ofClasses(inputs, 1, classes);
    inputs[0] = 9;
    classes[0] = 9;
    assertArrayEquals(new float[] {1}, Rows.input(dataset, 0));
    assertEquals(0, dataset.classOf(0));
  }

  @Test
  void saysWhatIsWrong() {
    refused("no inputs", () -> ArrayDataset.ofClasses(new float[0][], new int[0]));
    refused("no inputs", () -> ArrayDataset.ofClasses(new float[0], 3, new int[0]));
    refused("at least 1", () -> ArrayDataset.ofClasses(new float[][] {{}}, new int[1]));
    refused("at least 1", () -> ArrayDataset.ofValues(new float[1], 1, new float[0], 0));
    refused("input 1 has 1 floats", () -> ArrayDataset.ofClasses(new float[][] {{1, 2}, {3}}, new int[2]));
    refused("no whole number", () -> ArrayDataset.ofClasses(new float[3], 2, new int[1]));
    refused("2 inputs, but 3 classes", () -> ArrayDataset.ofClasses(new float[2], 1, new int[3]));
    refused("2 inputs, but 1 targets", () -> ArrayDataset.ofValues(new float[2][1], new float[1][1]));
    refused("input 1 holds NaN", () -> ArrayDataset.ofClasses(new float[] {1, Float.NaN}, 1, new int[2]));
    refused("target 0 holds Infinity",
        () -> ArrayDataset.ofValues(new float[1][1], new float[][] {{Float.POSITIVE_INFINITY}}));
  }

  private static void refused(String message, Executable making) {
    IllegalArgumentException exception = assertThrows(IllegalArgumentException.class, making);
    assertTrue(exception.getMessage().contains(message), exception.getMessage());
  }
}
