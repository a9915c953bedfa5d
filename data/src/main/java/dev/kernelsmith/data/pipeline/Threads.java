package dev.kernelsmith.data.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Threads that read ahead: they do not keep a program from ending, and end with what they read for. */
final class Threads implements AutoCloseable {
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final ExecutorService executor;

  /**
   * Threads, none of which is started before it has something to do.
   *
   * @param name for debuggers
   */
  Threads(String name, int count) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    executor = Executors.newFixedThreadPool(count, task -> {
      Thread thread = factory.newThread(task);
      started.add(thread);
      return thread;
    });
  }

  /** What gives them work. */
  ExecutorService executor() {
    return executor;
  }

  /** Interrupts them, and waits until they have ended; an interrupt does not hinder that. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    for (Thread thread : started) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException interrupt) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells a caller that it was interrupted while it waited; its interrupted state stays. */
  static RecordException interrupted(InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    return new RecordException("the thread was interrupted while it waited for a record", interrupt);
  }
}
