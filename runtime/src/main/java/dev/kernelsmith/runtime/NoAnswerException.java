package dev.kernelsmith.runtime;

/**
 * A sample has no class, since an output of the network for it is NaN or infinite. The message names the network, the sample, the output, its position where there are several,
 * and the likely cause: a value of the input, a parameter, or neither, so that numbers grew too large in between.
 */
public final class NoAnswerException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final int sample;

  NoAnswerException(String message, int sample) {
    super(message);
    this.sample = sample;
  }

  /** Index of the first sample without an answer; 0 where one sample was asked for. */
  public int sample() {
    return sample;
  }
}
