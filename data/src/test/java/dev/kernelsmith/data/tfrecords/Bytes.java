package dev.kernelsmith.data.tfrecords;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes files byte by byte, by the formats' specifications and nothing of ours. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Bytes that a consumer writes. */
  static byte[] of(Consumer<Bytes> content) {
    Bytes bytes = new Bytes();
    content.accept(bytes);
    return bytes.out.toByteArray();
  }

  Bytes put(int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
    return this;
  }

  Bytes put(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A number of some bytes, the least significant first. */
  Bytes little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      put((int) (value >>> 8 * i) & 0xff);
    }
    return this;
  }

  /** A message in a field: tag, length, content. For lengths below 128. */
  Bytes field(int number, byte[] content) {
    if (content.length > 127) {
      throw new IllegalArgumentException("too long for this");
    }
    return put(number << 3 | 2, content.length).put(content);
  }

  /** A record: its length, the length's checksum, its bytes, their checksum. */
  Bytes record(byte[] data) {
    byte[] length = of(bytes -> bytes.little(data.length, 8));
    return put(length).little(masked(length), 4).put(data).little(masked(data), 4);
  }

  /** The checksum by its definition: {@code ((crc >> 15) | (crc << 17)) + 0xa282ead8}, in 32 bits. */
  static long masked(byte[] data) {
    long crc = crc32c(data);
    return (((crc >>> 15) | (crc << 17)) + 0xa282ead8L) & 0xffffffffL;
  }

  /** CRC-32C bit by bit: polynomial 0x1EDC6F41, reflected. */
  static long crc32c(byte[] data) {
    long crc = 0xffffffffL;
    for (byte each : data) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0x82f63b78L : crc >>> 1;
      }
    }
    return crc ^ 0xffffffffL;
  }
}
