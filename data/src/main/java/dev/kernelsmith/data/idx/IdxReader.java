package dev.kernelsmith.data.idx;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one IDX file, plain or compressed; memory is taken only for what the header declares and the file can hold. */
final class IdxReader {
  private static final String DAMAGED = "the file is damaged: copy or download it again";
  private static final String ANOTHER = "name an IDX file";
  private static final int MAX_RANK = 16;

  /** No byte of a deflate stream gives more than 1032 bytes: 258 for each of the four shortest codes that fit in it. */
  private static final long MAX_INFLATION = 1032;

  private final Path file;

  IdxReader(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  IdxArray read() throws IOException {
    FileLimits.requireRegularFile(file);
    long size = Files.size(file);
    try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (isGzip(raw)) {
        try (InputStream inflated = new GZIPInputStream(raw, 1 << 16)) {
          return read(inflated, size * MAX_INFLATION, false);
        }
      }
      return read(raw, size, true);
    } catch (EOFException exception) {
      throw new DataFormatException(file, "the file ends too soon", "all that its header declares", DAMAGED, exception);
    } catch (ZipException exception) {
      String problem = String.format(Locale.ROOT, "its gzip compression is damaged (%s)", exception.getMessage());
      throw new DataFormatException(file, problem, "a gzip file", DAMAGED, exception);
    }
  }

  private static boolean isGzip(BufferedInputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip;
  }

  private IdxArray read(InputStream stream, long mostBytes, boolean exact) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int magic = in.readInt();
    IdxType type = type(magic, in);
    List<Integer> shape = new ArrayList<>();
    int rank = magic & 0xff;
    if (rank < 1 || rank > MAX_RANK) {
      throw error(String.format(Locale.ROOT, "the fourth byte declares %d axes", rank), "1 to " + MAX_RANK);
    }
    for (int axis = 0; axis < rank; axis++) {
      shape.add(in.readInt());
    }
    int bytes = dataBytes(type, shape);
    long total = 4L + 4L * rank + bytes;
    if (exact ? total != mostBytes : total > mostBytes) {
      String problem =
          String.format(Locale.ROOT, "the header declares %s %s, %d bytes in all, but the file %s %d bytes", shape,
              type, total, exact ? "has" : "cannot hold more than", mostBytes);
      throw error(problem, "a file as long as its header says");
    }
    return new IdxArray(type, shape, readData(in, bytes));
  }

  private IdxType type(int magic, DataInputStream in) throws IOException {
    for (IdxType type : IdxType.values()) {
      if (type.code() == magic >>> 8) {
        return type;
      }
    }
    byte[] next = in.readNBytes(FileKind.BYTES - Integer.BYTES);
    byte[] first = ByteBuffer.allocate(Integer.BYTES + next.length).putInt(magic).put(next).array();
    String problem =
        FileKind.of(first)
            .map(kind -> "it is " + kind.origin())
            .orElse("the file starts with the bytes " + HexFormat.of().formatHex(first, 0, Integer.BYTES));
    String expected =
        "an IDX file: two zero bytes, an element type (08, 09, 0b, 0c, 0d or 0e) and the number of axes";
    throw new DataFormatException(file, problem, expected, ANOTHER);
  }

  private int dataBytes(IdxType type, List<Integer> shape) {
    long bytes = type.bytes();
    for (int extent : shape) {
      bytes = extent < 0 ? Long.MAX_VALUE : bytes * extent;
      if (bytes > FileLimits.MAX_ARRAY_LENGTH) {
        List<String> extents = shape.stream().map(Integer::toUnsignedString).toList();
        String problem = "the header declares " + extents + " " + type;
        throw new DataFormatException(file, problem, "at most 2 GB of data",
            "divide the file, or, if it is smaller, copy or download it again");
      }
    }
    return (int) bytes;
  }

  private byte[] readData(DataInputStream in, int bytes) throws IOException {
    byte[] data = FileLimits.allocate(file, bytes, () -> new byte[bytes]);
    in.readFully(data);
    if (in.read() >= 0) {
      throw error(String.format(Locale.ROOT, "there are more data than the %d bytes that the header declares", bytes),
          "as many");
    }
    return data;
  }

  private DataFormatException error(String problem, String expected) {
    return new DataFormatException(file, problem, expected, DAMAGED);
  }
}
