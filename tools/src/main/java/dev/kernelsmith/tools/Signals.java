package dev.kernelsmith.tools;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * What happens when somebody presses Ctrl-C, or asks the process to end in another way. Mostly it ends at once. Work that has results
 * worth keeping is interrupted instead, in the sense of {@link Thread#interrupt}, and goes on to save them. A second signal ends the
 * process whatever it does.
 *
 * <p>The signals are those of {@code sun.misc.Signal}, which module jdk.unsupported exports: a shutdown hook, the one way of the Java
 * platform, cannot hear a second signal.
 */
final class Signals {
  /** Exit codes as shells know them, 128 and the signal's number. */
  private static final Map<String, Integer> EXIT_CODES = new TreeMap<>(Map.of("HUP", 129, "INT", 130, "TERM", 143));

  private static final Signals PROCESS = new Signals();

  private final AtomicInteger received = new AtomicInteger();
  private @Nullable Thread guarded;

  /** Signals of nobody; {@link #process} has those of this process. */
  Signals() {}

  /** Work that saves what it has done when its thread is interrupted. */
  @FunctionalInterface
  interface Work {
    /** Works to the end, or until interrupted. */
    void run() throws IOException;
  }

  /** The signals of this process. */
  static Signals process() {
    return PROCESS;
  }

  /** Begins to hear the signals of this process. One that is ignored, as by {@code nohup}, stays ignored. */
  static void listen() {
    EXIT_CODES.forEach((name, exitCode) -> {
      try {
        Signal.handle(new Signal(name), signal -> PROCESS.receive(signal.toString(), exitCode));
      } catch (IllegalArgumentException e) {
        // Not a signal of this system, or the JVM has it for itself (-Xrs): then it does what it does without us.
      }
    });
  }

  /**
   * Does work that is interrupted, not ended, by a first signal.
   *
   * @return the exit code that belongs to the signal; 0 if there was none
   */
  int guard(Work work) throws IOException {
    synchronized (this) {
      guarded = Thread.currentThread();
    }
    try {
      work.run();
    } finally {
      synchronized (this) {
        guarded = null;
        if (received.get() != 0) {
          Thread.interrupted(); // it was for the work, which has ended
        }
      }
    }
    return received.get();
  }

  /** Does what a signal asks for; in a thread of its own. */
  void receive(String name, int exitCode) {
    if (!received.compareAndSet(0, exitCode)) {
      Runtime.getRuntime().halt(exitCode); // not exit, which would wait for what the first signal began
    }
    synchronized (this) {
      if (guarded != null) {
        guarded.interrupt();
        return;
      }
    }
    System.err.println("kernelsmith: ended by " + name);
    System.exit(exitCode);
  }
}
