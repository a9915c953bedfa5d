package dev.kernelsmith.processor.oracle;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived adjoints of random programs: sound, and equal to differences. */
class AdjointsPropertyTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeWithDifferences(long seed) {
    Random random = new Random(seed);
    RandomForward forward = new RandomForward(random);
    GradientCheck.jacobian(forward.statements(), forward.result(), random);
  }
}
