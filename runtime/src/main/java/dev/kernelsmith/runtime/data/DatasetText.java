package dev.kernelsmith.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Data sets as people describe them. */
public final class DatasetText {
  private static final int MOST_NAMES = 10;
  private static final int MOST_OF_A_TEXT = 60;

  private DatasetText() {}

  /** Size, length of the inputs, and targets: {@code 150 samples of 4 values, classes 0 to 2}. */
  public static String of(Dataset data) {
    return count(data.size(), "sample") + " of " + count(data.inputLength(), "value") + targets(data);
  }

  private static String targets(Dataset data) {
    if (!data.hasClasses()) {
      return data.targetLength() == 0 ? ", no targets" : ", targets of " + count(data.targetLength(), "value");
    }
    List<String> names = data.classNames();
    if (!areNumbers(names)) {
      List<String> pairs = new ArrayList<>();
      for (int number = 0; number < names.size(); number++) {
        pairs.add(number + " = " + excerpt(names.get(number)));
      }
      return ", classes " + list(pairs);
    }
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (int i = 0; i < data.size(); i++) {
      least = Math.min(least, data.classOf(i));
      greatest = Math.max(greatest, data.classOf(i));
    }
    return least > greatest ? ", classes" : ", classes " + least + " to " + greatest;
  }

  /** Whether each class's name is its number, or there are no names. */
  private static boolean areNumbers(List<String> names) {
    for (int number = 0; number < names.size(); number++) {
      if (!names.get(number).equals(Integer.toString(number))) {
        return false;
      }
    }
    return true;
  }

  /** Names, of which only the first are shown, and the beginnings of long ones. */
  public static String list(List<String> names) {
    String shown = names.stream().limit(MOST_NAMES).map(DatasetText::excerpt).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES ? shown : shown + ", ... (" + names.size() + " in all)";
  }

  /** As much of a text of a file as a message should quote, in one line. */
  public static String excerpt(String text) {
    String shown = text.length() <= MOST_OF_A_TEXT ? text : text.substring(0, MOST_OF_A_TEXT) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
