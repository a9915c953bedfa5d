package dev.kernelsmith.runtime.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the JSON (RFC 8259) that the header of a safetensors file may hold: objects, arrays, strings and whole
 * numbers from 0. The caller asks for what has to come next, so nothing is nested deeper than the caller goes and
 * nothing is kept that it does not keep. Strict: no duplicate names, no unpaired surrogates, no malformed UTF-8,
 * nothing after the value but white space.
 */
final class JsonReader {
  private final Path file;
  private final byte[] bytes;
  private int position;

  JsonReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Reads an object; the handler is called after each name and reads the value. */
  void object(Consumer<String> member) {
    expect('{', "an object");
    if (skip('}')) {
      return;
    }
    Set<String> names = new HashSet<>();
    do {
      String name = string();
      if (!names.add(name)) {
        throw error("the name \"" + name + "\" stands twice in one object", "each name once");
      }
      expect(':', "':' after a name");
      member.accept(name);
    } while (skip(','));
    expect('}', "',' or '}'");
  }

  /** Reads an array; the handler reads one element each time it is called. */
  void array(Runnable element) {
    expect('[', "an array");
    if (skip(']')) {
      return;
    }
    do {
      element.run();
    } while (skip(','));
    expect(']', "',' or ']'");
  }

  /** Reads a whole number from 0 to 2^63 - 1. */
  long number() {
    skipSpace();
    int start = position;
    long value = 0;
    while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
      int digit = bytes[position++] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw error("a number is too large", "at most " + Long.MAX_VALUE);
      }
      value = value * 10 + digit;
    }
    if (position == start || (bytes[start] == '0' && position > start + 1)) {
      position = start;
      throw unexpected("a whole number without sign or leading zero");
    }
    return value;
  }

  /** Reads a string. */
  String string() {
    expect('"', "a string");
    StringBuilder text = new StringBuilder();
    int start = position;
    while (true) {
      int c = next("the end of a string");
      if (c == '"') {
        return text.append(decode(start, position - 1)).toString();
      }
      if (c == '\\') {
        text.append(decode(start, position - 1));
        appendEscape(text);
        start = position;
      } else if (c < ' ') {
        position--;
        throw unexpected("control characters in strings to be escaped");
      }
    }
  }

  /** Checks that nothing but white space is left. */
  void end() {
    skipSpace();
    if (position < bytes.length) {
      throw unexpected("nothing after the end of the header's object");
    }
  }

  /** An exception that points to the current position. */
  DataFormatException error(String problem, String expected) {
    return error(problem, expected, SafetensorsReader.DAMAGED);
  }

  /** An exception that points to the current position and says what to do. */
  DataFormatException error(String problem, String expected, String remedy) {
    return new DataFormatException(file, problem + " (at byte " + position + " of the header)", expected, remedy);
  }

  private void appendEscape(StringBuilder text) {
    int c = next("an escape sequence");
    switch (c) {
      case '"', '\\', '/' -> text.append((char) c);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> appendUnicode(text);
      default -> {
        position--;
        throw unexpected("one of \" \\ / b f n r t u after a backslash");
      }
    }
  }

  private void appendUnicode(StringBuilder text) {
    char first = hexadecimal();
    text.append(first);
    if (!Character.isSurrogate(first)) {
      return;
    }
    boolean escaped =
        next("the second half of a surrogate pair") == '\\' && next("the second half of a surrogate pair") == 'u';
    char second = escaped ? hexadecimal() : 0;
    if (!Character.isSurrogatePair(first, second)) {
      throw error("a surrogate stands alone in a string", "surrogates in pairs");
    }
    text.append(second);
  }

  private char hexadecimal() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = digit(next("four hexadecimal digits"));
      if (digit < 0) {
        position--;
        throw unexpected("four hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private static int digit(int c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private String decode(int from, int to) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException exception) {
      throw error("a string is not valid UTF-8", "UTF-8");
    }
  }

  private void expect(char wanted, String expected) {
    if (!skip(wanted)) {
      throw unexpected(expected);
    }
  }

  private boolean skip(char wanted) {
    skipSpace();
    boolean found = position < bytes.length && bytes[position] == wanted;
    position += found ? 1 : 0;
    return found;
  }

  private int next(String expected) {
    if (position == bytes.length) {
      throw unexpected(expected);
    }
    return bytes[position++] & 0xff;
  }

  private void skipSpace() {
    while (position < bytes.length && isSpace(bytes[position])) {
      position++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private DataFormatException unexpected(String expected) {
    if (position >= bytes.length) {
      return error("the header ends too soon", expected);
    }
    int c = bytes[position] & 0xff;
    String found = c > ' ' && c < 127 ? "'" + (char) c + "'" : String.format(Locale.ROOT, "byte 0x%02x", c);
    return error("the header has " + found, expected);
  }
}
