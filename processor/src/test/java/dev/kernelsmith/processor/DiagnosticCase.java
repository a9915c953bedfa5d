package dev.kernelsmith.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source with faults. Each place where a finding is due has a comment with the finding's id right before it; the texts follow at
 * the end, in the order of the places, one to a line, where {@code \\n} is a line's end.
 *
 * @param name name of the file, the id of the message that it is about
 * @param source the text
 * @param places ids with lines and columns
 * @param texts texts of the findings
 */
record DiagnosticCase(String name, String source, List<Place> places, List<String> texts) {
  private static final Pattern MARKS = Pattern.compile("(/\\*!([A-Z_]+)\\*/)+");
  private static final Pattern MARK = Pattern.compile("/\\*!([A-Z_]+)\\*/");
  private static final String EXPECT = "// expect: ";

  /** Where a finding is due. */
  record Place(String id, long line, long column) {}

  static List<DiagnosticCase> all() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/diagnostics"))) {
      return files.sorted().map(DiagnosticCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DiagnosticCase read(Path file) {
    try {
      String source = Files.readString(file, StandardCharsets.UTF_8);
      List<Place> places = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      List<String> lines = source.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        places.addAll(places(lines.get(i), i + 1));
        if (lines.get(i).startsWith(EXPECT)) {
          texts.add(lines.get(i).substring(EXPECT.length()).replace("\\n", "\n"));
        }
      }
      String name = file.getFileName().toString();
      return new DiagnosticCase(name.substring(0, name.length() - ".java".length()), source, places, texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Place> places(String line, int number) {
    List<Place> places = new ArrayList<>();
    Matcher marks = MARKS.matcher(line);
    while (marks.find()) {
      Matcher mark = MARK.matcher(marks.group());
      while (mark.find()) {
        places.add(new Place(mark.group(1), number, marks.end() + 1));
      }
    }
    return places;
  }

  @Override
  public String toString() {
    return name;
  }
}
