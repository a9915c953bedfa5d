package dev.kernelsmith.runtime.kernel;

/**
 * Normally distributed numbers from uniformly distributed ones: the inverse of the normal distribution function by the rational approximations
 * PPND7 of M. J. Wichura ("Algorithm AS 241", Applied Statistics 37, 1988), which are off by a few parts in 10^7. Their third range, beyond
 * five in the square root of the logarithm, begins at a probability of 1.4e-11, which 32 random bits do not reach.
 *
 * <p>Sums and products of doubles and {@link StrictMath} are specified to the bit, so results are the same on every JVM.
 */
public final class NormalQuantile {
  /** Up to here the distance from one half is what the approximation is by. */
  private static final double CENTRAL = 0.425;

  private static final double CENTRAL_SQUARED = 0.180625;
  private static final double TAIL_SHIFT = 1.6;

  private NormalQuantile() {}

  /**
   * The number below which a standard normal variable is with probability {@code (1 + signed) / 2}.
   *
   * @param signed above -1 and below 1, no nearer to these than 2^-32
   */
  public static double of(double signed) {
    double q = 0.5 * signed;
    return Math.abs(q) <= CENTRAL ? central(q) : Math.copySign(tail(0.5 - Math.abs(q)), q);
  }

  private static double central(double q) {
    double r = CENTRAL_SQUARED - q * q;
    return q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  private static double tail(double probability) {
    double r = Math.sqrt(-StrictMath.log(probability)) - TAIL_SHIFT;
    return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.73700164250) * r + 1);
  }
}
