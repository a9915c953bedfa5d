package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps on batches give the bits of a fit on the same batches, for random networks and sizes: dropout, averages and programs for few samples included. */
class StepsTest {
  private static final int NETWORKS = Integer.getInteger("generated.networks", 24);
  private static final int EPOCHS = 2;

  static Stream<NetworkSource> networks() {
    return Stream.concat(
        LongStream.rangeClosed(1, Math.ceilDiv(NETWORKS, 8)).mapToObj(RandomNetworks::of),
        Stream.of(WellKnown.leNet5(), WellKnown.dropouts()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void equalAFit(NetworkSource source) {
    GeneratedNetwork network = GeneratedNetwork.compile(source);
    Random random = new Random(source.text().length());
    for (int round = 0; round < 4; round++) {
      int samples = 1 + random.nextInt(round % 2 == 0 ? 50 : 9);
      int batchSize = 1 + random.nextInt(round % 3 == 0 ? 5 : 40);
      int threads = 1 + random.nextInt(3);
      Dataset data = data(network.spec(), samples, round);
      CompiledNetwork fitted = network.network(2);
      CompiledNetwork stepped = network.network(2);
      List<Dataset> batches = new ArrayList<>();
      for (int start = 0; start < samples; start += batchSize) {
        batches.add(Subset.range(data, start, Math.min(samples, start + batchSize)));
      }
      boolean fits = trains(() -> trainer(fitted, threads).epochs(EPOCHS).batchSize(batchSize).fit(data));
      boolean steps = trains(() -> {
        Trainer trainer = trainer(stepped, threads).samplesPerEpoch(samples);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          batches.forEach(trainer::step);
        }
      });
      assertEquals(fits, steps, "one of them diverged");
      if (fits) {
        String sizes = samples + " samples, batches of " + batchSize;
        assertArrayEquals(fitted.engine().parameters(), stepped.engine().parameters(), sizes);
      }
    }
  }

  private static Trainer trainer(CompiledNetwork network, int threads) {
    return Trainer.of(network).shuffle(false).seed(4).threads(threads)
        .learningRate(LearningRate.cosine(1e-3, 1e-4, EPOCHS));
  }

  private static boolean trains(Runnable training) {
    try {
      training.run();
      return true;
    } catch (TrainingException diverged) {
      return false;
    }
  }

  private static Dataset data(NetworkSpec spec, int samples, long seed) {
    Batch batch = Batch.random(spec, samples, seed);
    int in = spec.inputs().getFirst().length();
    TargetKind target = spec.losses().getFirst().target();
    return target == TargetKind.CLASS || target == TargetKind.NONE
        ? ArrayDataset.ofClasses(batch.inputs(), in, batch.classes())
        : ArrayDataset.ofValues(batch.inputs(), in, batch.targets(), spec.losses().getFirst().targetLength());
  }
}
