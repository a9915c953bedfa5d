package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One training step and predictions before and after it, on devices: losses, logits, gradients, updated parameters and optimizer state,
 * and predictions are those of the interpreter, for the schedules of {@link DeviceCase#kinds}, and for batches that are no multiple of a group of
 * threads. Nothing is generated that devices get wrong.
 */
@Tag("device")
class DeviceStepTest {
  /** Samples, and the batch that they are part of. */
  private static final int[][] BATCHES =
      Tornado.home().isPresent() ? new int[][] {{29, 33}} : new int[][] {{1, 3}, {29, 33}};

  @TempDir static Path folder;

  private static final Map<String, DeviceChecks> CHECKS = new LinkedHashMap<>();
  private static DeviceResults results;

  static Stream<DeviceCase> cases() {
    List<NetworkSource> all = sources().toList();
    return IntStream.range(0, all.size()).boxed().flatMap(number -> cases(all.get(number), number));
  }

  private static Stream<NetworkSource> sources() {
    return Stream.concat(DeviceNetworks.all().stream(), Stream.of(WellKnown.deep(), WellKnown.resNet8()));
  }

  /** A network of many kinds of launches, whose errors add up from layer to layer, has the schedules of CPUs and of GPUs on TornadoVM, too. */
  private static List<Kind> kinds(NetworkSource source, int number) {
    return source.name().equals("ResNet8") ? List.of(Kind.GPU, Kind.CPU) : DeviceCase.kinds(number);
  }

  private static Stream<DeviceCase> cases(NetworkSource source, int number) {
    List<DeviceCase> cases = new ArrayList<>();
    boolean large = source.layers().size() > 20 || source.name().endsWith("Products");
    int[][] batches = large ? new int[][] {{29, 33}} : BATCHES;
    for (Kind kind : kinds(source, number)) {
      int[] batch = batches[(source.name().length() + kind.ordinal()) % batches.length]; // one for each kind
      cases.add(new DeviceCase(source.name(), kind, !source.loss().isEmpty(), batch[0], batch[1], 7));
    }
    return cases.stream();
  }

  @BeforeAll
  static void runAll() throws IOException, InterruptedException, ClassNotFoundException {
    List<NetworkSource> sources = sources().toList();
    List<GeneratedNetwork> networks =
        IntStream.range(0, sources.size())
            .mapToObj(n -> GeneratedNetwork.compileForDevices(sources.get(n), kinds(sources.get(n), n))).toList();
    networks.forEach(DeviceCode::check);
    networks.forEach(network -> CHECKS.put(network.name(), new DeviceChecks(network)));
    results = DeviceResults.of(networks, cases().toList(), folder);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesWhatTheInterpreterDoes(DeviceCase wanted) {
    CHECKS.get(wanted.network()).check(wanted, results.result(wanted));
  }
}
