package dev.kernelsmith.tools;

import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** The command line, in a process that says when it draws digits. */
final class Drawing {
  static final String DRAWS = "digits are drawn";

  private Drawing() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().start(() -> {
      while (!draws()) {
        LockSupport.parkNanos(10_000_000);
      }
      System.out.println(DRAWS);
    });
    Kernelsmith.main(args);
  }

  private static boolean draws() {
    return Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(HandwrittenDigits.class.getName()));
  }
}
