package dev.kernelsmith.data.pipeline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that read ahead: they do not keep a program from ending, and end with what they read for. */
final class Threads {
  private Threads() {}

  /** Makes threads with a name for debuggers. */
  static ThreadFactory named(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
  }

  /** Waits until the threads of an executor have ended; an interrupt does not hinder it. */
  static void await(ExecutorService executor) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException interrupt) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells a caller that it was interrupted while it waited; its interrupted state stays. */
  static RecordException interrupted() {
    Thread.currentThread().interrupt();
    return new RecordException("the thread was interrupted while it waited for a record");
  }
}
