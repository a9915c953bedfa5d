package dev.kernelsmith.runtime.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File access by an interrupted thread. A channel closes itself under such a thread; yet interrupting is how a training is stopped, and
 * what it has learned is saved next, by the same thread.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** File access that can be begun again. */
  @FunctionalInterface
  interface Access<T> {
    /** Does it from the beginning. */
    T run() throws IOException;
  }

  /** Does it to its end, again where an interrupt cuts it off; the thread's interrupted state is then as before, or set. */
  static <T> T run(Access<T> access) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return access.run();
        } catch (ClosedByInterruptException cutOff) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
