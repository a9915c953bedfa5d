package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Splits a UTF-8 file into records and cells as RFC 4180 describes: a cell in double quotes may hold separators, line
 * ends and doubled quotes. Lines end with LF, CR LF or CR; empty lines are skipped.
 */
final class CsvReader implements Closeable {
  private static final int MAX_RECORD = 1 << 24;
  private static final int MAX_CELLS = 1 << 20;
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int END = -1;

  private final Path file;
  private final char separator;
  private final Reader in;
  private int current = END;
  private int line;
  private long offset;
  private long start;
  private int recordLength;

  /**
   * One cell.
   *
   * @param text its text: as it is where it stood in quotes, else without white space around it
   * @param quoted whether it stood in quotes
   * @param line number of the line in which it starts, from 1
   */
  record Cell(String text, boolean quoted, int line) {}

  CsvReader(Path file, char separator) throws IOException {
    this(file, separator,
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())), 1);
    try {
      advance();
      if (current == BYTE_ORDER_MARK) {
        advance();
      }
    } catch (Throwable failure) {
      in.close();
      throw failure;
    }
  }

  private CsvReader(Path file, char separator, Reader in, int line) {
    this.file = file;
    this.separator = separator;
    this.in = in;
    this.line = line;
  }

  /**
   * Reads a part of a file.
   *
   * @param text the part
   * @param line number of the line in which it begins
   */
  static CsvReader of(Path file, char separator, String text, int line) throws IOException {
    CsvReader reader = new CsvReader(file, separator, new StringReader(text), line);
    reader.advance();
    return reader;
  }

  /** Where in the file the last record begins, in bytes. */
  long start() {
    return start;
  }

  /** The next record, or null at the end of the file. */
  @Nullable
  List<Cell> next() throws IOException {
    while (current == '\n' || current == '\r') {
      endLine();
    }
    if (current == END) {
      return null;
    }
    recordLength = 0;
    start = offset;
    List<Cell> cells = new ArrayList<>();
    cells.add(cell());
    while (current == separator) {
      advance();
      if (cells.size() == MAX_CELLS) {
        throw error(line, "a record has more than " + MAX_CELLS + " cells", "fewer",
            "check the file and the separator");
      }
      cells.add(cell());
    }
    endLine();
    return cells;
  }

  private Cell cell() throws IOException {
    return current == '"' ? quotedCell() : plainCell();
  }

  private Cell plainCell() throws IOException {
    StringBuilder text = new StringBuilder();
    while (!atEndOfCell()) {
      if (current == '"') {
        String expected = "a quote only at the start of a cell, directly after the separator";
        throw error(line, "there is a quote within a cell", expected,
            "put the whole cell in quotes and double its quotes");
      }
      append(text, line);
    }
    return new Cell(text.toString().strip(), false, line);
  }

  private Cell quotedCell() throws IOException {
    int start = line;
    StringBuilder text = new StringBuilder();
    advance();
    while (true) {
      if (current == END) {
        throw error(start, "the quote that opens a cell is never closed", "a closing quote", "close or remove it");
      }
      if (current == '"') {
        advance();
        if (current != '"') {
          break;
        }
      }
      line += current == '\n' ? 1 : 0;
      append(text, start);
    }
    if (!atEndOfCell()) {
      String expected = String.format(Locale.ROOT, "the separator '%s' or the end of the line", separator);
      throw error(line, "there is text after the closing quote of a cell", expected, "double quotes within a cell");
    }
    return new Cell(text.toString(), true, start);
  }

  private void append(StringBuilder text, int start) throws IOException {
    if (recordLength++ == MAX_RECORD) {
      String problem = "a record has more than " + MAX_RECORD + " characters";
      throw error(start, problem, "shorter records", "check for a missing quote");
    }
    text.append((char) current);
    advance();
  }

  private boolean atEndOfCell() {
    return current == separator || current == '\n' || current == '\r' || current == END;
  }

  private void endLine() throws IOException {
    int ended = current;
    if (ended != END) {
      line++;
      advance();
    }
    if (ended == '\r' && current == '\n') {
      advance();
    }
  }

  private void advance() throws IOException {
    offset += bytes(current);
    try {
      current = in.read();
    } catch (CharacterCodingException exception) {
      throw notUtf8(exception);
    }
    if (current == 0) {
      throw error(line, "there is a NUL character, as in a file of another encoding (UTF-16) or of no text",
          "UTF-8 text", "save the file as UTF-8");
    }
  }

  /** Finds the line, which what was decoded ahead does not tell. */
  private DataFormatException notUtf8(CharacterCodingException cause) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer text = CharBuffer.allocate(1 << 16);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    int lines = 1;
    char last = 0;
    boolean first = true;
    try (InputStream from = Files.newInputStream(file)) {
      for (int count = 0; count >= 0;) {
        count = from.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        if (first && bytes.remaining() > 1
            && (bytes.getShort(0) == (short) 0xfeff || bytes.getShort(0) == (short) 0xfffe)) {
          return new DataFormatException(file, "it is encoded in UTF-16", "UTF-8 text", "save the file as UTF-8",
              cause);
        }
        first = false;
        CoderResult result = decoder.decode(bytes, text.clear(), count < 0);
        for (char c : text.flip().toString().toCharArray()) {
          lines += c == '\r' || c == '\n' && last != '\r' ? 1 : 0;
          last = c;
        }
        if (result.isError()) {
          break;
        }
        bytes.compact();
      }
    }
    String byteText = bytes.hasRemaining() ? String.format(Locale.ROOT, " (0x%02x)", bytes.get(bytes.position())) : "";
    return new DataFormatException(file, "line " + lines + ": there are bytes that are not UTF-8" + byteText,
        "UTF-8 text", "save the file as UTF-8; programs of Windows often write Windows-1252", cause);
  }

  /** Bytes of a character in UTF-8; a pair of surrogates has four. */
  private static int bytes(int character) {
    if (character < 0x80) {
      return character == END ? 0 : 1;
    }
    return character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
  }

  private DataFormatException error(int where, String problem, String expected, String remedy) {
    return new DataFormatException(file, "line " + where + ": " + problem, expected, remedy);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
