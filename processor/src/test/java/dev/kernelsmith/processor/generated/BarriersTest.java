package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.emit.device.DeviceProgramSource;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Schedules;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** Kernels whose threads share samples have the barriers that they need, and without one of them the stand-in for a device refuses most: it sees threads that meet. */
@DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+", disabledReason = "a device does not tell")
class BarriersTest {
  private static final Pattern BARRIER = Pattern.compile("\n *context\\.globalBarrier\\(\\);");

  private static final int SAMPLES = 21;
  private static final int PROGRAMS = 6;

  @Test
  void withoutABarrierThreadsMeet() {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado().options("-proc:none");
    Map<String, DeviceProgramRun> sound = new LinkedHashMap<>();
    Map<String, DeviceProgramRun> spoilt = new LinkedHashMap<>();
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Program program = RandomPrograms.of(seed);
      String name = "Barriers" + seed;
      String kernels = source(name, program).sources().get(name);
      int barriers = (int) BARRIER.matcher(kernels).results().count();
      for (int without = -1; without < barriers; without++) {
        String other = without < 0 ? name : name + "Without" + without;
        DeviceProgramSource source = source(other, program);
        Map<String, String> texts = new LinkedHashMap<>(source.sources());
        int barrier = without;
        texts.computeIfPresent(other, (key, text) -> without(text, barrier));
        texts.forEach(compile::source);
        (without < 0 ? sound : spoilt).put(other, run(source, program));
      }
    }
    Compilation compilation = compile.run();
    assertTrue(compilation.success(), compilation::report);
    ClassLoader loader = compilation.loader();
    sound.forEach((name, run) -> assertDoesNotThrow(() -> run.run(loader, name), name));
    int found = 0;
    for (Map.Entry<String, DeviceProgramRun> one : spoilt.entrySet()) {
      try {
        one.getValue().run(loader, one.getKey());
      } catch (AssertionError e) {
        found += e.toString().contains("no barrier between") ? 1 : 0;
      }
    }
    // Some only stand between kernels of which each thread computes the same elements.
    assertTrue(found > 10 && 2 * found > spoilt.size(), found + " of " + spoilt.size());
  }

  private static DeviceProgramSource source(String name, Program program) {
    return DeviceProgramSource.of(name, program, DeviceSchedule.GPU, Schedules.parameters(program));
  }

  private static DeviceProgramRun run(DeviceProgramSource source, Program program) {
    int inputs = program.buffers().stream().filter(b -> b.role() == Buffer.Role.INPUT).mapToInt(Buffer::elements).sum();
    int parameters = Schedules.parameters(program).floats();
    return new DeviceProgramRun(
        source, DeviceSchedule.GPU, SAMPLES, new float[SAMPLES * inputs], new float[parameters], new float[parameters]);
  }

  /** Source without one of its barriers. */
  private static String without(String text, int number) {
    Matcher barrier = BARRIER.matcher(text);
    for (int i = 0; i <= number; i++) {
      assertTrue(barrier.find());
    }
    return number < 0 ? text : text.substring(0, barrier.start()) + text.substring(barrier.end());
  }
}
