package dev.kernelsmith.data.sequences;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is encoded comes back as it was, and the merges are those of the published algorithm, written here a second time without any shortcut. */
class TokenizersTest {
  private static final String LETTERS = "aabbc  \n\tżß中😀e\u0301\u00a0";
  private static final Path FILE = Path.of("tokenizer");

  @TempDir Path folder;

  private static String text(Random random, int length) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  /** The most frequent pair, and of equals the lowest, found by counting all words anew each time. */
  private static List<List<Integer>> slowMerges(int merges, List<String> texts) {
    List<List<Integer>> words = new ArrayList<>();
    Pattern word = Pattern.compile("(?U)\\s?\\S+|\\s+");
    for (String text : texts) {
      Matcher matcher = word.matcher(text);
      while (matcher.find()) {
        words.add(bytes(matcher.group()));
      }
    }
    List<List<Integer>> found = new ArrayList<>();
    for (int merge = 0; merge < merges; merge++) {
      Map<List<Integer>, Integer> counts = new HashMap<>();
      for (List<Integer> each : words) {
        for (int i = 0; i + 1 < each.size(); i++) {
          counts.merge(List.of(each.get(i), each.get(i + 1)), 1, Integer::sum);
        }
      }
      List<Integer> best = null;
      for (Map.Entry<List<Integer>, Integer> entry : counts.entrySet()) {
        List<Integer> pair = entry.getKey();
        int than = best == null ? 1 : counts.get(best);
        boolean lower = best != null && (pair.get(0) < best.get(0)
            || pair.get(0).equals(best.get(0)) && pair.get(1) < best.get(1));
        if (entry.getValue() > than || entry.getValue() == than && lower) {
          best = pair;
        }
      }
      if (best == null) {
        return found;
      }
      found.add(best);
      for (List<Integer> each : words) {
        merge(each, best, 256 + merge);
      }
    }
    return found;
  }

  private static List<Integer> bytes(String text) {
    List<Integer> bytes = new ArrayList<>();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(each & 0xff);
    }
    return bytes;
  }

  private static void merge(List<Integer> word, List<Integer> pair, int token) {
    for (int i = 0; i + 1 < word.size(); i++) {
      if (word.get(i).equals(pair.get(0)) && word.get(i + 1).equals(pair.get(1))) {
        word.set(i, token);
        word.remove(i + 1);
      }
    }
  }

  @Test
  void mergesAndTokensAreThoseOfTheAlgorithm() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<String> texts = List.of(text(random, 1 + random.nextInt(200)), text(random, random.nextInt(100)));
      BytePairTokenizer tokenizer = BytePairTokenizer.train(256 + 30, texts);
      List<List<Integer>> merges = slowMerges(30, texts);
      assertEquals(256 + merges.size(), tokenizer.size(), "seed " + seed);
      if (!merges.isEmpty()) {
        int[] stored = tokenizer.stored().tensors().get("merges").ints();
        assertArrayEquals(merges.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray(), stored,
            "seed " + seed);
      }
      assertEquals(tokenizer, BytePairTokenizer.train(256 + 30, texts.reversed()),
          "the order of texts does not matter");
      String other = text(random, 300);
      List<Integer> expected = new ArrayList<>();
      Matcher word = Pattern.compile("(?U)\\s?\\S+|\\s+").matcher(other);
      while (word.find()) {
        List<Integer> own = bytes(word.group());
        for (int i = 0; i < merges.size(); i++) {
          merge(own, merges.get(i), 256 + i);
        }
        expected.addAll(own);
      }
      assertArrayEquals(expected.stream().mapToInt(Integer::intValue).toArray(), tokenizer.encode(other),
          "seed " + seed);
      assertEquals(other, tokenizer.decode(tokenizer.encode(other)));
    }
  }

  /** The example of the paper: low, lower, newest and widest; it merges "es", then "est". */
  @Test
  void theExampleOfThePaper() {
    BytePairTokenizer tokenizer =
        BytePairTokenizer.train(260, "low ".repeat(5) + "lower ".repeat(2) + "newest ".repeat(6) + "widest ".repeat(3));
    assertEquals("es", tokenizer.token(256));
    assertEquals("est", tokenizer.token(257));
    assertEquals(260, tokenizer.size());
    assertEquals(List.of(" ", "w", "i", "d", "est"),
        Arrays.stream(tokenizer.encode(" widest")).mapToObj(tokenizer::token).toList());
  }

  @Test
  void everyTextComesBackWhateverWasTrainedOn() {
    BytePairTokenizer bytes = BytePairTokenizer.train(300, "the cat and the hat and the bat");
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int character = random.nextInt(0x110000);
        text.appendCodePoint(Character.getType(character) == Character.SURROGATE ? 'x' : character);
      }
      assertEquals(text.toString(), bytes.decode(bytes.encode(text.toString())));
      if (!text.isEmpty()) {
        CharacterTokenizer characters = CharacterTokenizer.of(text.toString());
        assertEquals(text.toString(), characters.decode(characters.encode(text.toString())));
      }
    }
    assertEquals(0, bytes.encode("").length);
    assertEquals("\ufffd", bytes.decode(bytes.encode("ż")[0]), "half of a character");
    assertEquals("<c5>", bytes.token(0xc5));
  }

  @Test
  void aWordWithoutEndTakesNoTimeWithoutEnd() {
    String word = "ab".repeat(300_000);
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
      BytePairTokenizer tokenizer = BytePairTokenizer.train(280, word);
      assertEquals(word, tokenizer.decode(tokenizer.encode(word)));
    });
  }

  @Test
  void charactersAreNumberedInTheirOrderAndUnknownOnesAreNamed() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("cab", "a😀");
    assertEquals(4, tokenizer.size());
    assertArrayEquals(new int[] {0, 3, 2}, tokenizer.encode("a😀c"));
    assertEquals(
        "character 'ż' (U+017C) at index 2 of the text is none of the 4 that training texts have, abc😀: leave it "
            + "out, or say withUnknown() before training",
        assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("abżc")).getMessage());
    CharacterTokenizer more = tokenizer.withUnknown().withPadding();
    assertEquals(6, more.size());
    assertArrayEquals(new int[] {1, 5, 2}, more.encode("ażb"));
    assertEquals("a\ufffdb", more.decode(1, 5, 2, 0));
    for (Tokenizer each : List.of(tokenizer, more, BytePairTokenizer.train(256, "a"))) {
      assertThrows(IndexOutOfBoundsException.class, () -> each.decode(each.size()));
      assertThrows(IndexOutOfBoundsException.class, () -> each.token(-1));
    }
    assertThrows(IllegalArgumentException.class, () -> CharacterTokenizer.of(""));
    assertThrows(IllegalArgumentException.class, () -> BytePairTokenizer.train(255, "a"));
  }

  @Test
  void halfACharacterIsNoText() {
    String half = "ab" + "😀".charAt(0);
    BytePairTokenizer bytes = BytePairTokenizer.train(256, "");
    for (Runnable use : List.<Runnable>of(() -> CharacterTokenizer.of(half), () -> bytes.encode(half),
        () -> BytePairTokenizer.train(300, half), () -> CharacterTokenizer.of("ab").encode(half))) {
      String message = assertThrows(IllegalArgumentException.class, use::run).getMessage();
      assertTrue(message.contains("half of a surrogate pair, U+D83D, at index 2"), message);
    }
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    List<Tokenizer> all = List.of(CharacterTokenizer.of("a\"\\\u0000\n😀"), CharacterTokenizer.of("ab").withPadding(),
        CharacterTokenizer.of("ab").withUnknown(), BytePairTokenizer.train(400, "so so so low low"),
        BytePairTokenizer.train(256, "x"));
    for (Tokenizer tokenizer : all) {
      Path file = folder.resolve("t");
      tokenizer.save(file);
      Tokenizer loaded = Tokenizer.load(file);
      assertEquals(tokenizer, loaded);
      assertEquals(tokenizer.hashCode(), loaded.hashCode());
      for (Tokenizer other : all) {
        assertEquals(tokenizer == other, loaded.equals(other));
      }
      GuessNetwork network = new GuessNetwork(1);
      tokenizer.keepIn(network);
      tokenizer.keepIn(network);
      network.save(file);
      assertEquals(tokenizer, Tokenizer.load(file));
      String message = assertThrows(IllegalArgumentException.class,
          () -> CharacterTokenizer.of("other").keepIn(network)).getMessage();
      assertTrue(message.contains("goes with another preparation already"), message);
    }
    new GuessNetwork(1).save(folder.resolve("w"));
    assertTrue(assertThrows(DataFormatException.class, () -> Tokenizer.load(folder.resolve("w"))).getMessage()
        .contains("it has no tokenizer"));
  }

  @Test
  void damageIsRefused() {
    int[][] wrong = {{97, 256}, {-1, 97}, {97, 98, 97, 98}, {97, Integer.MAX_VALUE}};
    for (int[] merges : wrong) {
      refused("merge ", Map.of("merges", Tensor.of(List.of(merges.length / 2, 2), merges)),
          Map.of("tokenizer", "byte pairs"));
    }
    int[] doubling = new int[2 * 60];
    Arrays.setAll(doubling, i -> i < 2 ? 97 : 255 + i / 2);
    refused("more than", Map.of("merges", Tensor.of(List.of(60, 2), doubling)), Map.of("tokenizer", "byte pairs"));
    refused("shape", Map.of("merges", Tensor.of(List.of(3), new int[3])), Map.of("tokenizer", "byte pairs"));
    refused("type", Map.of("merges", Tensor.of(List.of(1, 2), new float[2])), Map.of("tokenizer", "byte pairs"));
    refused("kind", Map.of(), Map.of("tokenizer", "words"));
    refused("characters", Map.of(), Map.of("tokenizer", "characters", "characters", "ba"));
    refused("\"padding\"", Map.of(), Map.of("tokenizer", "characters", "characters", "ab"));
  }

  private static void refused(String problem, Map<String, Tensor> tensors, Map<String, String> metadata) {
    String message = assertThrows(DataFormatException.class,
        () -> assertInstanceOf(Tokenizer.class, Tokenizer.of(new SafetensorsFile(tensors, metadata), FILE)))
        .getMessage();
    assertTrue(message.startsWith("tokenizer: ") && message.contains(problem), message);
  }
}
