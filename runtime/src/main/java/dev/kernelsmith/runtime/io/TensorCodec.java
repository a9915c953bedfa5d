package dev.kernelsmith.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves the elements of tensors to and from little-endian bytes, a chunk at a time. */
final class TensorCodec {
  private static final int CHUNK_BYTES = 1 << 18;

  private TensorCodec() {}

  /** Takes or fills the remaining bytes of a chunk. */
  @FunctionalInterface
  interface Chunk {
    void move(ByteBuffer chunk) throws IOException;
  }

  /** Hands the bytes of all elements to {@code out}, chunk by chunk. */
  static void encode(Tensor tensor, Chunk out) throws IOException {
    ByteBuffer buffer = buffer(tensor, tensor.dtype().bytes());
    int step = buffer.capacity() / tensor.dtype().bytes();
    int length = tensor.length();
    int count;
    for (int from = 0; from < length; from += count) {
      count = Math.min(step, length - from);
      buffer.clear().limit(count * tensor.dtype().bytes());
      tensor.dtype().encode(tensor, from, count, buffer);
      out.move(buffer);
    }
  }

  /** Sets all elements from bytes of a type that {@code in} fills in, chunk by chunk. */
  static void decode(StoredType type, Tensor tensor, Chunk in) throws IOException {
    ByteBuffer buffer = buffer(tensor, type.bytes());
    int step = buffer.capacity() / type.bytes();
    int length = tensor.length();
    int count;
    for (int from = 0; from < length; from += count) {
      count = Math.min(step, length - from);
      buffer.clear().limit(count * type.bytes());
      in.move(buffer);
      type.decode(buffer.rewind(), tensor, from, count);
    }
  }

  private static ByteBuffer buffer(Tensor tensor, int elementBytes) {
    long bytes = (long) tensor.length() * elementBytes;
    return ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
