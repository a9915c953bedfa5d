package dev.kernelsmith.data.tfrecords;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the wire format of protocol buffers. */
final class ProtoWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  void fixed32(float value) {
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bits >>> shift);
    }
  }

  void bytes(int field, byte[] bytes) {
    varint((long) field << 3 | ProtoReader.LENGTH);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  void message(int field, ProtoWriter message) {
    bytes(field, message.toBytes());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
