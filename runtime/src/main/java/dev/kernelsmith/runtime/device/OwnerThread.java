package dev.kernelsmith.runtime.device;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The one thread that talks to a driver. Calls from any thread are handed over to it, and their callers wait for the answer. */
final class OwnerThread {
  private final ExecutorService executor;

  OwnerThread(String name) {
    executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Has the thread do something and waits for it; see {@link #answer}. */
  <T> T call(Callable<T> work) throws Throwable {
    return answer(begin(work));
  }

  /** Has the thread do something, after what it has in hand. */
  <T> Future<T> begin(Callable<T> work) {
    return executor.submit(work);
  }

  /**
   * Waits for what the thread does. An interrupt of the caller does not cut it short: the caller stays interrupted.
   *
   * @throws Throwable what the work threw
   */
  static <T> T answer(Future<T> answer) throws Throwable {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException exception) {
          interrupted = true;
        } catch (ExecutionException thrown) {
          throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the thread after what it has in hand. */
  void end() {
    executor.shutdown();
  }
}
