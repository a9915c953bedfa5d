package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Trainer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Initial weights are drawn when they are needed, once, and never in the place of others. */
class ParameterSnapshotsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int IN = 100_000;
  private static final int CLASSES = 3;
  private static final int CALLERS = 4;
  private static final int ROUNDS = 20;

  private static LinearNetwork large() {
    return LinearNetwork.classifier(IN, CLASSES, 1);
  }

  /** What a flat parameter array takes in memory, at least. */
  private static long bytes(LinearNetwork network) {
    return (long) Float.BYTES * network.engine().spec().parameterFloats();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static long allocated(Action action) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void constructionDrawsNothing() throws Exception {
    LinearNetwork network = large();
    long construction = allocated(ParameterSnapshotsTest::large);
    assertTrue(construction < bytes(network) / 2, () -> construction + " bytes");
    long drawing = allocated(network.engine()::snapshot);
    assertTrue(drawing >= bytes(network), () -> drawing + " bytes");
  }

  /** A load takes what the file's tensors take and the array that they go to, not another one. */
  @Test
  void loadingDrawsNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("weights.safetensors");
    LinearNetwork network = large();
    network.save(file);
    LinearNetwork.classifier(IN, CLASSES, 2).load(file);
    LinearNetwork loaded = LinearNetwork.classifier(IN, CLASSES, 3);
    long load = allocated(() -> loaded.load(file));
    assertTrue(load < 2 * bytes(network), () -> load + " bytes");
    assertArrayEquals(network.engine().parameters(), loaded.engine().parameters());
  }

  /** A network that was asked for its initial weights before has paid for them; one that was not takes no more. */
  @Test
  void resumingDrawsNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("checkpoint.safetensors");
    Dataset data = Samples.clusters(16, IN, CLASSES, 1);
    Trainer.of(large()).epochs(1).checkpoint(file).fit(data);
    Trainer.of(large()).epochs(2).resume(file).fit(data);
    LinearNetwork asked = large();
    asked.engine().snapshot();
    long drawnBefore = allocated(() -> Trainer.of(asked).epochs(2).resume(file).fit(data));
    LinearNetwork resumed = large();
    long notDrawn = allocated(() -> Trainer.of(resumed).epochs(2).resume(file).fit(data));
    assertEquals(drawnBefore, notDrawn, 0.5 * bytes(resumed));
    assertArrayEquals(asked.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void allWhoAskGetTheSameArray() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int round = 0; round < ROUNDS; round++) {
        NetworkEngine engine = LinearNetwork.classifier(1000, CLASSES, round).engine();
        for (float[] snapshot : atOnce(callers, caller -> engine.snapshot())) {
          assertSame(engine.snapshot(), snapshot);
        }
        assertEquals(0, engine.publications());
      }
    }
  }

  /** Who asks while others publish gets the initial or the published parameters; afterwards there are the published ones. */
  @Test
  void initialParametersReplaceNone() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int round = 0; round < ROUNDS; round++) {
        NetworkEngine engine = LinearNetwork.classifier(1000, CLASSES, round).engine();
        float[] ones = new float[engine.spec().parameterFloats()];
        Arrays.fill(ones, 1);
        List<float[]> found = atOnce(callers, caller -> {
          if (caller == 0) {
            engine.publish(ones);
          }
          return engine.snapshot();
        });
        assertEquals(1, found.getFirst()[0]);
        assertArrayEquals(ones, engine.parameters());
        float[] initial = LinearNetwork.classifier(1000, CLASSES, round).engine().snapshot();
        for (float[] snapshot : found) {
          assertTrue(snapshot == engine.snapshot() || Arrays.equals(initial, snapshot));
        }
      }
    }
  }

  private static List<float[]> atOnce(ExecutorService callers, IntFunction<float[]> action) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CALLERS);
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      tasks.add(() -> {
        start.await();
        return action.apply(caller);
      });
    }
    List<float[]> found = new ArrayList<>();
    for (Future<float[]> result : callers.invokeAll(tasks)) {
      found.add(result.get());
    }
    return found;
  }
}
