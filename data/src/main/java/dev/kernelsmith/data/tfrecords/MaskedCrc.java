package dev.kernelsmith.data.tfrecords;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The checksum of TFRecord files: CRC-32C (RFC 3720), turned by 15 bits, plus a constant, so that checksums of what has checksums in it are no trouble. Numbers are little-endian. */
final class MaskedCrc {
  private static final int DELTA = 0xa282ead8;

  private MaskedCrc() {}

  /** Of the first bytes of an array. */
  static int of(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + DELTA;
  }

  /** Whether 8 bytes are followed by their checksum, as the length of a record is. */
  static boolean isLength(byte[] beginning) {
    return beginning.length >= RecordPlace.HEADER && int32(beginning, 8) == of(beginning, 8);
  }

  static int int32(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  static long int64(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }
}
