package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Sends signals to processes. */
final class Signalled {
  private static final int PATIENCE_SECONDS = 300;

  private Signalled() {}

  /** Whether a process that this JVM starts hears a signal: one that is ignored here is ignored there, as behind {@code nohup}. */
  static boolean hears(String signal) throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return true;
    }
    int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        return !new BigInteger(line.substring(7).strip(), 16).testBit(number - 1);
      }
    }
    return true;
  }

  /** Waits until a process has done something. */
  static void await(Callable<Boolean> done, Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!done.call()) {
      assertTrue(process.isAlive(), "it ended by itself");
      assertTrue(System.nanoTime() < end, "it does nothing");
      Thread.sleep(20);
    }
  }

  /** Sends a signal. */
  static void send(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  /** Sends a signal and waits for the end: the exit code. */
  static int end(Process process, String signal) throws Exception {
    send(process, signal);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("SIG" + signal + " did not end it");
    }
    return process.exitValue();
  }
}
