package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A token for each character (Unicode code point) of training texts, in the order of their numbers.
 *
 * <pre>{@code
 * CharacterTokenizer tokenizer = CharacterTokenizer.of(text);
 * int[] tokens = tokenizer.encode(text);
 * }</pre>
 *
 * <p>A character that training texts do not have is an error, or with {@link #withUnknown} a token of its own. {@link #withPadding} keeps token 0 for what fills up shorter texts.
 */
public final class CharacterTokenizer implements Tokenizer {
  static final String KIND = "characters";

  /** What decoding gives for the token of unknown characters: Unicode's replacement character. */
  private static final String UNKNOWN = "\ufffd";

  private static final int MOST_NAMED = 20;

  private final int[] characters;
  private final boolean padding;
  private final boolean unknown;
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private CharacterTokenizer(int[] characters, boolean padding, boolean unknown) {
    this.characters = characters;
    this.padding = padding;
    this.unknown = unknown;
    for (int i = 0; i < characters.length; i++) {
      numbers.put(characters[i], i + first());
    }
  }

  /**
   * The tokenizer of the characters of some texts.
   *
   * @throws IllegalArgumentException if they have none, or half of a surrogate pair
   */
  public static CharacterTokenizer of(String... texts) {
    return of(Unicode.texts(texts));
  }

  /**
   * The tokenizer of the characters of some texts.
   *
   * @throws IllegalArgumentException if they have none, or half of a surrogate pair
   */
  public static CharacterTokenizer of(Iterable<String> texts) {
    Map<Integer, Boolean> found = new HashMap<>();
    for (String text : Objects.requireNonNull(texts, "the texts are null")) {
      Objects.requireNonNull(text, "a text is null");
      for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
        int character = text.codePointAt(at);
        Unicode.requireWhole(text, at, character);
        found.put(character, true);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the texts have no character: give those that are to be learned from");
    }
    return new CharacterTokenizer(found.keySet().stream().mapToInt(Integer::intValue).sorted().toArray(), false, false);
  }

  /** The same with token 0 for what fills up shorter texts; all others have numbers higher by one. It decodes to nothing. */
  public CharacterTokenizer withPadding() {
    return new CharacterTokenizer(characters, true, unknown);
  }

  /** The same with one more token, the last, for all characters that training texts do not have; it decodes to U+FFFD. Nothing is learned of it unless training has it. */
  public CharacterTokenizer withUnknown() {
    return new CharacterTokenizer(characters, padding, true);
  }

  private int first() {
    return padding ? 1 : 0;
  }

  @Override
  public int size() {
    return first() + characters.length + (unknown ? 1 : 0);
  }

  @Override
  public int[] encode(String text) {
    Objects.requireNonNull(text, "the text is null");
    int[] tokens = new int[text.codePointCount(0, text.length())];
    int count = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      Integer number = numbers.get(character);
      if (number == null && !unknown) {
        Unicode.requireWhole(text, at, character);
        throw new IllegalArgumentException(String.format(Locale.ROOT,
            "character %s at index %d of the text is none of the %d that training texts have, %s: leave it out, or say "
                + "withUnknown() before training",
            Unicode.name(character), at, characters.length, named()));
      }
      tokens[count++] = number == null ? size() - 1 : number;
    }
    return tokens;
  }

  private String named() {
    int shown = Math.min(MOST_NAMED, characters.length);
    return new String(characters, 0, shown).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
        + (shown < characters.length ? " ..." : "");
  }

  @Override
  public String decode(int... tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : Objects.requireNonNull(tokens, "the tokens are null")) {
      text.append(token(token));
    }
    return text.toString();
  }

  @Override
  public String token(int number) {
    Objects.checkIndex(number, size());
    int index = number - first();
    return index < 0 ? "" : index == characters.length ? UNKNOWN : Character.toString(characters[index]);
  }

  @Override
  public SafetensorsFile stored() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(Tokenizer.KIND, KIND);
    metadata.put("characters", new String(characters, 0, characters.length));
    metadata.put("padding", String.valueOf(padding));
    metadata.put("unknown", String.valueOf(unknown));
    return new SafetensorsFile(Map.of(), metadata);
  }

  static CharacterTokenizer read(SafetensorsFile stored, Path file) {
    int[] characters = stored.metadata().getOrDefault("characters", "").codePoints().toArray();
    if (characters.length == 0
        || IntStream.range(1, characters.length).anyMatch(i -> characters[i] <= characters[i - 1])) {
      throw new DataFormatException(file,
          "the characters of its tokenizer are none, or not in the order of their numbers",
          "different characters in this order", Model.SAVE_AGAIN);
    }
    return new CharacterTokenizer(characters, flag(stored, "padding", file), flag(stored, "unknown", file));
  }

  private static boolean flag(SafetensorsFile stored, String key, Path file) {
    String text = String.valueOf(stored.metadata().get(key));
    if (!text.equals("true") && !text.equals("false")) {
      throw new DataFormatException(file, "\"" + key + "\" of its tokenizer is \"" + text + "\"", "true or false",
          Model.SAVE_AGAIN);
    }
    return text.equals("true");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterTokenizer same && Arrays.equals(characters, same.characters)
        && padding == same.padding && unknown == same.unknown;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(characters);
  }

  /** In words. */
  @Override
  public String toString() {
    return size() + " tokens, one for each character: " + named() + (padding ? ", padding" : "")
        + (unknown ? ", unknown characters" : "");
  }
}
