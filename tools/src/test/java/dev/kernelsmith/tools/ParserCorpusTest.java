package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every parser: sound inputs, what fuzzing has found (in resources, {@code corpus/PARSER}), and both with a little damage. */
class ParserCorpusTest {
  private static final int CHANGED = 300;

  @TempDir Path folder;

  /** The inputs that fuzzing has found. */
  static List<byte[]> kept(FuzzedParser parser) throws IOException {
    URL corpus = ParserCorpusTest.class.getResource("/corpus/" + parser.name().toLowerCase(Locale.ROOT));
    if (corpus == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
      return files.sorted().map(ParserCorpusTest::bytes).toList();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatIsSound(FuzzedParser parser) throws IOException {
    assertEquals("", parser.outcome(folder, parser.seeds().getFirst()));
  }

  @ParameterizedTest
  @EnumSource
  void readsOrRefusesWhatWasFound(FuzzedParser parser) throws IOException {
    for (byte[] kept : kept(parser)) {
      parser.outcome(folder, kept);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsOrRefusesWhatIsDamaged(FuzzedParser parser) throws IOException {
    Random random = new Random(1);
    List<byte[]> sound = Stream.concat(parser.seeds().stream(), kept(parser).stream()).toList();
    for (int i = 0; i < CHANGED; i++) {
      parser.outcome(folder, damaged(sound.get(i % sound.size()), random));
    }
  }

  private static byte[] damaged(byte[] input, Random random) {
    byte[] bytes = Arrays.copyOf(input, random.nextInt(4) == 0 ? random.nextInt(input.length + 1) : input.length);
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
