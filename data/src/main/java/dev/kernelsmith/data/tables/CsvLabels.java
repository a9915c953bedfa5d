package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects class labels and turns them into class numbers, as {@link CsvFile#classNames} says. */
final class CsvLabels {
  private static final int MAX_LABELS = 1 << 16;

  private final @Nullable List<String> given;
  private final Map<CsvLabel, Integer> ids = new HashMap<>();
  private final List<CsvLabel> labels = new ArrayList<>();
  private final Map<String, Integer> idsOfCells = new HashMap<>();
  private int[] sampleIds = new int[1024];
  private int first;
  private int size;

  /**
   * Makes an empty collection.
   *
   * @param given the labels of the classes 0, 1, ..., or null where they are what the file has
   * @throws IllegalArgumentException if there is no label, an empty one, or the same twice
   */
  CsvLabels(@Nullable List<String> given) {
    this.given = given;
    if (given != null) {
      if (given.isEmpty()) {
        throw new IllegalArgumentException("there are no class names: give one for each class");
      }
      for (String name : given) {
        addGiven(given, name);
      }
    }
  }

  private void addGiven(List<String> all, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of class " + ids.size() + " is empty: a class needs a label");
    }
    Integer earlier = ids.get(CsvLabel.of(name));
    if (earlier != null) {
      throw new IllegalArgumentException(
          "the class names \"" + all.get(earlier) + "\" and \"" + name
              + "\" are the same label: name each class once (numbers that are equal are one label)");
    }
    number(CsvLabel.of(name));
  }

  private int number(CsvLabel label) {
    ids.put(label, labels.size());
    labels.add(label);
    return labels.size() - 1;
  }

  /** Whether the caller named the classes. */
  boolean areGiven() {
    return given != null;
  }

  /** Whether a cell holds one of the labels so far. */
  boolean knows(String cell) {
    return ids.containsKey(CsvLabel.of(cell));
  }

  /**
   * Adds the label of the next sample.
   *
   * @param where the label's line and column, for messages
   */
  void add(Path file, String where, String cell) {
    Integer id = idsOfCells.get(cell);
    if (id == null) {
      id = id(file, where, cell);
      if (idsOfCells.size() < MAX_LABELS) {
        idsOfCells.put(cell, id);
      }
    }
    if (size == sampleIds.length) {
      int capacity = (int) Math.min(FileLimits.MAX_ARRAY_LENGTH, size * 2L);
      sampleIds = FileLimits.allocate(file, Integer.BYTES * (long) capacity, () -> Arrays.copyOf(sampleIds, capacity));
    }
    sampleIds[size++] = id;
  }

  private int id(Path file, String where, String cell) {
    if (cell.isBlank()) {
      throw new DataFormatException(
          file, where + ": the label is missing", "a label for each sample", "fill the cell in or remove the line");
    }
    if (cell.length() > CsvLabel.MAX_LENGTH) {
      throw new DataFormatException(
          file, where + ": the label has " + cell.length() + " characters", "at most " + CsvLabel.MAX_LENGTH,
          "choose the column that holds the classes, or look for a missing quote");
    }
    CsvLabel label = CsvLabel.of(cell);
    Integer known = ids.get(label);
    if (known != null) {
      return known;
    }
    if (given != null) {
      String problem = where + ": the label \"" + DatasetText.excerpt(cell) + "\" is not among the class names";
      throw new DataFormatException(file, problem, "one of " + given,
          "correct the label, name all classes, or say header(Header.YES) where the line names columns");
    }
    if (CsvLabel.isNumberWithComma(cell.strip())) {
      throw new DataFormatException(
          file, where + ": the label \"" + DatasetText.excerpt(cell) + "\" is a number with a comma",
          "numbers with a decimal point and no mark of thousands, such as 1.5",
          "write them so, or, where they are no numbers, name all classes with classNames");
    }
    if (ids.size() == MAX_LABELS) {
      throw new DataFormatException(
          file, where + ": there are more than " + MAX_LABELS + " different labels", "fewer classes",
          "choose the column as target if it holds measured values, or another column as class");
    }
    return number(label);
  }

  /** Forgets the first label: it was none. */
  void dropFirst() {
    first++;
  }

  /** Names of the classes by number. */
  List<String> names() {
    if (given != null) {
      return given;
    }
    List<CsvLabel> used = used();
    int greatest = greatestNumber(used);
    return greatest >= 0
        ? IntStream.rangeClosed(0, greatest).mapToObj(Integer::toString).toList()
        : used.stream().map(CsvLabel::name).toList();
  }

  /** Class numbers of all samples. */
  int[] classes() {
    List<CsvLabel> numbered = given != null ? labels : used();
    boolean byValue = given == null && greatestNumber(numbered) >= 0;
    Map<CsvLabel, Integer> numbers = new HashMap<>();
    for (CsvLabel label : numbered) {
      numbers.put(label, byValue ? label.classNumber(MAX_LABELS - 1) : numbers.size());
    }
    int[] classOfId = labels.stream().mapToInt(label -> numbers.getOrDefault(label, -1)).toArray();
    return Arrays.stream(sampleIds, first, size).map(id -> classOfId[id]).toArray();
  }

  /** The different labels that samples have, in their order. */
  private List<CsvLabel> used() {
    return Arrays.stream(sampleIds, first, size).distinct().mapToObj(labels::get).sorted().toList();
  }

  /** The greatest label if all are class numbers, else -1. */
  private static int greatestNumber(List<CsvLabel> sorted) {
    boolean all = sorted.stream().allMatch(label -> label.classNumber(MAX_LABELS - 1) >= 0);
    return all && !sorted.isEmpty() ? sorted.getLast().classNumber(MAX_LABELS - 1) : -1;
  }
}
