package dev.kernelsmith.runtime.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class WorkerTeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 33})
  void doesEveryItemOnceAndShowsTheCallerWhatWasWritten(int threads) {
    try (WorkerTeam team = new WorkerTeam("test", threads)) {
      int[] counts = new int[57];
      int[] busy = new int[threads];
      Workers.Job job =
          (item, worker) -> {
            assertEquals(0, busy[worker]++, "a worker has one item at a time");
            counts[item]++;
            busy[worker]--;
          };
      for (int round = 1; round <= 2000; round++) {
        int items = round % counts.length + 1;
        team.run(job, items);
        for (int i = 0; i < counts.length; i++) {
          assertEquals(i < items ? 1 : 0, counts[i]);
          counts[i] = 0;
        }
      }
    }
  }

  @Test
  void parkedWorkersWakeUp() throws InterruptedException {
    try (WorkerTeam team = new WorkerTeam("test", 3)) {
      Thread[] workers = new Thread[2];
      AtomicInteger waiting = new AtomicInteger();
      for (int round = 0; round < 20; round++) {
        for (int i = 0; round > 0 && i < 2; i++) {
          while (workers[i].getState() != Thread.State.WAITING) {
            Thread.sleep(1);
          }
        }
        waiting.set(3);
        team.run( // ends only if three threads are in it at the same time
            (item, worker) -> {
              if (worker > 0) {
                workers[worker - 1] = Thread.currentThread();
              }
              waiting.decrementAndGet();
              while (waiting.get() > 0) {
                Thread.onSpinWait();
              }
            },
            3);
      }
    }
  }

  @Test
  void theCallerWaitsForSlowItems() {
    try (WorkerTeam team = new WorkerTeam("test", 2)) {
      AtomicIntegerArray done = new AtomicIntegerArray(2);
      for (int round = 0; round < 5; round++) {
        keepTheCallerWaiting(team, done);
        assertEquals(round + 1, done.get(0));
        assertEquals(round + 1, done.get(1));
      }
    }
  }

  /** Does two items, one on each of two threads; the caller has to wait for the other thread's. */
  private static void keepTheCallerWaiting(WorkerTeam team, AtomicIntegerArray done) {
    Thread caller = Thread.currentThread();
    AtomicInteger missing = new AtomicInteger(2);
    team.run(
        (item, worker) -> {
          missing.decrementAndGet();
          while (missing.get() > 0 || worker == 1 && caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          done.incrementAndGet(item);
        },
        2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstFailureReachesTheCallerAndTheTeamGoesOn(int threads) {
    try (WorkerTeam team = new WorkerTeam("test", threads)) {
      for (int failing = 0; failing < 8; failing++) {
        int wrong = failing;
        AssertionError thrown = new AssertionError("item " + wrong);
        Workers.Job job =
            (item, worker) -> {
              if (item == wrong) {
                throw thrown;
              }
            };
        assertSame(thrown, assertThrows(AssertionError.class, () -> team.run(job, 8)));
      }
      AtomicInteger count = new AtomicInteger();
      team.run((item, worker) -> count.incrementAndGet(), 8);
      assertEquals(8, count.get());
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() {
    try (WorkerTeam team = new WorkerTeam("test", 2)) {
      Thread.currentThread().interrupt();
      keepTheCallerWaiting(team, new AtomicIntegerArray(2));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Thread[] workers = new Thread[1];
    try (WorkerTeam team = new WorkerTeam("test", 2)) {
      AtomicInteger entered = new AtomicInteger();
      team.run(
          (item, worker) -> {
            if (worker == 1) {
              workers[0] = Thread.currentThread();
            }
            entered.incrementAndGet();
            while (entered.get() < 2) {
              Thread.onSpinWait();
            }
          },
          2);
    }
    workers[0].join(); // no longer than a test may take
  }
}
