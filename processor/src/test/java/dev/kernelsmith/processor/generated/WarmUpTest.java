package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels that are warmed up are called with memory that they suit, and compute afterwards what they did before. In a JVM of its own: warming up waits
 * for the JIT compiler, which other tests would keep busy.
 */
class WarmUpTest {
  @Test
  void changesNoPrediction(@TempDir Path folder) throws IOException, InterruptedException {
    GeneratedNetwork network = GeneratedNetwork.compile(WellKnown.branching());
    network.compilation().write(folder);
    List<String> kernels = Stream.of(Variant.values()).map(network::kernelsName).toList();
    List<String> lines =
        ChildJvm.run(
            folder, List.of(), WarmUpRun.class,
            Stream.concat(Stream.of(network.name()), kernels.stream()).toArray(String[]::new));
    assertEquals(kernels.stream().map(name -> name + " predicts the same").toList(), lines);
  }
}
