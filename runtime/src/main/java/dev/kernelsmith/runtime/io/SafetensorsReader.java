package dev.kernelsmith.runtime.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads one safetensors file: all of it, or nothing and an exception. */
final class SafetensorsReader {
  static final String ANOTHER = "name a safetensors file";
  static final String CUT_OFF = "the file is cut off: copy or download it again, and all of it";
  static final String DAMAGED = "the file is damaged: copy or download it again, or write it again";

  private static final int LENGTH_BYTES = 8;

  private final Path file;
  private final ReadableByteChannel channel;
  private final long size;

  /**
   * Makes a reader for one file.
   *
   * @param file named in messages
   * @param channel gives the file's bytes from the first on
   * @param size how many bytes the file has
   */
  SafetensorsReader(Path file, ReadableByteChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  SafetensorsFile read() throws IOException {
    byte[] beginning = new byte[(int) Math.min(size, LENGTH_BYTES + 1)];
    fill(ByteBuffer.wrap(beginning));
    if (size < LENGTH_BYTES) {
      String problem = size == 0 ? "it is empty" : "it has only " + size + " bytes";
      throw new DataFormatException(file, problem, "at least 8 bytes", CUT_OFF);
    }
    int headerBytes = headerLength(beginning);
    byte[] json = FileLimits.allocate(file, headerBytes, () -> new byte[headerBytes]);
    if (headerBytes > 0) {
      json[0] = beginning[LENGTH_BYTES];
      fill(ByteBuffer.wrap(json, 1, headerBytes - 1));
    }
    long dataBytes = size - LENGTH_BYTES - headerBytes;
    return readTensors(SafetensorsHeader.parse(file, json, dataBytes));
  }

  /** The length of the header, which the first 8 bytes of the file tell and a brace follows. */
  private int headerLength(byte[] beginning) {
    long length = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN).getLong();
    boolean possible = length >= 0 && length <= SafetensorsHeader.MAX_BYTES;
    boolean brace = beginning.length > LENGTH_BYTES && beginning[LENGTH_BYTES] == '{';
    if (!possible || !brace) {
      FileKind kind = FileKind.of(beginning).orElse(null);
      if (kind != null) {
        throw new DataFormatException(file, "it is " + kind.origin(), "a safetensors file", ANOTHER);
      }
    }
    if (!possible) {
      String problem = "its first 8 bytes announce a header of " + Long.toUnsignedString(length) + " bytes";
      throw new DataFormatException(file, problem, "at most " + SafetensorsHeader.MAX_BYTES, ANOTHER);
    }
    if (length > size - LENGTH_BYTES) {
      String problem = "its header should have " + length + " bytes, but only " + (size - LENGTH_BYTES) + " follow";
      throw new DataFormatException(file, problem, "the whole header",
          brace || size == LENGTH_BYTES ? CUT_OFF : ANOTHER);
    }
    return (int) length;
  }

  private SafetensorsFile readTensors(SafetensorsHeader header) throws IOException {
    long bytes = 0;
    for (SafetensorsHeader.Entry entry : header.entries()) {
      bytes += Tensor.length(entry.shape()) * entry.type().dtype().bytes();
    }
    Map<String, Tensor> tensors =
        FileLimits.allocate(
            file,
            bytes,
            () -> {
              Map<String, Tensor> zeros = new LinkedHashMap<>();
              header.entries().forEach(entry -> zeros.put(entry.name(), entry.type().allocate(entry.shape())));
              return zeros;
            });
    Checksum checksum = new Checksum();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      CRC32C crc = new CRC32C();
      TensorCodec.decode(
          entry.type(),
          requireNonNull(tensors.get(entry.name())),
          chunk -> {
            fill(chunk);
            crc.update(chunk.rewind());
          });
      checksum.add(entry.name(), entry.type().name(), entry.shape(), crc.getValue());
    }
    return new SafetensorsFile(tensors, verified(header.metadata(), checksum));
  }

  /** Compares the checksum, where the file has one, and returns the other metadata. */
  private Map<String, String> verified(Map<String, String> all, Checksum checksum) {
    Map<String, String> metadata = new LinkedHashMap<>(all);
    String stored = metadata.remove(Checksum.KEY);
    if (stored == null) {
      requireNoneMisplaced(all, checksum);
    } else if (!stored.equals(checksum.text(metadata))) {
      throw new DataFormatException(
          file,
          "the content does not match its checksum (metadata " + Checksum.KEY + ")",
          "the content that was written",
          DAMAGED + "; if another program changed it on purpose, have that program leave out that metadata entry");
    }
    return metadata;
  }

  /** A file whose checksum stands under another key has lost the key. */
  private void requireNoneMisplaced(Map<String, String> all, Checksum checksum) {
    all.forEach(
        (key, value) -> {
          if (Checksum.isChecksum(value)) {
            Map<String, String> others = new LinkedHashMap<>(all);
            others.remove(key);
            if (value.equals(checksum.text(others))) {
              throw new DataFormatException(
                  file, "its checksum stands under the metadata key \"" + key + "\"", Checksum.KEY, DAMAGED);
            }
          }
        });
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new DataFormatException(file, "it became shorter while it was read", "a file at rest", "read it again");
      }
    }
  }
}
