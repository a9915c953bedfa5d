package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingMemory;
import dev.kernelsmith.runtime.train.TrainingState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a training is said to take is what it allocates. */
class TrainingMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What a training allocates besides its arrays, and besides a hundredth of these for objects around them. */
  private static final long REST = 300_000;

  private static final GeneratedNetwork LENET = GeneratedNetwork.compile(WellKnown.leNet5());

  /** A network whose steps have several phases, with blocks that keep what they computed. */
  private static final GeneratedNetwork NORMALISED =
      GeneratedNetwork.compile(
          "Normalised",
          """
              import dev.kernelsmith.annotations.*;
              import dev.kernelsmith.runtime.Layer;

              @Network(input = {32, 32, 3})
              @Optimizer(type = OptimizerType.MOMENTUM, learningRate = 1e-3f)
              class Normalised {
                @Conv2D(filters = 8, kernel = 3) Layer conv;
                @BatchNorm(activation = Activation.RELU) Layer norm;
                @Pool(size = 2) Layer pool;
                @Dense(units = 300) Layer hidden;
                @BatchNorm Layer again;
                @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer digit;
              }
              """);

  @ParameterizedTest
  @CsvSource({"SCALAR, 1, 40", "SCALAR, 3, 5", "VECTOR_32, 1, 40", "VECTOR_32, 3, 16", "VECTOR_16, 2, 70"})
  void isWhatIsAllocated(Variant variant, int threads, int batchSize) {
    for (GeneratedNetwork network : List.of(LENET, NORMALISED)) {
      NetworkEngine engine = new NetworkEngine(network.spec(), network.kernels(variant), 1);
      CompiledNetwork trained = () -> engine;
      AtStart meter = new AtStart();
      Trainer trainer = Trainer.of(trained).epochs(1).batchSize(batchSize).threads(threads).listener(meter);
      TrainingMemory planned = trainer.memory();
      Batch batch = Batch.random(engine.spec(), batchSize, 3);
      Dataset data = ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / batchSize, batch.classes());
      trainer.fit(data);
      trainer.reset(); // what classes allocate when they are loaded does not count
      assertTrue(engine.parameters().length > 0); // who reads them first moves them to where kernels read fast
      long before = THREADS.getCurrentThreadAllocatedBytes();
      trainer.fit(data);
      long allocated = meter.bytes - before;
      long expected = planned.total() - 2 * planned.parameters() / 3; // some are there already, others come at the end
      String what = network.name() + ": " + planned + ", allocated " + allocated + ", expected " + expected;
      assertTrue(allocated >= expected && allocated <= 1.01 * expected + REST, what);
      assertTrue(expected > 3 * REST, what);
    }
  }

  /** Kernels of vectors allocate until they are compiled, so it stops at the first step, when all arrays are there. */
  private static final class AtStart implements TrainingListener {
    private long bytes;

    @Override
    public void onStart(TrainingState state) {
      bytes = THREADS.getCurrentThreadAllocatedBytes();
      state.stop();
    }
  }

  @Test
  void partsAreThoseOfTheNetwork() {
    TrainingMemory memory = Trainer.of(LENET.network(1)).batchSize(64).memory();
    long floats = Regions.floats(LENET.spec().parameterFloats());
    assertEquals(3 * 4 * floats, memory.parameters());
    assertEquals(LENET.spec().slots().size() * 4L * floats, memory.state());
    assertEquals(memory.parameters() + memory.state() + memory.gradients() + memory.values(), memory.total());
    String parameters = String.format(Locale.ROOT, "%.1f", 12e-6 * floats).replace(".", "\\.");
    assertTrue(memory.toString().matches("[0-9.]+ MB \\(parameters " + parameters + ", optimizer .*"),
        memory::toString);
  }

  @Test
  void whatCannotBeTrainedTakesNone() {
    GeneratedNetwork network =
        GeneratedNetwork.compile(
            "NoLoss",
            """
                import dev.kernelsmith.annotations.*;
                import dev.kernelsmith.runtime.Layer;

                @Network(input = 3)
                class NoLoss {
                  @Dense(units = 2) Layer output;
                }
                """);
    Trainer trainer = Trainer.of(network.network(1));
    String message = assertThrows(IllegalStateException.class, trainer::memory).getMessage();
    assertTrue(message.startsWith("network NoLoss has no loss"), message);
  }
}
