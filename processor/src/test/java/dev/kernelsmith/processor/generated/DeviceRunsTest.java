package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.processor.tornado.GraphMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceRunsTest {
  @Test
  void networksAreCompiledAndGraphsRunInAJvmOfTheirOwn() throws IOException, InterruptedException {
    Path folder = DeviceRuns.compile(WellKnown.leNet5(), WellKnown.branching());
    assertTrue(Files.isRegularFile(folder.resolve("LeNet5Network.class")));
    assertTrue(Files.isRegularFile(folder.resolve("BranchingNetwork.class")));
    assertEquals(List.of("0.4621"), DeviceRuns.run(folder, GraphMain.class));
    assertEquals(Tornado.home().isEmpty(), DeviceRuns.device(folder).startsWith("stand-in"));
  }
}
