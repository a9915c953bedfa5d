package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file, from the first to the last, and checks their checksums. */
final class RecordReader implements Iterator<RecordReader.RawRecord>, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Deflate makes a file at most 1032 times as small (zlib's technical notes), so that a record that is longer than this allows cannot be there. */
  private static final long MOST_DEFLATED = 1032;

  private static final String REMEDY = "write the file again, or use another one";

  /**
   * A record as it stands in a file.
   *
   * @param data its bytes
   * @param place where it is
   */
  @SuppressWarnings("ArrayRecordComponent")
  record RawRecord(byte[] data, RecordPlace place) {}

  private final Path file;
  private final long mostBytes;
  private final Compression compression;
  private final InputStream in;
  private final @Nullable Inflater inflater;
  private final byte[] header = new byte[RecordPlace.HEADER];
  private final byte[] footer = new byte[4];
  private long number;
  private long position;
  private @Nullable RawRecord next;
  private boolean ended;

  /**
   * Opens a file.
   *
   * @param given how it is compressed; null to find out
   */
  RecordReader(Path file, @Nullable Compression given) throws IOException {
    FileLimits.requireRegularFile(file);
    this.file = file;
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      long size = Files.size(file);
      raw.mark(FileKind.BYTES + RecordPlace.HEADER);
      byte[] beginning = raw.readNBytes(FileKind.BYTES + RecordPlace.HEADER);
      raw.reset();
      compression = given != null ? given : compression(beginning);
      mostBytes = compression == Compression.NONE ? size : multiplied(size);
      inflater = compression == Compression.ZLIB ? new Inflater() : null;
      in = switch (compression) {
        case NONE -> raw;
        case GZIP -> new BufferedInputStream(gzip(raw), BUFFER);
        case ZLIB -> new InflaterInputStream(raw, inflater, BUFFER);
      };
    } catch (Throwable failure) {
      raw.close();
      throw failure;
    }
  }

  private static long multiplied(long size) {
    return size > Long.MAX_VALUE / MOST_DEFLATED ? Long.MAX_VALUE : size * MOST_DEFLATED;
  }

  private InputStream gzip(InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, BUFFER);
    } catch (ZipException | EOFException damaged) {
      throw notCompressed("gzip", damaged);
    }
  }

  private DataFormatException notCompressed(String kind, IOException cause) {
    return new DataFormatException(file, "it is not compressed by " + kind + ": " + cause.getMessage(),
        "a file compressed by " + kind, "say another compression(...), or none, so that it is found out", cause);
  }

  /**
   * The first record tells: the chance that what is compressed has the right checksum there is one in 2^32, while the two bytes with which a gzip file begins are a length like others.
   */
  private Compression compression(byte[] beginning) {
    if (beginning.length == 0 || MaskedCrc.isLength(beginning)) {
      return Compression.NONE;
    }
    int first = beginning[0] & 0xff;
    int second = beginning.length > 1 ? beginning[1] & 0xff : 0;
    if (first == 0x1f && second == 0x8b) {
      return Compression.GZIP;
    }
    if ((first & 0xf) == 8 && first >>> 4 <= 7 && (first << 8 | second) % 31 == 0) {
      return Compression.ZLIB;
    }
    FileKind kind = FileKind.of(beginning).orElse(null);
    if (kind != null) {
      throw new DataFormatException(file, "it is " + kind.description(), "a TFRecord file", "name such a file");
    }
    return Compression.NONE;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = unwrapped();
      } catch (ZipException damaged) {
        throw fault("the compressed data is damaged: " + damaged.getMessage(), "data that decompresses", damaged);
      } catch (EOFException cut) {
        throw fault("the compressed data is cut off", "more data", cut);
      } catch (IOException failure) {
        throw new UncheckedIOException(file + ": record " + number + " cannot be read: " + failure.getMessage(),
            failure);
      }
      ended = next == null;
    }
    return next != null;
  }

  private @Nullable RawRecord unwrapped() throws IOException {
    try {
      return read();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private RecordPlace place() {
    return new RecordPlace(file, number, position, compression);
  }

  private DataFormatException fault(String problem, String expected, @Nullable Throwable cause) {
    DataFormatException fault = place().fault(problem, expected, REMEDY);
    if (cause != null) {
      fault.initCause(cause);
    }
    return fault;
  }

  private @Nullable RawRecord read() throws IOException {
    int found = in.readNBytes(header, 0, header.length);
    if (found == 0) {
      requireEnd();
      return null;
    }
    if (found < header.length) {
      throw fault("the file ends after " + found + " of the 12 bytes before a record", "a whole record", null);
    }
    if (!MaskedCrc.isLength(header)) {
      throw fault(
          number == 0
              ? "the checksum of the first record's length is wrong, so this is no TFRecord file, or it is damaged"
              : "the checksum of the record's length is wrong",
          String.format(Locale.ROOT, "the masked CRC-32C %08x, not %08x", MaskedCrc.of(header, 8),
              MaskedCrc.int32(header, 8)),
          null);
    }
    long length = MaskedCrc.int64(header);
    long most = mostBytes - (compression == Compression.NONE ? position + header.length + footer.length : 0);
    if (length < 0 || length > most) {
      throw fault("the record's length is " + Long.toUnsignedString(length) + " bytes, but "
          + (compression == Compression.NONE ? Math.max(0, most) + " are left in the file"
              : "the file cannot hold more than " + most),
          "a whole record", null);
    }
    if (length > FileLimits.MAX_ARRAY_LENGTH) {
      throw fault("the record has " + length + " bytes", "at most " + FileLimits.MAX_ARRAY_LENGTH, null);
    }
    byte[] data = FileLimits.allocate(file, compression == Compression.NONE ? length : 0, () -> data((int) length));
    if (data.length < length) {
      throw fault("the file ends after " + data.length + " of the record's " + length + " bytes", "a whole record",
          null);
    }
    found = in.readNBytes(footer, 0, footer.length);
    if (found < footer.length) {
      throw fault("the file ends before the record's checksum", "a whole record", null);
    }
    if (MaskedCrc.int32(footer, 0) != MaskedCrc.of(data, data.length)) {
      throw fault("the checksum of the record is wrong: its " + length + " bytes are damaged",
          String.format(Locale.ROOT, "the masked CRC-32C %08x, not %08x", MaskedCrc.of(data, data.length),
              MaskedCrc.int32(footer, 0)),
          null);
    }
    RawRecord record = new RawRecord(data, place());
    number++;
    position += header.length + length + footer.length;
    return record;
  }

  /** Grows with what is there, so that a length that is a lie costs nothing. */
  private byte[] data(int length) {
    try {
      return in.readNBytes(length);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What stands behind compressed data belongs to no record. */
  private void requireEnd() throws IOException {
    if (inflater != null && position > 0 && inflater.getRemaining() > 0) {
      throw fault("there are bytes behind the end of the compressed data", "the end of the file", null);
    }
  }

  @Override
  public RawRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    RawRecord record = next;
    next = null;
    return record;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      if (inflater != null) {
        inflater.end();
      }
    }
  }
}
