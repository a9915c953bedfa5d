package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.benchmarks.suite.Workload;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What libraries are told of networks, against the compiled networks. */
class PeerNetworksTest {
  private static final int SAMPLES = FirstNumbers.SAMPLES;

  @ParameterizedTest
  @EnumSource
  void libraryGivesTheSameProbabilitiesWithEitherOrderOfChannels(Workload workload) {
    PeerNetwork network = PeerNetworks.of(workload);
    CompiledNetwork compiled = workload.network();
    float[] expected = new float[SAMPLES * workload.classes()];
    for (int i = 0; i < SAMPLES; i++) {
      float[] answer = compiled.predict(PeerBatches.inputs(network, i, 1).samples()[0]);
      System.arraycopy(answer, 0, expected, i * answer.length, answer.length);
    }
    for (boolean channelsFirst : new boolean[] {false, true}) {
      PeerNetwork described = channelsFirst ? ChannelsFirst.of(network) : network;
      Prediction prediction = new PlainPeer(channelsFirst).prediction(described, SAMPLES, 1);
      prediction.predict(PeerBatches.inputs(described, 0, SAMPLES));
      FirstNumbers numbers = FirstNumbers.ofProbabilities(prediction.probabilities(), workload.classes());
      assertEquals("", numbers.differenceFrom(FirstNumbers.ofProbabilities(expected, workload.classes())),
          () -> workload + ": " + Arrays.toString(expected));
    }
  }
}
