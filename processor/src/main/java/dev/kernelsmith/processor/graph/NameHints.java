package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.read.BlockScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a name that nothing has: which was probably meant, else some that there are. */
final class NameHints {
  /** Names that are told where none is near. */
  private static final int SHOWN = 8;

  private NameHints() {}

  /**
   * The end of a message about an unknown name.
   *
   * @param written the name
   * @param possible what could be meant, in its order, as it would be written there
   * @param there what stands before a list of names: {@code there}, or more words
   * @param otherwise what is said where there is no name
   */
  static String of(String written, List<String> possible, String there, String otherwise) {
    List<String> nearest = Spelling.nearest(written, possible);
    if (!nearest.isEmpty()) {
      return ": did you mean " + quoted(nearest, " or ") + "?";
    }
    List<String> own = beside(written, possible);
    if (own.isEmpty()) {
      return ": " + otherwise + ".";
    }
    boolean all = own.size() <= SHOWN;
    List<String> shown = all ? own : own.subList(own.size() - SHOWN, own.size());
    return ": " + there + (own.size() == 1 ? " is " : all ? " are " : " are, among others, ") + quoted(shown, ", ")
        + ".";
  }

  /** Names in the innermost block there is that a name says it is in; else those in none. */
  private static List<String> beside(String written, List<String> possible) {
    List<String> beside = List.of();
    for (int dot = written.lastIndexOf('.'); beside.isEmpty(); dot = written.lastIndexOf('.', dot - 1)) {
      String block = written.substring(0, dot + 1);
      beside =
          possible.stream().filter(name -> name.startsWith(block) && name.indexOf('.', block.length()) < 0).toList();
      if (dot < 0) {
        break;
      }
    }
    return beside;
  }

  /** Those of some full names that can be written in a scope, as they are written there. */
  static List<String> written(BlockScope scope, List<String> names) {
    List<String> written = new ArrayList<>(names);
    if (scope.isBlock()) {
      String prefix = scope.full("");
      written.removeIf(name -> !name.startsWith(prefix));
      written.replaceAll(name -> name.substring(prefix.length()));
    }
    return written;
  }

  private static String quoted(List<String> names, String between) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(between));
  }
}
