package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated kernels are read by people who step through them. */
class ReadableSourceTest {
  /** A method that runs a kernel, with the comment before it. Tiles are methods of their own, and what runs a phase takes a block. */
  private static final Pattern KERNEL =
      Pattern.compile("(?m)^    (?:( )\\*/\\n    )?static void (?!warmUp\\b|\\w*Tile\\w*\\()\\w+\\((?!Block block)");

  private static final Pattern LINK = Pattern.compile("\\{@link \\w+(#\\w+)?}");

  private static final Map<String, String> SOURCES = new TreeMap<>();

  @BeforeAll
  static void compile() {
    Stream.of(WellKnown.leNet5(), WellKnown.normalised())
        .forEach(source -> GeneratedNetwork.compile(source).compilation().sources().forEach((name, text) -> {
          if (name.contains("Kernels")) {
            SOURCES.put(name, text);
          }
        }));
    assertEquals(6, SOURCES.size(), () -> SOURCES.keySet().toString());
  }

  @Test
  void kernelsAreLinkedToTheirLayers() {
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Matcher kernel = KERNEL.matcher(source.getValue());
      int kernels = 0;
      while (kernel.find()) {
        String before = source.getValue().substring(0, kernel.start());
        String comment = before.substring(before.lastIndexOf("/**"));
        assertTrue(kernel.group(1) != null && LINK.matcher(comment).find(),
            () -> source.getKey() + ": " + kernel.group());
        kernels++;
      }
      assertTrue(kernels > 10, source::getKey);
    }
  }

  /** Whatever layers are called, links lead to their fields, and comments are such as the documentation tool reads. */
  @ParameterizedTest
  @ValueSource(strings = {
    "one two three four five six seven eight nine", "größe GRÖßE 层 $x _1 ı I dev java",
    "species sample Parallel record yield probabilities loss Net input1"})
  void commentsAreSound(String names) {
    NetworkSource source = NamesOfUsers.everything("Net", List.of(names.split(" ")));
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado()
            .options("-Xdoclint:reference/private,syntax/private,html/private", "-Xlint:all,-incubating", "-Werror")
            .source("Net", source.text()).run();
    assertTrue(compilation.success(), compilation::report);
  }

  /** Distances in arrays have names, but for some elements of one row and the number of a sample. */
  @Test
  void distancesAreNamed() {
    assertEquals(List.of(), lines("[+-] (2[5-9]|[3-9]\\d|\\d{3,})\\b(?! \\*)|[\\w)] \\* \\d{2,}\\b|floats, \\d+"));
  }

  /** Neither by a literal extent nor by the last tile of an axis; how often a loop over lanes runs depends on the machine. */
  @Test
  void noLoopRunsOnce() {
    int loops = 0;
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      assertEquals(List.of(), SourceRules.loopsThatRunOnce(source.getValue()), source::getKey);
      loops += SourceRules.loops(source.getValue());
    }
    assertTrue(loops > 300, Integer.toString(loops));
  }

  @Test
  void noLocalIsForTheNextLineAlone() {
    SOURCES.forEach((name, text) -> assertEquals(List.of(), SourceRules.localsForTheNextLine(text), name));
  }

  @Test
  void parenthesesAreNeeded() {
    SOURCES.forEach((name, text) -> assertEquals(List.of(), SourceRules.needlessParentheses(text), name));
  }

  /** What vectors are called is known to their dialect alone. */
  @Test
  void onlyTheDialectWritesVectors() throws IOException {
    List<Path> writers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "dev", "kernelsmith", "processor", "emit"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file).replaceAll("(?m)^ *(/\\*)?\\*.*$", "");
        if (text
            .matches("(?s).*(FloatVector\\b|VectorMask|VectorOperators|intoArray|fromArray|\\.blend\\(|\\.fma\\().*")) {
          writers.add(file.getFileName());
        }
      }
    }
    writers.sort(null);
    assertEquals(List.of("ScalarDialect.java", "TypeNames.java", "VectorDialect.java"),
        writers.stream().map(Path::toString).toList());
  }

  /** The class for few registers has the kernels whose tiles differ, and what calls these; it takes the others from the class for many. */
  @Test
  void noKernelIsWrittenTwice() {
    Pattern program = Pattern.compile("(?ms)^  static (?:final )?class \\w+ (implements|extends) .*?^  }$");
    Pattern method = Pattern.compile("(?ms)^    (?:public |static )[^=;]*? (\\w+)\\([^;]*?\\) \\{$.*?^    }$");
    int inherited = 0;
    for (String network : List.of("LeNet5", WellKnown.normalised().name())) {
      String many = SOURCES.get(network + "VectorKernels32");
      int programs = many.contains("new SingleTraining()") ? 5 : 4;
      assertTrue(many.contains("new Evaluation()") && program.matcher(many).results().count() == programs, many);
      Set<String> all = method.matcher(many).results().map(MatchResult::group).collect(Collectors.toSet());
      Matcher few = program.matcher(SOURCES.get(network + "VectorKernels16"));
      while (few.find()) {
        assertEquals("extends", few.group(1));
        List<MatchResult> own = method.matcher(few.group()).results().toList();
        Set<String> names = own.stream().map(m -> m.group(1)).collect(Collectors.toSet());
        for (MatchResult m : own) {
          String body = m.group().substring(m.group().indexOf('\n'));
          boolean calls = names.stream().anyMatch(name -> body.matches("(?s).*\\b" + name + "\\(.*"));
          assertTrue(calls || !all.contains(m.group()), m::group);
        }
        inherited += all.size() - own.size();
      }
    }
    assertTrue(inherited > 100, "methods that are not written again: " + inherited);
  }

  /** What is handed over in another layout is copied by a loop over the samples of a block. */
  @Test
  void copiesAreLoops() {
    String input = SOURCES.get("LeNet5VectorKernels32");
    int start = input.indexOf("static void input(");
    String body = input.substring(start, input.indexOf("\n    }\n", start));
    assertTrue(body.contains("for (int n = 0; n < BLOCK; n++)") && body.lines().count() < 12, body);
  }

  /** Lines of code of all sources in which a pattern finds something. */
  private static List<String> lines(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    List<String> found = new ArrayList<>();
    SOURCES.forEach((name, text) -> text.lines().map(String::strip)
        .filter(line -> !line.matches("(/?\\*|return |(private )?static final ).*") && wanted.matcher(line).find())
        .filter(line -> line.contains("At ") || line.contains("At]") || line.contains("LaneSums"))
        .forEach(line -> found.add(name + ": " + line)));
    return found;
  }
}
