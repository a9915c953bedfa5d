package dev.kernelsmith.runtime.io;

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
  static final String REMEDY = "the file is damaged or not a safetensors file: write, copy or download it again";

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
    int headerBytes = readHeaderLength();
    byte[] json = FileLimits.allocate(file, headerBytes, () -> new byte[headerBytes]);
    fill(ByteBuffer.wrap(json));
    long dataBytes = size - LENGTH_BYTES - headerBytes;
    return readTensors(SafetensorsHeader.parse(file, json, dataBytes), dataBytes);
  }

  private int readHeaderLength() throws IOException {
    if (size < LENGTH_BYTES) {
      throw new DataFormatException(file, "it has only " + size + " bytes", "at least 8", REMEDY);
    }
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(buffer);
    long length = buffer.getLong(0);
    long most = Math.min(size - LENGTH_BYTES, SafetensorsHeader.MAX_BYTES);
    if (length < 0 || length > most) {
      String problem = "its first 8 bytes announce a header of " + Long.toUnsignedString(length) + " bytes";
      throw new DataFormatException(file, problem, "at most " + most, REMEDY);
    }
    return (int) length;
  }

  private SafetensorsFile readTensors(SafetensorsHeader header, long dataBytes) throws IOException {
    Map<String, Tensor> tensors =
        FileLimits.allocate(
            file,
            dataBytes,
            () -> {
              Map<String, Tensor> zeros = new LinkedHashMap<>();
              header.entries()
                  .forEach(entry -> zeros.put(entry.name(), TensorCodec.allocate(entry.dtype(), entry.shape())));
              return zeros;
            });
    Checksum checksum = new Checksum();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      CRC32C crc = new CRC32C();
      TensorCodec.decode(
          tensor,
          chunk -> {
            fill(chunk);
            crc.update(chunk.rewind());
          });
      checksum.add(entry.getKey(), tensor.dtype(), tensor.shape(), crc.getValue());
    }
    return new SafetensorsFile(tensors, verified(header.metadata(), checksum));
  }

  /** Compares the checksum, where the file has one, and returns the other metadata. */
  private Map<String, String> verified(Map<String, String> all, Checksum checksum) {
    Map<String, String> metadata = new LinkedHashMap<>(all);
    String stored = metadata.remove(Checksum.KEY);
    boolean misplaced = metadata.values().stream().anyMatch(Checksum::isChecksum);
    if (misplaced || (stored != null && !stored.equals(checksum.text(metadata)))) {
      throw new DataFormatException(
          file,
          "the content does not match its checksum (metadata " + Checksum.KEY + ")",
          "the content that was written",
          REMEDY + "; if another program changed the file on purpose, remove that metadata entry");
    }
    return metadata;
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new DataFormatException(file, "it became shorter while it was read", "a file at rest", "read it again");
      }
    }
  }
}
