package dev.kernelsmith.samples.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingMemory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the classic networks takes a training step, in the memory that was planned, and it moves every layer that is trained. */
class NetworkStepTest {
  static Set<String> networks() {
    return NetworkStepMain.ALL.keySet();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void takesAStep(String name) {
    CompiledNetwork network = NetworkStepMain.ALL.get(name).apply(1);
    NetworkSpec facts = network.engine().spec();
    Trainer trainer = Trainer.of(network).epochs(1).batchSize(1).learningRate(1e-4);
    TrainingMemory memory = trainer.memory();
    assumeTrue(memory.total() < Runtime.getRuntime().maxMemory(), () -> "the heap is too small for " + memory);
    float[] before = network.engine().parameters();
    TrainingHistory history = trainer.fit(NetworkStepMain.noise(facts, 1));
    assertEquals(TrainingHistory.End.COMPLETED, history.end());
    double loss = history.epochs().getFirst().loss();
    assertTrue(loss > 0 && loss < 100, "loss " + loss); // that of guessing is log(1000) = 6.9
    float[] after = network.engine().parameters();
    // A parameter alone may have no gradient: the scale of a channel that the next normalisation takes away again.
    Map<String, Boolean> layers = new TreeMap<>();
    for (ParameterSpec parameter : facts.trainedParameters()) {
      String layer = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
      layers.merge(layer, moved(parameter, before, after), Boolean::logicalOr);
    }
    layers.values().removeIf(moved -> moved);
    assertEquals(Set.of(), layers.keySet());
  }

  /** Whether any element of a parameter changed. */
  private static boolean moved(ParameterSpec parameter, float[] before, float[] after) {
    float[] old = parameter.read(before);
    float[] now = parameter.read(after);
    for (int i = 0; i < old.length; i++) {
      if (old[i] != now[i]) {
        return true;
      }
    }
    return false;
  }
}
