package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads and writes weights in the <a href="https://github.com/huggingface/safetensors">safetensors</a> format: eight
 * bytes with the length of the header (little-endian), a JSON header with names, types, shapes and offsets, then the
 * elements, little-endian and without gaps.
 *
 * <p>Files written here carry a checksum in their metadata ({@code kernelsmith.checksum}); other programs see one
 * more metadata entry and need not care. A file without it is read all the same.
 */
public final class Safetensors {
  private Safetensors() {}

  /**
   * Reads a whole file.
   *
   * @param file the file
   * @return its tensors, in the order of their data, and its metadata, without the checksum; elements of types F16 and
   *     BF16 as {@link DType#F32}, which has all their values
   * @throws DataFormatException if the file is damaged, cut off, not a safetensors file, larger than the heap, or has
   *     element types other than F16, BF16 and those of {@link DType}; nothing of it is returned then
   * @throws IOException if the file does not exist or cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    FileLimits.requireRegularFile(file);
    return Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(file, READ)) {
            return new SafetensorsReader(file, channel, channel.size()).read();
          }
        });
  }

  /**
   * Creates or replaces a file, {@linkplain AtomicFile atomically}. The same content always gives the same bytes,
   * whatever the order of the maps: tensors stand by element size, the largest first, then by name; metadata by key.
   *
   * @param file the file
   * @param content what to write
   * @throws IllegalArgumentException if there are more tensors or metadata than a header can hold
   * @throws IOException if the file cannot be written; a file that was there before is then untouched
   */
  public static void write(Path file, SafetensorsFile content) throws IOException {
    List<Map.Entry<String, Tensor>> tensors =
        content.tensors()
            .entrySet()
            .stream()
            .sorted(
                Comparator.<Map.Entry<String, Tensor>>comparingInt(entry -> -entry.getValue().dtype().bytes())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    byte[] header = header(tensors, content.metadata());
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip();
          writeFully(channel, length);
          writeFully(channel, ByteBuffer.wrap(header));
          for (Map.Entry<String, Tensor> entry : tensors) {
            TensorCodec.encode(entry.getValue(), chunk -> writeFully(channel, chunk));
          }
        });
  }

  /** The header, filled with spaces to a multiple of 8 bytes so that the elements are aligned. */
  private static byte[] header(List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata)
      throws IOException {
    if (Math.max(tensors.size(), metadata.size() + 1) > SafetensorsHeader.MAX_ENTRIES) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d tensors and %d metadata entries are too many for one file: at most %d of each",
              tensors.size(), metadata.size(), SafetensorsHeader.MAX_ENTRIES));
    }
    StringBuilder json = new StringBuilder("{");
    appendMetadata(json, tensors, metadata);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors) {
      Tensor tensor = entry.getValue();
      long end = offset + (long) tensor.length() * tensor.dtype().bytes();
      json.append(',').append(JsonText.quote(entry.getKey()));
      json.append(":{\"dtype\":\"").append(tensor.dtype());
      json.append("\",\"shape\":").append(tensor.shape().toString().replace(" ", ""));
      json.append(",\"data_offsets\":[").append(offset).append(',').append(end).append("]}");
      offset = end;
    }
    json.append("}");
    int bytes = json.toString().getBytes(UTF_8).length;
    if (bytes > SafetensorsHeader.MAX_BYTES - 8) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the header would have %d bytes: a safetensors header may have 100,000,000",
              bytes));
    }
    return json.append(" ".repeat(-bytes & 7)).toString().getBytes(UTF_8);
  }

  private static void appendMetadata(
      StringBuilder json, List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) throws IOException {
    Map<String, String> sorted = new TreeMap<>(metadata);
    sorted.put(Checksum.KEY, checksum(tensors).text(metadata));
    json.append(JsonText.quote(SafetensorsFile.METADATA));
    char separator = '{';
    json.append(':');
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      json.append(separator)
          .append(JsonText.quote(entry.getKey()))
          .append(':')
          .append(JsonText.quote(entry.getValue()));
      separator = ',';
    }
    json.append('}');
  }

  private static Checksum checksum(List<Map.Entry<String, Tensor>> tensors) throws IOException {
    Checksum checksum = new Checksum();
    for (Map.Entry<String, Tensor> entry : tensors) {
      CRC32C crc = new CRC32C();
      TensorCodec.encode(entry.getValue(), crc::update);
      checksum.add(entry.getKey(), entry.getValue().dtype().name(), entry.getValue().shape(), crc.getValue());
    }
    return checksum;
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
