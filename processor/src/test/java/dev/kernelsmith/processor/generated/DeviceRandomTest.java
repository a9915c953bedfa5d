package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random networks on devices: one training step and predictions are those of the interpreter for every schedule, and nothing is
 * generated that devices get wrong. On the stand-in a failure names a network made as small as possible; TornadoVM gets all networks in
 * one JVM. {@code -Ddevice.networks=200} checks more of them, {@code -Ddevice.first=17} begins with another seed.
 */
@Tag("device")
class DeviceRandomTest {
  private static final int NETWORKS = Integer.getInteger("device.networks", Tornado.home().isPresent() ? 4 : 6);
  private static final long FIRST = Long.getLong("device.first", 1);

  /** Numbers of samples, and batches that are no multiple of a group of threads. */
  private static final int[][] BATCHES = {{1, 1}, {7, 7}, {17, 33}};

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + NETWORKS);
  }

  private static List<DeviceCase> cases(NetworkSource source, long seed) {
    List<DeviceCase> cases = new ArrayList<>();
    int[] batch = BATCHES[(int) (seed % BATCHES.length)];
    for (Kind kind : DeviceCase.kinds((int) seed)) {
      cases.add(new DeviceCase(source.name(), kind, true, batch[0], batch[1], seed));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+")
  void doesWhatTheInterpreterDoes(long seed) {
    Shrinking.run(
        RandomNetworks.of(seed),
        source -> {
          GeneratedNetwork network = GeneratedNetwork.compileForDevices(source, DeviceCase.kinds((int) seed));
          DeviceCode.check(network);
          DeviceChecks checks = new DeviceChecks(network);
          for (DeviceCase one : cases(source, seed)) {
            checks.check(one, DeviceResults.of(network, one));
          }
        });
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+")
  void allDoWhatTheInterpreterDoes(@TempDir Path folder)
      throws IOException, InterruptedException, ClassNotFoundException {
    List<GeneratedNetwork> networks = new ArrayList<>();
    List<DeviceCase> cases = new ArrayList<>();
    for (long seed : seeds().toArray()) {
      NetworkSource source = RandomNetworks.of(seed);
      networks.add(GeneratedNetwork.compileForDevices(source, DeviceCase.kinds((int) seed)));
      cases.addAll(cases(source, seed));
    }
    DeviceResults results = DeviceResults.of(networks, cases, folder);
    List<String> failures = new ArrayList<>();
    for (GeneratedNetwork network : networks) {
      DeviceChecks checks = new DeviceChecks(network);
      for (DeviceCase one : cases.stream().filter(c -> c.network().equals(network.name())).toList()) {
        try {
          checks.check(one, results.result(one));
        } catch (AssertionError e) {
          failures.add(one + ": " + e.getMessage() + "\n" + RandomNetworks.of(one.seed()).text());
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(String.join("\n", failures));
    }
  }
}
