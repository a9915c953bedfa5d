package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What generated task graphs say to what they cannot do, before they have asked the device for anything. */
@Tag("device")
class DeviceFaultsTest {
  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compileForDevices(WellKnown.twoDense());

  private static DeviceProgram open(Kind kind, int trainBatch, int predictBatch) throws Throwable {
    DevicePlacement placement = new DeviceCase("TwoDense", kind, true, 1, 1, 0).placement();
    return DeviceResults.program(
        NETWORK.loader(), "TwoDense",
        new DevicePlacement(placement.backend(), placement.device(), kind, trainBatch, predictBatch));
  }

  @ParameterizedTest
  @EnumSource
  void batchTooLarge(Kind kind) {
    for (int samples : new int[] {1 << 30, Integer.MAX_VALUE}) {
      IllegalArgumentException train =
          assertThrows(IllegalArgumentException.class, () -> open(kind, samples, 1));
      assertTrue(
          train.getMessage().matches(
              "network TwoDense needs more than 8 GiB on the device for a batch of \\d+ samples: use a smaller batch"),
          train::getMessage);
      IllegalArgumentException predict =
          assertThrows(IllegalArgumentException.class, () -> open(kind, 0, samples));
      assertTrue(predict.getMessage().contains("use a smaller batch"), predict::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cpu", "fpga", "cpu,gpu"})
  void noKernelsForTheKind(String schedules) {
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withTornado().options("-Akernelsmith.tornado.schedules=" + schedules)
            .source("TwoDense", WellKnown.twoDense().text()).run();
    assertTrue(compilation.success(), compilation::report);
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (List.of(schedules.split(",", -1)).contains(name)) {
        continue;
      }
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> DeviceResults.program(
                  compilation.loader(), "TwoDense", new DevicePlacement(0, 0, kind, 1, 1)));
      assertTrue(thrown.getMessage().startsWith("there are no kernels for a " + kind + ", only for "),
          thrown::getMessage);
      assertTrue(
          thrown.getMessage().endsWith(": compile with -Akernelsmith.tornado.schedules=" + schedules + "," + name),
          thrown::getMessage);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+", disabledReason = "kernels must be on the class path")
  void withoutTrainingThereIsNoTrainGraph(Kind kind) throws Throwable {
    try (DeviceProgram program = open(kind, 0, 3)) {
      assertEquals(List.of(), program.trainTasks());
      assertTrue(
          program.predictTasks().stream().map(DeviceTask::results).anyMatch(r -> r.contains("probabilities")),
          program.predictTasks()::toString);
      Block block = new Block(3, NETWORK.spec());
      Batch batch = Batch.random(NETWORK.spec(), 3, 1);
      program.upload(batch.parameters(), new float[0][]);
      batch.stage(block, 0);
      program.predict(block);
      for (int sample = 0; sample < 3; sample++) {
        float sum = block.outputs[1][3 * sample] + block.outputs[1][3 * sample + 1] + block.outputs[1][3 * sample + 2];
        assertEquals(1, sum, 1e-5);
      }
    }
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+", disabledReason = "kernels must be on the class path")
  void aNetworkWithoutLossCannotBeTrained() throws Throwable {
    NetworkSource source =
        DeviceNetworks.all().stream().filter(n -> n.loss().isEmpty()).findFirst().orElseThrow();
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(source);
    DeviceCase wanted = new DeviceCase(source.name(), Kind.CPU, false, 1, 1, 0);
    try (DeviceProgram program = DeviceResults.program(network.loader(), source.name(), wanted.placement())) {
      Block block = new Block(1, network.spec());
      IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> program.train(block, 1, 1));
      assertEquals("network PredictOnly has no loss and cannot be trained", thrown.getMessage());
      assertEquals(
          thrown.getMessage(),
          assertThrows(IllegalStateException.class, () -> program.downloadGradients(new float[1])).getMessage());
    }
  }
}
