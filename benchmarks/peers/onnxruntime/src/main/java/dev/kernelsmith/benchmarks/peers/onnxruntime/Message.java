package dev.kernelsmith.benchmarks.peers.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of protocol buffers, written field by field. */
final class Message {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  Message put(int field, long number) {
    tag(field, VARINT);
    varint(number);
    return this;
  }

  Message put(int field, String text) {
    return put(field, text.getBytes(StandardCharsets.UTF_8));
  }

  Message put(int field, Message message) {
    return put(field, message.bytes());
  }

  Message put(int field, byte[] bytes) {
    tag(field, BYTES);
    varint(bytes.length);
    written.writeBytes(bytes);
    return this;
  }

  Message put(int field, float number) {
    tag(field, FIXED32);
    written.writeBytes(littleEndian(number));
    return this;
  }

  byte[] bytes() {
    return written.toByteArray();
  }

  /** Floats as they lie in memory on most machines. */
  static byte[] littleEndian(float... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(numbers);
    return buffer.array();
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private void varint(long number) {
    long rest = number;
    while (rest >>> 7 != 0) {
      written.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    written.write((int) rest);
  }
}
