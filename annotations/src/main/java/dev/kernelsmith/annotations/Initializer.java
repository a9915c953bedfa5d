package dev.kernelsmith.annotations;

/** Distributions from which weights start. Biases start at zero. */
public enum Initializer {
  /** {@link #HE_NORMAL} before RELU, RELU6 and LEAKY_RELU, {@link #LECUN_NORMAL} before SELU, else {@link #GLOROT_UNIFORM}. */
  AUTO,
  /** Uniform in plus or minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio, 2010). */
  GLOROT_UNIFORM,
  /** Normal with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio, 2010). */
  GLOROT_NORMAL,
  /** Uniform in plus or minus {@code sqrt(6 / fanIn)} (He et al., 2015). */
  HE_UNIFORM,
  /** Normal with variance {@code 2 / fanIn} (He et al., 2015). */
  HE_NORMAL,
  /** Uniform in plus or minus {@code sqrt(3 / fanIn)} (LeCun et al., "Efficient BackProp", 1998). */
  LECUN_UNIFORM,
  /** Normal with variance {@code 1 / fanIn} (LeCun et al., "Efficient BackProp", 1998). */
  LECUN_NORMAL,
  /** Normal with mean 0 and standard deviation 0.05. */
  NORMAL,
  /** The same without what is more than two standard deviations from 0, as Keras' {@code TruncatedNormal}: deviates beyond are drawn again. */
  TRUNCATED_NORMAL,
  /**
   * A random orthogonal matrix (Saxe, McClelland and Ganguli, 2014): all axes but the last are its rows, and rows or columns, whichever are fewer, are orthonormal. It takes time, 4 n^2 m operations for
   * n of length m: seconds for a convolution of 512 channels.
   */
  ORTHOGONAL,
  /** All zero. */
  ZEROS,
  /** All one. */
  ONES,
  /** All a quarter, as the slopes of {@link PRelu}. */
  QUARTER
}
