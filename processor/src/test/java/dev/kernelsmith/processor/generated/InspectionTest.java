package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of all layers and gradients by inputs. */
class InspectionTest {
  private static final int NETWORKS = Integer.getInteger("generated.networks", 48);
  private static final long FIRST = Long.getLong("generated.first", 1);

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + Math.ceilDiv(NETWORKS, 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomNetworksShowWhatTheInterpreterComputes(long seed) {
    Shrinking.run(
        RandomNetworks.of(seed),
        network -> InspectionChecks.check(GeneratedNetwork.compile(network.name(), inspected(network.text())), seed));
  }

  static String inspected(String source) {
    return source.replace("@Network(", "@Network(inspect = true, ").replace("@Network\n", "@Network(inspect = true)\n");
  }

  @Test
  void severalInputsAndOutputs() {
    GeneratedNetwork network = GeneratedNetwork.compile("SeveralOfEach", inspected(SeveralOfEach.SOURCE));
    assertEquals(List.of(), network.complaints());
    InspectionChecks.check(network, 1);
  }
}
