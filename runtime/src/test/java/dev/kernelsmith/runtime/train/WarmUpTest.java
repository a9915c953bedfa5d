package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Kernels are warmed up once for their class, and only where a training is long enough. */
class WarmUpTest {
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final int PREDICTIONS = 1_000;
  private static final Dataset DATA = Samples.clusters(100, 6, 3, 1);

  /** Kernels that count how often they are warmed up; every subclass is another class of kernels. */
  private abstract static class Counting implements KernelProgram {
    private final AtomicInteger warmedUp;

    Counting(AtomicInteger warmedUp) {
      this.warmedUp = warmedUp;
    }

    @Override
    public String description() {
      return "scalar";
    }

    @Override
    public BlockProgram training() {
      return PROGRAM.training();
    }

    @Override
    public BlockProgram evaluation() {
      return PROGRAM.evaluation();
    }

    @Override
    public BlockProgram prediction() {
      return PROGRAM.prediction();
    }

    @Override
    public BlockProgram single() {
      return PROGRAM.single();
    }

    @Override
    public void update(
        float[] parameters, float[] gradients, int copies, float[][] slots, float rate, long step, double[] sums,
        int from,
        int to) {
      PROGRAM.update(parameters, gradients, copies, slots, rate, step, sums, from, to);
    }

    @Override
    public void warmUp() {
      warmedUp.incrementAndGet();
    }

    @Override
    public void warmUpPredictions() {
      warmedUp.addAndGet(PREDICTIONS);
    }
  }

  private static LinearNetwork network(KernelProgram kernels, long flops) {
    return new LinearNetwork(
        new NetworkEngine(LinearNetwork.describe(PROGRAM).trainingFlops(flops).build(), kernels, 1));
  }

  @Test
  void predictionsOnceForAClassWhenAskedFor() {
    AtomicInteger count = new AtomicInteger();
    class Kernels extends Counting {
      Kernels() {
        super(count);
      }
    }
    network(new Kernels(), 1).engine().predict(new float[6]);
    assertEquals(0, count.get());
    network(new Kernels(), 1).engine().warmUpPredictions();
    network(new Kernels(), 1).engine().warmUpPredictions();
    assertEquals(PREDICTIONS, count.get());
    network(new Kernels(), 1).engine().warmUp();
    assertEquals(PREDICTIONS + 1, count.get());
  }

  @Test
  void onceForAClassWhateverTheNumberOfNetworksAndThreads() throws InterruptedException, ExecutionException {
    AtomicInteger count = new AtomicInteger();
    class Kernels extends Counting {
      Kernels() {
        super(count);
      }
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<TrainingHistory>> fits = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fits.add(
            pool.submit(
                () -> Trainer.of(network(new Kernels(), 1L << 40)).threads(1).epochs(2).fit(DATA)));
      }
      for (Future<TrainingHistory> fit : fits) {
        assertEquals(2, fit.get().epochs().size());
      }
    }
    assertEquals(1, count.get());
    AtomicInteger others = new AtomicInteger();
    class OtherKernels extends Counting {
      OtherKernels() {
        super(others);
      }
    }
    Trainer.of(network(new OtherKernels(), 1L << 40)).epochs(1).fit(DATA);
    assertEquals(1, others.get(), "another class");
  }

  @Test
  void notWhereThereIsLessToDoThanWarmUpCosts() {
    AtomicInteger count = new AtomicInteger();
    class SmallKernels extends Counting {
      SmallKernels() {
        super(count);
      }
    }
    LinearNetwork network = network(new SmallKernels(), 1_000_000);
    Trainer trainer = Trainer.of(network);
    trainer.epochs(10).fit(DATA);
    assertEquals(0, count.get(), "1e9 operations");
    assertEquals(false, WarmUpRule.pays(network.engine().spec(), 100, 1999));
    assertEquals(true, WarmUpRule.pays(network.engine().spec(), 100, 2000));
    assertEquals(true, WarmUpRule.pays(network.engine().spec(), Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  /** A training until a listener stops it is as long as can be. */
  @Test
  void whereAListenerIsToSayWhenItEnds() {
    AtomicInteger count = new AtomicInteger();
    class Kernels extends Counting {
      Kernels() {
        super(count);
      }
    }
    TrainingListener stop = new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        state.stop();
      }
    };
    Trainer.of(network(new Kernels(), 1_000_000)).epochs(Integer.MAX_VALUE).listener(stop).fit(DATA);
    assertEquals(1, count.get());
  }

  @Test
  void threadsThatWouldFindNothingToDoAreNotStarted() {
    LinearNetwork network = LinearNetwork.of(PROGRAM, 1);
    assertEquals(1, HostPlace.usefulThreads(network.engine(), 10, null));
    assertEquals(4, HostPlace.usefulThreads(network.engine(), 64, null));
    assertEquals(4, HostPlace.usefulThreads(network.engine(), 64, DATA),
        "a validation of so little work needs no more");
    LinearNetwork wide = LinearNetwork.regression(100, 1000, 1);
    assertEquals(7, HostPlace.shares(LinearNetwork.classifier(10_000, 2, 1).engine(), 100, 64).threads());
    assertEquals(25, HostPlace.usefulThreads(wide.engine(), 1, null), "the optimizer's");
  }
}
