package dev.kernelsmith.benchmarks.peers;

/** A network that foretells one character after the other, and keeps what it needs of those before. */
public interface SequenceWriter extends AutoCloseable {
  /** Begins another text, which has at most {@link SequenceModel#WINDOW} characters. */
  void begin();

  /** Takes the next character; gives the probability of each that may come behind it, as a Java array. */
  float[] step(int character);

  /** Gives back what it holds outside the heap, if anything. */
  @Override
  default void close() {}
}
