package dev.kernelsmith.runtime.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
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
  void parkedWorkersWakeUp() {
    try (WorkerTeam team = new WorkerTeam("test", 3)) {
      AtomicInteger waiting = new AtomicInteger();
      for (int round = 0; round < 20; round++) {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        waiting.set(3);
        team.run( // ends only if three threads are in it at the same time
            (item, worker) -> {
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
        team.run(
            (item, worker) -> {
              LockSupport.parkNanos(Duration.ofMillis(worker == 0 ? 0 : 5).toNanos());
              done.incrementAndGet(item);
            },
            2);
        assertEquals(round + 1, done.get(0));
        assertEquals(round + 1, done.get(1));
      }
    }
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
      team.run((item, worker) -> LockSupport.parkNanos(worker == 0 ? 0 : 3_000_000), 2);
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
    workers[0].join(Duration.ofSeconds(20));
    assertTrue(!workers[0].isAlive());
  }
}
