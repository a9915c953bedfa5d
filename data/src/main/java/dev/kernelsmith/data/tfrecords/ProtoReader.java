package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The wire format of protocol buffers (protobuf.dev/programming-guides/encoding), read from a range of bytes. Whatever the bytes are, nothing is read outside the range, and nothing allocated that is longer than it.
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int GROUP = 3;
  static final int GROUP_END = 4;
  static final int FIXED32 = 5;

  private static final String REMEDY = "write the file again, or use another one";
  private static final int MOST_GROUPS = 100;
  private static final String[] TYPES = {"a varint", "8 bytes", "a string of bytes", "a group", "the end of a group",
    "4 bytes", "unknown", "unknown"};

  private final byte[] bytes;
  private final RecordPlace place;
  private final int end;
  private int at;
  private int field;
  private int type;

  ProtoReader(byte[] bytes, RecordPlace place) {
    this(bytes, 0, bytes.length, place);
  }

  private ProtoReader(byte[] bytes, int from, int end, RecordPlace place) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.place = place;
  }

  DataFormatException fault(String problem, String expected) {
    return place.faultAt(at, problem, expected, REMEDY);
  }

  boolean hasMore() {
    return at < end;
  }

  /** Goes to the next field, and gives its number. */
  int field() {
    int start = at;
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 32 != 0 || field == 0 || type > FIXED32) {
      at = start;
      throw fault("there is no field " + (tag >>> 3) + " of type " + type, "a field of a tf.train.Example");
    }
    return field;
  }

  int type() {
    return type;
  }

  /** Fails where the field is not of a type. */
  void require(int wanted, String name) {
    if (type != wanted) {
      throw fault(name + " is " + TYPES[type], TYPES[wanted]);
    }
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw fault("a number is cut off", "more bytes");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw fault("a number has more than 10 bytes", "a varint");
  }

  float fixed32() {
    requireBytes(4);
    float value = Float.intBitsToFloat(
        bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24);
    at += 4;
    return value;
  }

  private void requireBytes(long count) {
    if (count < 0 || count > end - at) {
      throw fault("there are " + Long.toUnsignedString(count) + " bytes to come, but " + (end - at) + " are left",
          "what fits into the record");
    }
  }

  /** A reader of the message or the packed values that come. */
  ProtoReader message(String name) {
    require(LENGTH, name);
    long length = varint();
    requireBytes(length);
    ProtoReader part = new ProtoReader(bytes, at, at + (int) length, place);
    at += (int) length;
    return part;
  }

  byte[] string(String name) {
    ProtoReader part = message(name);
    return Arrays.copyOfRange(bytes, part.at, part.end);
  }

  String text(String name) {
    ProtoReader part = message(name);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, part.at, part.end - part.at)).toString();
    } catch (CharacterCodingException invalid) {
      throw part.fault(name + " is no text", "UTF-8");
    }
  }

  /** Bytes left. */
  int left() {
    return end - at;
  }

  /** Passes over a field that nobody knows. */
  void skip() {
    skip(MOST_GROUPS);
  }

  private void skip(int depth) {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> pass(8);
      case FIXED32 -> pass(4);
      case LENGTH -> message("an unknown field");
      case GROUP -> {
        int group = field;
        if (depth == 0) {
          throw fault("there are more than " + MOST_GROUPS + " groups in groups", "a tf.train.Example");
        }
        while (field() != group || type != GROUP_END) {
          skip(depth - 1);
        }
      }
      default -> throw fault("a group ends that has not begun", "a field of a tf.train.Example");
    }
  }

  private void pass(int count) {
    requireBytes(count);
    at += count;
  }
}
