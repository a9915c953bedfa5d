package dev.kernelsmith.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** IDX files written byte by byte. */
final class IdxBytes {
  private IdxBytes() {}

  /** A header. */
  static byte[] header(int code, int... shape) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length).putInt(code << 8 | shape.length);
    for (int extent : shape) {
      header.putInt(extent);
    }
    return header.array();
  }

  /** A file of single bytes. */
  static byte[] file(int code, int[] shape, int... values) {
    byte[] header = header(code, shape);
    ByteBuffer file = ByteBuffer.allocate(header.length + values.length).put(header);
    for (int value : values) {
      file.put((byte) value);
    }
    return file.array();
  }

  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
