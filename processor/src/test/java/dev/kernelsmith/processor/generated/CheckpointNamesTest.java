package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.LoadOption;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers and blocks may be called like what checkpoints hold besides parameters. */
class CheckpointNamesTest {
  private static final GeneratedNetwork NETWORK =
      GeneratedNetwork.compile("Named", """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 2)
          @Optimizer(type = OptimizerType.ADAM, learningRate = 0.02, averageDecay = 0.9)
          class Named {
            @Dense(units = 2, activation = Activation.TANH) Layer a;
            @Block(Two.class) Layer best;
            @Block(Two.class) Layer optimizer;
            @Dense(units = 2, activation = Activation.TANH) Layer history;
            @Dense(units = 2, activation = Activation.TANH) Layer part;
            @Block(Three.class) Layer average;
            @Dense(units = 1) @Loss(LossFunction.SQUARED_ERROR) Layer o;
          }

          @Block
          class Two {
            @Dense(units = 2, activation = Activation.TANH) Layer a;
            @Dense(units = 2, activation = Activation.TANH) Layer m;
          }

          @Block
          class Three {
            @Block(Two.class) Layer a;
          }
          """);

  @TempDir Path folder;

  private static Dataset data() {
    Random random = new Random(1);
    float[][] inputs = new float[22][2];
    float[][] targets = new float[22][1];
    for (int i = 0; i < 22; i++) {
      inputs[i] = new float[] {random.nextFloat(), random.nextFloat()};
      targets[i][0] = inputs[i][0] - inputs[i][1];
    }
    return ArrayDataset.ofValues(inputs, targets);
  }

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(4).threads(1).restoreBest(true);
  }

  @Test
  void checkpointsAreResumedAndLoaded() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    CompiledNetwork unbroken = NETWORK.network(1);
    trainer(unbroken).epochs(6).fit(data());
    CompiledNetwork half = NETWORK.network(1);
    trainer(half).epochs(3).checkpoint(file).fit(data());
    CompiledNetwork resumed = NETWORK.network(2);
    trainer(resumed).epochs(6).resume(file).fit(data());
    assertArrayEquals(unbroken.engine().parameters(), resumed.engine().parameters());
    CompiledNetwork last = NETWORK.network(1);
    Trainer.of(last).batchSize(4).threads(1).epochs(3).fit(data());
    CompiledNetwork loaded = NETWORK.network(3);
    loaded.load(file);
    assertArrayEquals(last.engine().parameters(), loaded.engine().parameters());
    CompiledNetwork taken = NETWORK.network(4);
    taken.load(file, LoadOption.KEEP_FROZEN);
    assertArrayEquals(last.engine().parameters(), taken.engine().parameters());
  }
}
