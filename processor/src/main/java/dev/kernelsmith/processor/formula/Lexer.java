package dev.kernelsmith.processor.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Divides a formula into words. */
final class Lexer {
  /** Longest first where one begins with another. */
  private static final List<String> SIGNS =
      List.of("...", "+=", "max=", "min=", "<=", ">=", "==", "!=", "[", "]", "(", ")", ",",
          ";", "?", ":", "+", "-", "*", "/", "<", ">", "=");

  /** Signs of other notations, and what they are here. */
  private static final Map<String, String> ELSEWHERE = Map.ofEntries(
      Map.entry("^", "write pow(a, b), or a product"),
      Map.entry("%", "indices have no remainder: give each part an index of its own"),
      Map.entry("&", "write conditions of 'where' with commas between them, and a choice within a choice"),
      Map.entry("|", "write abs(a), or a choice within a choice"), Map.entry("!", "write the opposite comparison"),
      Map.entry("·", "write *"), Map.entry("×", "write *"), Map.entry("−", "write -"), Map.entry("≤", "write <="),
      Map.entry("≥", "write >="), Map.entry("…", "write ..."), Map.entry("'", "names have letters, digits and _"),
      Map.entry("{", "brackets are ( ) and, around indices, [ ]"),
      Map.entry("}", "brackets are ( ) and, around indices, [ ]"));

  private final Place.Text text;
  private final String characters;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(Place.Text text) {
    this.text = text;
    characters = text.characters();
  }

  /**
   * The words of a text; the last is its end.
   *
   * @throws Fault at a character that is part of no word
   */
  static List<Token> tokens(Place.Text text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < lexer.characters.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", new Place(text, lexer.at)));
    return lexer.tokens;
  }

  private void next() {
    char c = characters.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (isDigit(at) || c == '.' && isDigit(at + 1)) {
      add(Token.Kind.NUMBER, endOfNumber());
    } else {
      String sign = SIGNS.stream().filter(s -> characters.startsWith(s, at)).findFirst().orElse(null);
      boolean name = Character.isJavaIdentifierStart(c) && c != '$';
      if (sign != null && !(name && followsName(sign))) {
        add(Token.Kind.SIGN, at + sign.length());
      } else if (name) {
        add(Token.Kind.NAME, endOfName());
      } else {
        String unknown = characters.substring(at, characters.offsetByCodePoints(at, 1));
        String instead = ELSEWHERE.get(unknown);
        throw new Fault(new Place(text, at), "'%s' means nothing in a formula%s", unknown,
            instead == null ? "" : ": " + instead);
      }
    }
  }

  /** Whether what looks like {@code max=} is a name and a comparison, {@code max==}. */
  private boolean followsName(String sign) {
    return characters.startsWith("=", at + sign.length());
  }

  private boolean isDigit(int i) {
    return i < characters.length() && characters.charAt(i) >= '0' && characters.charAt(i) <= '9';
  }

  private int endOfNumber() {
    int end = digits(at);
    if (end < characters.length() && characters.charAt(end) == '.' && !characters.startsWith("...", end)) {
      end = digits(end + 1);
    }
    if (end < characters.length() && (characters.charAt(end) == 'e' || characters.charAt(end) == 'E')) {
      int sign = end + 1 < characters.length() && "+-".indexOf(characters.charAt(end + 1)) >= 0 ? 1 : 0;
      if (isDigit(end + 1 + sign)) {
        end = digits(end + 1 + sign);
      }
    }
    if (end < characters.length() && Character.isJavaIdentifierPart(characters.charAt(end))) {
      throw new Fault(
          new Place(text, end), "'%s' stands right behind a number: write * between a number and a name",
          characters.charAt(end));
    }
    return end;
  }

  private int digits(int from) {
    int end = from;
    while (isDigit(end)) {
      end++;
    }
    return end;
  }

  private int endOfName() {
    int end = at;
    while (end < characters.length() && Character.isJavaIdentifierPart(characters.charAt(end))
        && characters.charAt(end) != '$') {
      end++;
    }
    return end;
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, characters.substring(at, end), new Place(text, at)));
    at = end;
  }
}
