package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each parser, with {@code -Dfuzz.runs} inputs that Jazzer makes of sound ones, guided by what code they reach. Profile {@code fuzz} has Jazzer, and runs this alone. An input that a parser fails on is
 * left in {@code target/fuzz}: put it into the corpus (see {@link ParserCorpusTest}), where it is a test of every build, and mend the parser.
 */
@Tag("fuzz")
class ParserFuzzTest {
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs? in (\\d+) second");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ft: (\\d+) corp: (\\d+)");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readsOrRefuses(FuzzedParser parser) throws IOException, InterruptedException {
    long runs = Long.getLong("fuzz.runs", 1_000_000);
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    int number = 0;
    for (byte[] seed : parser.seeds()) {
      Files.write(corpus.resolve("seed" + number++), seed);
    }
    for (byte[] kept : ParserCorpusTest.kept(parser)) {
      Files.write(corpus.resolve("kept" + number++), kept);
    }
    Path failures = Files.createDirectories(Path.of("target", "fuzz", parser.name().toLowerCase(Locale.ROOT)));
    Path log = failures.resolve("log.txt");
    Path memory = Path.of("/dev/shm"); // files that are read a million times
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
        "--add-modules=jdk.incubator.vector", "-Djava.io.tmpdir=" + (Files.isWritable(memory) ? memory : folder),
        "-D" + ParserFuzz.PARSER + "=" + parser.name(), "-cp",
        System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + ParserFuzz.class.getName(),
        "--instrumentation_includes=dev.kernelsmith.**:com.sun.imageio.**",
        "--instrumentation_excludes=com.sun.imageio.plugins.common.**", // a loop for each pixel, many times as slow
        "--custom_hook_includes=dev.kernelsmith.**", "-runs=" + runs, "-seed=1", "-max_len=2000", "-timeout=120",
        "-rss_limit_mb=4096", "-artifact_prefix=" + failures.toAbsolutePath() + "/", corpus.toString())
        .redirectErrorStream(true).redirectOutput(log.toFile()).directory(folder.toFile()).start();
    int status = process.waitFor();
    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertEquals(0, status, () -> parser + ": see " + log + "\n" + said.substring(Math.max(0, said.length() - 3000)));
    List<String> coverage = COVERAGE.matcher(said).results().map(result -> "code " + result.group(1) + ", features "
        + result.group(2) + ", corpus " + result.group(3)).toList();
    Matcher done = DONE.matcher(said);
    assertEquals(true, done.find(), said);
    System.out.printf(Locale.ROOT, "%s: %,d inputs in %s s; %s%n", parser, Long.parseLong(done.group(1)), done.group(2),
        coverage.getLast());
  }
}
