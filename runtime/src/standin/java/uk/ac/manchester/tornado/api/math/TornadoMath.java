package uk.ac.manchester.tornado.api.math;

/** Functions that kernels may call. */
public final class TornadoMath {
  private TornadoMath() {}

  /** The smaller one. */
  public static float min(float a, float b) {
    return Math.min(a, b);
  }

  /** The greater one. */
  public static float max(float a, float b) {
    return Math.max(a, b);
  }

  /** The value without its sign. */
  public static float abs(float a) {
    return Math.abs(a);
  }

  /** The nearest value within bounds. */
  public static float clamp(float a, float low, float high) {
    return Math.min(Math.max(a, low), high);
  }

  /** The smaller one. */
  public static double min(double a, double b) {
    return Math.min(a, b);
  }

  /** The greater one. */
  public static double max(double a, double b) {
    return Math.max(a, b);
  }

  /** The value without its sign. */
  public static double abs(double a) {
    return Math.abs(a);
  }

  /** The nearest value within bounds. */
  public static double clamp(double a, double low, double high) {
    return Math.min(Math.max(a, low), high);
  }

  /** The smaller one. */
  public static int min(int a, int b) {
    return Math.min(a, b);
  }

  /** The greater one. */
  public static int max(int a, int b) {
    return Math.max(a, b);
  }

  /** The value without its sign. */
  public static int abs(int a) {
    return Math.abs(a);
  }

  /** The nearest value within bounds. */
  public static int clamp(int a, int low, int high) {
    return Math.min(Math.max(a, low), high);
  }

  /** The smaller one. */
  public static long min(long a, long b) {
    return Math.min(a, b);
  }

  /** The greater one. */
  public static long max(long a, long b) {
    return Math.max(a, b);
  }

  /** The value without its sign. */
  public static long abs(long a) {
    return Math.abs(a);
  }

  /** The nearest value within bounds. */
  public static long clamp(long a, long low, long high) {
    return Math.min(Math.max(a, low), high);
  }

  /** e to a power. */
  public static float exp(float a) {
    return (float) Math.exp(a);
  }

  /** e to a power. */
  public static double exp(double a) {
    return Math.exp(a);
  }

  /** The square root. */
  public static float sqrt(float a) {
    return (float) Math.sqrt(a);
  }

  /** The square root. */
  public static double sqrt(double a) {
    return Math.sqrt(a);
  }

  /** The natural logarithm. */
  public static float log(float a) {
    return (float) Math.log(a);
  }

  /** The natural logarithm. */
  public static double log(double a) {
    return Math.log(a);
  }

  /** The hyperbolic tangent. */
  public static float tanh(float a) {
    return (float) Math.tanh(a);
  }

  /** The hyperbolic tangent. */
  public static double tanh(double a) {
    return Math.tanh(a);
  }

  /** The sine of an angle in radians. */
  public static float sin(float a) {
    return (float) Math.sin(a);
  }

  /** The sine of an angle in radians. */
  public static double sin(double a) {
    return Math.sin(a);
  }

  /** The cosine of an angle in radians. */
  public static float cos(float a) {
    return (float) Math.cos(a);
  }

  /** The cosine of an angle in radians. */
  public static double cos(double a) {
    return Math.cos(a);
  }

  /** The tangent of an angle in radians. */
  public static float tan(float a) {
    return (float) Math.tan(a);
  }

  /** The tangent of an angle in radians. */
  public static double tan(double a) {
    return Math.tan(a);
  }

  /** The angle of a tangent. */
  public static float atan(float a) {
    return (float) Math.atan(a);
  }

  /** The angle of a tangent. */
  public static double atan(double a) {
    return Math.atan(a);
  }

  /** The angle of a sine. */
  public static float asin(float a) {
    return (float) Math.asin(a);
  }

  /** The angle of a sine. */
  public static double asin(double a) {
    return Math.asin(a);
  }

  /** The angle of a cosine. */
  public static float acos(float a) {
    return (float) Math.acos(a);
  }

  /** The angle of a cosine. */
  public static double acos(double a) {
    return Math.acos(a);
  }

  /** The greatest whole number that is not greater. */
  public static float floor(float a) {
    return (float) Math.floor(a);
  }

  /** The greatest whole number that is not greater. */
  public static double floor(double a) {
    return Math.floor(a);
  }

  /** The smallest whole number that is not smaller. */
  public static float ceil(float a) {
    return (float) Math.ceil(a);
  }

  /** The smallest whole number that is not smaller. */
  public static double ceil(double a) {
    return Math.ceil(a);
  }

  /** -1, 0 or 1. */
  public static float signum(float a) {
    return Math.signum(a);
  }

  /** -1, 0 or 1. */
  public static double signum(double a) {
    return Math.signum(a);
  }

  /** A power. */
  public static float pow(float a, float b) {
    return (float) Math.pow(a, b);
  }

  /** A power. */
  public static double pow(double a, double b) {
    return Math.pow(a, b);
  }

  /** The angle of a point. */
  public static float atan2(float a, float b) {
    return (float) Math.atan2(a, b);
  }

  /** The angle of a point. */
  public static double atan2(double a, double b) {
    return Math.atan2(a, b);
  }

  /** The logarithm to base 2. */
  public static float log2(float a) {
    return (float) (Math.log(a) / Math.log(2));
  }

  /** The ratio of a circle's circumference to its diameter. */
  public static float floatPI() {
    return (float) Math.PI;
  }
}
