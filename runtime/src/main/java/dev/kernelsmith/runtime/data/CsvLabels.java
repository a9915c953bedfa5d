package dev.kernelsmith.runtime.data;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects class labels and turns them into class numbers, as {@link CsvFile#classNames} says. */
final class CsvLabels {
  private static final int MAX_LABELS = 1 << 16;
  private static final int MAX_LENGTH = 1000;

  private final @Nullable List<String> given;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private int[] sampleIds = new int[1024];
  private int size;

  CsvLabels(@Nullable List<String> given) {
    this.given = given;
    if (given != null) {
      given.forEach(name -> ids.put(name, ids.size()));
    }
  }

  /**
   * Adds the label of the next sample.
   *
   * @param where file, and the label's line and column, for messages
   */
  void add(Path file, String where, String label) {
    Integer id = ids.get(label);
    if (id == null) {
      if (given != null) {
        String quoted = CsvReader.excerpt(label);
        String problem = String.format(Locale.ROOT, "%s: the label \"%s\" is not among the class names", where, quoted);
        throw new DataFormatException(file, problem, "one of " + given, "correct the file or the class names");
      }
      if (label.isEmpty() || label.length() > MAX_LENGTH || ids.size() == MAX_LABELS) {
        String problem = label.isEmpty() ? "the label is missing" : "there are too many or too long labels";
        String expected =
            String.format(Locale.ROOT, "at most %d different labels of 1 to %d characters", MAX_LABELS, MAX_LENGTH);
        throw new DataFormatException(file, where + ": " + problem, expected, "check the class column");
      }
      id = ids.size();
      ids.put(label, id);
    }
    if (size == sampleIds.length) {
      int capacity = (int) Math.min(FileLimits.MAX_ARRAY_LENGTH, size * 2L);
      sampleIds = FileLimits.allocate(file, Integer.BYTES * (long) capacity, () -> Arrays.copyOf(sampleIds, capacity));
    }
    sampleIds[size++] = id;
  }

  /** Names of the classes by number; empty where the labels are the numbers. */
  List<String> names() {
    if (given != null) {
      return given;
    }
    return areNumbers() ? List.of() : List.copyOf(new TreeSet<>(ids.keySet()));
  }

  /** Class numbers of all samples. */
  int[] classes() {
    int[] classOfId = new int[ids.size()];
    if (given == null && areNumbers()) {
      ids.forEach((label, id) -> classOfId[id] = Integer.parseInt(label));
    } else {
      List<String> names = names();
      for (int number = 0; number < names.size(); number++) {
        classOfId[requireNonNull(ids.get(names.get(number)))] = number;
      }
    }
    return Arrays.stream(sampleIds, 0, size).map(id -> classOfId[id]).toArray();
  }

  private boolean areNumbers() {
    return ids.keySet().stream().allMatch(CsvLabels::isNumber);
  }

  private static boolean isNumber(String label) {
    return label.matches("[0-9]{1,10}") && Long.parseLong(label) <= Integer.MAX_VALUE;
  }
}
