package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import dev.kernelsmith.runtime.testing.Wrapping;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of many samples on several threads: the same results, whoever shares the work, and whatever happens meanwhile. */
@Timeout(300)
class PredictionThreadsTest {
  /** A block of 16 samples of it is worth a thread. */
  private static final int IN = 2600;

  private static final int OUT = 40;
  private static final int SIZE = 150;
  private static final Dataset DATA = Samples.clusters(SIZE, IN, OUT, 1);

  private final LinearNetwork network = LinearNetwork.classifier(IN, OUT, 3);
  private final NetworkEngine engine = network.engine();

  /** Data that does something before each sample is copied. */
  private record Watched(Dataset base, IntConsumer watcher) implements Wrapping {
    @Override
    public void copyInput(int index, float[] into, int offset) {
      watcher.accept(index);
      base.copyInput(index, into, offset);
    }
  }

  private static float[][] rows(int count) {
    float[][] rows = new float[count][IN];
    for (int i = 0; i < count; i++) {
      DATA.copyInput(i, rows[i], 0);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    for (int size : new int[] {1, 15, 16, 17, 20, 21, 33, 68, SIZE}) {
      float[][] rows = rows(size);
      float[][] expected = new float[size][];
      int[] classes = new int[size];
      for (int i = 0; i < size; i++) {
        expected[i] = network.predict(rows[i]);
        classes[i] = network.classify(rows[i]);
      }
      engine.threads(threads);
      assertArrayEquals(expected, engine.predict(rows));
      assertArrayEquals(classes, engine.classify(rows));
    }
    float[][][] outputs = engine.outputs(DATA);
    Evaluation evaluation = Evaluation.of(network, DATA);
    engine.threads(1);
    assertArrayEquals(outputs, engine.outputs(DATA));
    assertArrayEquals(outputs[1], engine.predict(DATA));
    assertEquals(evaluation, Evaluation.of(network, DATA));
  }

  /** Ends only if so many threads are in it at the same time. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void soManyThreadsTakePart(int threads) {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger missing = new AtomicInteger(threads);
    engine.threads(threads);
    engine.predict(new Watched(DATA, sample -> {
      if (seen.add(Thread.currentThread())) {
        missing.decrementAndGet();
        while (missing.get() > 0) {
          Thread.onSpinWait();
        }
      }
    }));
    assertEquals(threads, seen.size());
    assertTrue(seen.contains(Thread.currentThread()));
    seen.stream().filter(t -> t != Thread.currentThread()).forEach(worker -> assertTrue(worker.isDaemon()));
  }

  @Test
  void theCallerDoesItAloneWhereItIsToOrThereIsLittleToDo() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    IntConsumer watcher = sample -> seen.add(Thread.currentThread());
    engine.threads(1);
    engine.predict(new Watched(DATA, watcher));
    LinearNetwork small = LinearNetwork.classifier(4, 3, 1);
    small.engine().threads(4);
    small.predict(new Watched(Samples.clusters(256, 4, 3, 1), watcher));
    Evaluation.of(small, new Watched(Samples.clusters(256, 4, 3, 1), watcher));
    assertEquals(Set.of(Thread.currentThread()), seen);
    assertThrows(IllegalArgumentException.class, () -> engine.threads(0));
    assertEquals(Runtime.getRuntime().availableProcessors(), LinearNetwork.classifier(2, 2, 1).engine().threads());
  }

  @Test
  void threadsAreKeptAndParkWhileThereIsNothingToDo() throws InterruptedException {
    engine.threads(3);
    engine.predict(DATA);
    List<Thread> workers = workers();
    for (int i = 0; i < 20; i++) {
      engine.predict(DATA);
    }
    assertEquals(workers, workers());
    assertTrue(workers.size() >= 2);
    for (Thread worker : workers) {
      while (worker.getState() != Thread.State.WAITING) { // no longer than a test may take
        Thread.sleep(1);
      }
    }
    engine.predict(DATA);
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("kernelsmith-predict-"))
        .sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstSampleThatFailsIsTheOneThatIsNamed(int threads) {
    engine.threads(threads);
    for (int first : new int[] {0, 37, SIZE - 1}) {
      IllegalStateException cause = new IllegalStateException("disk " + first);
      Dataset broken = new Watched(DATA, sample -> {
        if (sample == first) {
          throw cause;
        }
        if (sample > first) {
          throw new IllegalStateException("a later one");
        }
      });
      assertSame(cause, assertThrows(IllegalStateException.class, () -> engine.predict(broken)));
      assertSame(cause, assertThrows(IllegalStateException.class, () -> Evaluation.of(network, broken)));
      Dataset notFinite = new Spoiled(new Spoiled(DATA, first, 3, Float.NaN), SIZE - 1, 5, Float.NaN);
      assertEquals(first, assertThrows(NoAnswerException.class, () -> engine.classify(notFinite)).sample());
    }
    assertEquals(SIZE, engine.classify(DATA).length, "the threads go on");
  }

  @Test
  void anInterruptedCallerGetsAllResultsAndStaysInterrupted() {
    float[][] expected = engine.predict(DATA);
    engine.threads(3);
    Thread.currentThread().interrupt();
    float[][] results = engine.predict(DATA);
    assertTrue(Thread.interrupted());
    assertArrayEquals(expected, results);
  }

  @Test
  void aPredictionMayBePartOfAnother() {
    engine.threads(3);
    float[][] expected = engine.predict(DATA);
    LinearNetwork other = LinearNetwork.of(new LinearProgram(IN, OUT, true, 1), 4);
    other.engine().threads(3);
    float[][] others = other.engine().predict(DATA);
    assertArrayEquals(expected, engine.predict(new Watched(DATA, sample -> {
      if (sample % 50 == 0) {
        assertArrayEquals(others, other.engine().predict(DATA));
      }
    })));
  }

  /** All callers are in a prediction at the same time, and one of them has the threads. */
  @Test
  void severalCallersAtOnceDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
    engine.threads(3);
    float[][] expected = engine.predict(DATA);
    int callers = 6;
    CyclicBarrier together = new CyclicBarrier(callers);
    List<Future<Boolean>> same = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        same.add(pool.submit(() -> {
          together.await(60, TimeUnit.SECONDS);
          boolean all = true;
          for (int turn = 0; turn < 10; turn++) {
            all &= Arrays.deepEquals(expected, engine.predict(DATA));
          }
          return all;
        }));
      }
      for (Future<Boolean> one : same) {
        assertTrue(one.get());
      }
    }
  }
}
