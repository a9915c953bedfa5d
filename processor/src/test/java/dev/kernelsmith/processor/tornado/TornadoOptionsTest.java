package dev.kernelsmith.processor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.net.URISyntaxException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When task graphs are generated, and for which kinds of devices. */
class TornadoOptionsTest {
  private static final String SOURCE =
      """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network(input = 4)
          class Small {
            @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
          }
          """;

  private static Compile small(CompilerKind kind) {
    return Compile.with(kind).withVectorModule().source("Small", SOURCE);
  }

  private static boolean hasGraphs(Compilation compilation) {
    assertTrue(compilation.success(), compilation::report);
    assertEquals(List.of(), compilation.own(), compilation::report);
    boolean graphs = compilation.sources().containsKey("SmallTornadoGraphs");
    assertEquals(graphs, compilation.sources().containsKey("SmallTornadoKernels"));
    assertEquals(graphs, compilation.sources().get("SmallParts").contains("SmallTornadoGraphs"));
    return graphs;
  }

  @ParameterizedTest
  @EnumSource
  void whatCanBeSeenDecides(CompilerKind kind) throws URISyntaxException {
    assertTrue(hasGraphs(small(kind).withTornado().tornadoSwitch(null).run()));
    assertFalse(hasGraphs(small(kind).tornadoSwitch(null).seeing(Network.class, CompiledNetwork.class).run()));
  }

  @ParameterizedTest
  @EnumSource
  void theSwitchDecidesOtherwise(CompilerKind kind) {
    assertFalse(hasGraphs(small(kind).withTornado().tornadoSwitch("off").run()));
    assertTrue(hasGraphs(small(kind).withTornado().tornadoSwitch("on").run()));
  }

  @ParameterizedTest
  @EnumSource
  void schedulesAreThoseOfTheList(CompilerKind kind) {
    assertEquals(List.of("Gpu", "Cpu"), schedules(small(kind)));
    assertEquals(List.of("Fpga"), schedules(small(kind).options("-Akernelsmith.tornado.schedules=fpga")));
    assertEquals(
        List.of("Gpu", "Cpu", "Fpga"),
        schedules(small(kind).options("-Akernelsmith.tornado.schedules= FPGA,gpu, Cpu,gpu")));
  }

  private static List<String> schedules(Compile compile) {
    Compilation compilation = compile.withTornado().run();
    assertTrue(hasGraphs(compilation));
    String kernels = compilation.sources().get("SmallTornadoKernels");
    return List.of("Gpu", "Cpu", "Fpga").stream()
        .filter(s -> kernels.contains("class " + s + "Training") && kernels.contains("class " + s + "Prediction"))
        .toList();
  }
}
