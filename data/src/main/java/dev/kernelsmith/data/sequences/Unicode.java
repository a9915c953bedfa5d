package dev.kernelsmith.data.sequences;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Characters as messages name them, and what is none. */
final class Unicode {
  private Unicode() {}

  /**
   * Refuses half of a surrogate pair, which no file in UTF-8 can have.
   *
   * @throws IllegalArgumentException if the character is one
   */
  static void requireWhole(String text, int at, int character) {
    if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the text of %d chars has half of a surrogate pair, U+%04X, at index %d: it was cut within a character",
          text.length(), character, at));
    }
  }

  /** Texts as a list, none of which is null. */
  static List<String> texts(String... texts) {
    Objects.requireNonNull(texts, "the texts are null");
    for (String text : texts) {
      Objects.requireNonNull(text, "a text is null");
    }
    return List.of(texts);
  }

  /** {@code 'ż' (U+017C)}. */
  static String name(int character) {
    String shown = Character.isISOControl(character) ? "" : "'" + Character.toString(character) + "' ";
    return String.format(Locale.ROOT, "%s(U+%04X)", shown, character);
  }
}
