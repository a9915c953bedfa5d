package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training step allocates nothing, on no thread; neither does the classification of one sample. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void stepsAllocateNothing(int threads) {
    LinearNetwork network = LinearNetwork.classifier(6, 3, 1);
    Meter meter = new Meter();
    Trainer.of(network).epochs(1).batchSize(50).threads(threads).listener(meter).fit(Samples.clusters(50_020, 6, 3, 1));
    assertEquals(threads, meter.ids.length);
    assertEquals(1001, meter.steps);
    assertTrue(meter.first > 0);
    requireNone(meter.last - meter.first, 980, "steps 21 to 1000");
  }

  @Test
  void classificationAllocatesNothing() {
    LinearNetwork network = LinearNetwork.classifier(6, 3, 1);
    float[] input = new float[6];
    long id = Thread.currentThread().threadId();
    int sum = network.classify(input);
    long before = THREADS.getThreadAllocatedBytes(id);
    for (int i = 0; i < 1000; i++) {
      sum += network.classify(input);
    }
    long after = THREADS.getThreadAllocatedBytes(id);
    requireNone(after - before, 1000, "1000 classifications");
    assertTrue(sum >= 0);
  }

  @Test
  void predictionIntoAnArrayAllocatesNothing() {
    LinearNetwork network = LinearNetwork.classifier(6, 3, 1);
    float[] input = new float[6];
    float[] into = new float[3];
    long id = Thread.currentThread().threadId();
    network.predictInto(input, into);
    long before = THREADS.getThreadAllocatedBytes(id);
    for (int i = 0; i < 1000; i++) {
      network.predictInto(input, into);
    }
    long after = THREADS.getThreadAllocatedBytes(id);
    requireNone(after - before, 1000, "1000 predictions into an array");
    assertTrue(into[0] > 0);
  }

  /**
   * The smallest object has 16 bytes, so what allocates in every turn shows as twice the limit. It is not 0, since the JVM now and then
   * allocates on a thread for itself: 1,368 bytes were seen.
   */
  private static void requireNone(long bytes, int turns, String what) {
    assertTrue(bytes < 8L * turns, () -> bytes + " bytes allocated by " + what);
  }

  private static final class Meter implements TrainingListener {
    private long[] ids = {};
    private final Set<Thread> before = Thread.getAllStackTraces().keySet(); // some of an earlier training may still end
    private int steps;
    private long first;
    private long last;

    @Override
    public void onStart(TrainingState state) {
      long[] workers =
          Thread.getAllStackTraces()
              .keySet()
              .stream()
              .filter(thread -> thread.getName().startsWith("kernelsmith-Linear-") && !before.contains(thread))
              .mapToLong(Thread::threadId)
              .toArray();
      ids = Arrays.copyOf(workers, workers.length + 1);
      ids[workers.length] = Thread.currentThread().threadId();
    }

    @Override
    public void onStep(TrainingState state) {
      steps++;
      if (state.step() == 20) {
        total(); // what measuring itself needs the first time
        first = total();
      }
      if (state.step() == 1000) {
        last = total();
      }
    }

    private long total() {
      long sum = 0;
      for (long id : ids) {
        sum += THREADS.getThreadAllocatedBytes(id);
      }
      return sum;
    }
  }
}
