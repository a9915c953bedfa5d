package dev.kernelsmith.runtime.device;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The one thread that talks to a driver. A call from any thread is handed over to it and waits for the answer. */
final class OwnerThread {
  private final ExecutorService executor;

  OwnerThread(String name) {
    executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Has the thread do something. An interrupt of the caller does not cut it short: the caller stays interrupted.
   *
   * @throws Throwable what the work threw
   */
  <T> T call(Callable<T> work) throws Throwable {
    Future<T> answer = executor.submit(work);
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
