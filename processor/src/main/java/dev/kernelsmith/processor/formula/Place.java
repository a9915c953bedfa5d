package dev.kernelsmith.processor.formula;

/**
 * A character of a text.
 *
 * @param text the whole text
 * @param at number of the character, from 0; the length of the text for its end
 */
public record Place(Text text, int at) {
  /** Characters of a long formula that are shown on either side. */
  private static final int SHOWN = 60;

  /**
   * A text and what it is, as messages name it.
   *
   * @param name the annotation's member
   * @param number of the string in it
   * @param characters the string
   */
  public record Text(String name, int number, String characters) {}

  /** The part of the text around the character, and below it a mark at the character, each on a line of its own. */
  public String shown() {
    String whole = text.characters();
    int from = at <= SHOWN ? 0 : at - SHOWN;
    int to = Math.min(whole.length(), at + SHOWN);
    String before = visible(whole.substring(from, at));
    String line =
        (from > 0 ? "... " : "") + before + visible(whole.substring(at, to)) + (to < whole.length() ? " ..." : "");
    return "\n  " + line + "\n  " + " ".repeat((from > 0 ? 4 : 0) + before.length()) + "^";
  }

  /** The text with nothing in it that would break the line or move the mark. */
  private static String visible(String part) {
    StringBuilder line = new StringBuilder();
    part.chars().forEach(c -> line.append(c < ' ' || c == 127 || Character.isSurrogate((char) c) ? '?' : (char) c));
    return line.toString();
  }
}
