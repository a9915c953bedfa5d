package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parameters so many that their arrays are made longer than they need to be: nobody outside sees that, neither files, devices nor
 * further fits.
 */
class LongArraysTest {
  private static final int IN = 1100;
  private static final Dataset DATA = Samples.clusters(60, IN, 3, 1);

  @TempDir Path directory;

  private static LinearNetwork network() {
    return LinearNetwork.offloaded(new LinearProgram(IN, 3, true, 1), 1);
  }

  @Test
  void whatIsHandedOutHasTheLengthOfTheDescription() {
    NetworkEngine engine = network().engine();
    int floats = engine.spec().parameterFloats();
    int longer = Regions.floats(floats);
    assertEquals(floats, engine.parameters().length);
    assertEquals(longer, engine.workingParameters().length);
    assertEquals(longer, engine.snapshot().length, "where predictions read");
    float[] other = network().engine().workingParameters();
    other[5] = 7;
    engine.publish(other);
    assertEquals(longer, engine.snapshot().length);
    assertArrayEquals(Arrays.copyOf(other, floats), engine.parameters());
    engine.publish(engine.parameters());
    assertArrayEquals(other, engine.snapshot());
    assertThrows(IllegalArgumentException.class, () -> engine.publish(new float[longer + 1]));
    assertThrows(IllegalArgumentException.class, () -> engine.publish(new float[floats - 1]));
  }

  @Test
  void arraysAreLongerHereOrTheHeapIsHuge() {
    long heap = Runtime.getRuntime().maxMemory();
    int floats = network().engine().spec().parameterFloats();
    assertTrue(Regions.floats(floats) > floats || heap > 16L << 30, "nothing of this is tested with " + heap);
  }

  @Test
  void trainingsGoOnFromFilesAndFits() throws IOException {
    Path file = directory.resolve("checkpoint");
    LinearNetwork whole = network();
    trainer(whole).epochs(4).fit(DATA);
    LinearNetwork inParts = network();
    Trainer trainer = trainer(inParts).restoreBest(true).epochs(1);
    trainer.fit(DATA);
    trainer.checkpoint(file).fit(DATA);
    LinearNetwork resumed = network();
    trainer(resumed).restoreBest(true).epochs(4).resume(file).fit(DATA);
    trainer.epochs(2).fit(DATA);
    assertArrayEquals(whole.engine().parameters(), inParts.engine().parameters());
    assertArrayEquals(whole.engine().parameters(), resumed.engine().parameters());
    Path weights = directory.resolve("weights");
    whole.save(weights);
    LinearNetwork loaded = network();
    loaded.load(weights);
    assertArrayEquals(whole.engine().parameters(), loaded.engine().parameters());
    assertArrayEquals(whole.predict(DATA), loaded.predict(DATA));
    assertEquals(Evaluation.of(whole, DATA), Evaluation.of(loaded, DATA));
  }

  private static Trainer trainer(LinearNetwork network) {
    return Trainer.of(network).batchSize(20).threads(2);
  }

  @Test
  void devicesAreSentWhatTheyHaveRoomFor() {
    LinearNetwork onHost = network();
    LinearNetwork network = network();
    try (DeviceNetwork placed = network.placed(20, 16)) {
      assertArrayEquals(onHost.predict(DATA), placed.predict(DATA));
      Trainer.of(onHost).epochs(2).batchSize(20).fit(DATA);
      Trainer.of(placed).epochs(2).batchSize(20).fit(DATA);
      assertArrayEquals(network.engine().predict(DATA), placed.predict(DATA));
      float[] expected = onHost.engine().parameters();
      float[] trained = network.engine().parameters();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], trained[i], 1e-4f);
      }
    }
  }
}
