package dev.kernelsmith.data.tfrecords;

/** How the bytes of a TFRecord file are compressed, all of them together. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** RFC 1952; TensorFlow's {@code "GZIP"}. */
  GZIP,
  /** RFC 1950; TensorFlow's {@code "ZLIB"}. */
  ZLIB
}
