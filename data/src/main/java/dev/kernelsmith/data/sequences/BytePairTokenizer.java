package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens of one or more bytes of UTF-8: the 256 bytes, and pairs of tokens that stand beside each other most often in training texts (Sennrich, Haddow and Birch, ACL 2016, on bytes in place of characters). Every text can be encoded
 * and comes back as it was, whatever its characters are.
 *
 * <pre>{@code
 * BytePairTokenizer tokenizer = BytePairTokenizer.train(1000, text);
 * }</pre>
 *
 * <p>Pairs are within words: a word is what stands between white space, with one white space before it; longer white space is a word of its own. Training takes the most frequent pair, of equally frequent ones that with the lower
 * number on its left, then on its right, and makes it the next token, so that the order of the texts does not matter. Numbers 0 to 255 are the bytes.
 */
public final class BytePairTokenizer implements Tokenizer {
  static final String KIND = "byte pairs";
  private static final int BYTES = 256;
  private static final long MOST_BYTES = 1 << 27;
  private static final Pattern WORD = Pattern.compile("\\s?\\S+|\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** Left and right token of each token behind the bytes. */
  private final int[] left;

  private final int[] right;
  private final byte[][] bytes;
  private final Map<Long, Integer> merges = new HashMap<>();

  private BytePairTokenizer(int[] left, int[] right) {
    this.left = left;
    this.right = right;
    bytes = new byte[BYTES + left.length][];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = new byte[] {(byte) i};
    }
    for (int i = 0; i < left.length; i++) {
      byte[] first = bytes[left[i]];
      byte[] second = bytes[right[i]];
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      bytes[BYTES + i] = both;
      merges.put(Pairs.key(left[i], right[i]), BYTES + i);
    }
  }

  /**
   * Finds the pairs of some texts.
   *
   * @param size how many tokens there are to be, the 256 bytes with them; there are fewer where no pair is left that stands twice
   * @throws IllegalArgumentException if the size is below 256, or a text has half of a surrogate pair
   */
  public static BytePairTokenizer train(int size, String... texts) {
    return train(size, Unicode.texts(texts));
  }

  /**
   * Finds the pairs of some texts.
   *
   * @param size how many tokens there are to be, the 256 bytes with them; there are fewer where no pair is left that stands twice
   * @throws IllegalArgumentException if the size is below 256, or a text has half of a surrogate pair
   */
  public static BytePairTokenizer train(int size, Iterable<String> texts) {
    if (size < BYTES) {
      throw new IllegalArgumentException(
          "there are to be " + size + " tokens, but the bytes alone are " + BYTES + ": say that or more");
    }
    Map<String, Long> words = new LinkedHashMap<>();
    for (String text : Objects.requireNonNull(texts, "the texts are null")) {
      Matcher word = WORD.matcher(Objects.requireNonNull(text, "a text is null"));
      while (word.find()) {
        words.merge(word.group(), 1L, Long::sum);
      }
    }
    Pairs pairs = new Pairs();
    words.forEach((word, count) -> pairs.add(utf8(word), count));
    int[] left = new int[size - BYTES];
    int[] right = new int[left.length];
    int found = 0;
    while (found < left.length) {
      Pairs.Pair best = pairs.best();
      if (best == null) {
        break;
      }
      left[found] = best.left();
      right[found] = best.right();
      pairs.merge(best, BYTES + found++);
    }
    return new BytePairTokenizer(Arrays.copyOf(left, found), Arrays.copyOf(right, found));
  }

  private static int[] utf8(String text) {
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      Unicode.requireWhole(text, at, text.codePointAt(at));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] numbers = new int[bytes.length];
    Arrays.setAll(numbers, i -> bytes[i] & 0xff);
    return numbers;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public int[] encode(String text) {
    Objects.requireNonNull(text, "the text is null");
    Map<String, int[]> known = new HashMap<>();
    int[] tokens = new int[Math.max(16, text.length() / 2)];
    int count = 0;
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      int[] own = known.computeIfAbsent(word.group(), this::encodeWord);
      if (count + own.length > tokens.length) {
        tokens = Arrays.copyOf(tokens, Math.max(count + own.length, tokens.length + tokens.length / 2));
      }
      System.arraycopy(own, 0, tokens, count, own.length);
      count += own.length;
    }
    return Arrays.copyOf(tokens, count);
  }

  /**
   * A pair in a word that may be merged.
   *
   * @param token what it becomes; lower ones were found earlier, and are merged first
   * @param at where its left token stands
   * @param right the number of its right token, by which it is seen that the pair is still there
   */
  private record Candidate(int token, int at, int left, int right) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      return token != other.token ? Integer.compare(token, other.token) : Integer.compare(at, other.at);
    }
  }

  /** Merges in the order in which training found the pairs, each from left to right: by a queue, so that a word may be long. */
  private int[] encodeWord(String word) {
    int[] tokens = utf8(word);
    int[] next = new int[tokens.length];
    int[] previous = new int[tokens.length];
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i < tokens.length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    for (int i = 0; i + 1 < tokens.length; i++) {
      offer(queue, tokens, i, i + 1);
    }
    while (!queue.isEmpty()) {
      Candidate pair = queue.remove();
      int at = pair.at();
      int after = next[at];
      if (tokens[at] != pair.left() || after == tokens.length || tokens[after] != pair.right()) {
        continue; // one of both has become a part of another token
      }
      tokens[at] = pair.token();
      tokens[after] = -1;
      next[at] = next[after];
      if (next[at] < tokens.length) {
        previous[next[at]] = at;
        offer(queue, tokens, at, next[at]);
      }
      if (previous[at] >= 0) {
        offer(queue, tokens, previous[at], at);
      }
    }
    return Arrays.stream(tokens).filter(token -> token >= 0).toArray();
  }

  private void offer(PriorityQueue<Candidate> queue, int[] tokens, int at, int after) {
    Integer token = merges.get(Pairs.key(tokens[at], tokens[after]));
    if (token != null) {
      queue.add(new Candidate(token, at, tokens[at], tokens[after]));
    }
  }

  /** The text of tokens. Tokens may end within a character: bytes that are no whole character become U+FFFD. */
  @Override
  public String decode(int... tokens) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int token : Objects.requireNonNull(tokens, "the tokens are null")) {
      all.writeBytes(bytes[Objects.checkIndex(token, bytes.length)]);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** The text of one token; one that is a part of a character only is shown by its bytes, {@code <c3>}. */
  @Override
  public String token(int number) {
    byte[] own = bytes[Objects.checkIndex(number, bytes.length)];
    String text = new String(own, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), own)) {
      return text;
    }
    StringBuilder shown = new StringBuilder("<");
    for (byte each : own) {
      shown.append(String.format(Locale.ROOT, shown.length() == 1 ? "%02x" : " %02x", each));
    }
    return shown.append('>').toString();
  }

  @Override
  public SafetensorsFile stored() {
    int[] pairs = new int[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      pairs[2 * i] = left[i];
      pairs[2 * i + 1] = right[i];
    }
    return new SafetensorsFile(
        left.length == 0 ? Map.of() : Map.of("merges", Tensor.of(List.of(left.length, 2), pairs)),
        Map.of(Tokenizer.KIND, KIND));
  }

  static BytePairTokenizer read(SafetensorsFile stored, Path file) {
    Tensor merges = stored.tensors().get("merges");
    if (merges == null) {
      return new BytePairTokenizer(new int[0], new int[0]);
    }
    if (merges.shape().size() != 2 || merges.shape().getLast() != 2) {
      throw fault(file, "the merges of its tokenizer have the shape " + merges.shape(), "two numbers for each");
    }
    int[] pairs;
    try {
      pairs = merges.ints();
    } catch (IllegalStateException other) {
      throw fault(file, "the merges of its tokenizer are of type " + merges.dtype(), "whole numbers of 32 bits");
    }
    int[] left = new int[pairs.length / 2];
    int[] right = new int[left.length];
    Map<Long, Integer> seen = new HashMap<>();
    long[] lengths = new long[BYTES + left.length]; // of tokens in bytes: a damaged file could double them with each merge
    Arrays.fill(lengths, 0, BYTES, 1);
    long all = 0;
    for (int i = 0; i < left.length; i++) {
      left[i] = pairs[2 * i];
      right[i] = pairs[2 * i + 1];
      if (Math.min(left[i], right[i]) < 0 || Math.max(left[i], right[i]) >= BYTES + i
          || seen.put(Pairs.key(left[i], right[i]), i) != null) {
        throw fault(file, "merge " + i + " of its tokenizer is of tokens " + left[i] + " and " + right[i],
            "different pairs of tokens before it");
      }
      lengths[BYTES + i] = lengths[left[i]] + lengths[right[i]];
      all += lengths[BYTES + i];
      if (all > MOST_BYTES) {
        throw fault(file, "the tokens of its tokenizer have more than " + MOST_BYTES + " bytes in all", "fewer");
      }
    }
    return new BytePairTokenizer(left, right);
  }

  private static DataFormatException fault(Path file, String problem, String expected) {
    return new DataFormatException(file, problem, expected, Model.SAVE_AGAIN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytePairTokenizer same && Arrays.equals(left, same.left)
        && Arrays.equals(right, same.right);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(left) + Arrays.hashCode(right);
  }

  /** In words. */
  @Override
  public String toString() {
    return size() + " tokens: bytes and " + left.length + " pairs";
  }
}
