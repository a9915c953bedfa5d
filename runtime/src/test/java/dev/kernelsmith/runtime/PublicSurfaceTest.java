package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an editor offers behind {@code network.}, {@code network.engine().} and {@code network.on(...).}: nothing of the runtime's own affairs. */
class PublicSurfaceTest {
  /** Each of these is for users. What is added here is to be explained to them in a sentence. */
  private static final Set<String> ENGINE =
      Set.of("activations", "classNames", "classify", "classifyPositions", "inspect", "kernels", "layer", "load",
          "loadUnchecked", "logits",
          "outputs", "parameter", "parameters", "predict", "predictInto", "preparation", "publish", "save", "spec",
          "stepper",
          "summary",
          "threads",
          "toString", "topK", "warmUp", "warmUpPredictions");

  private static final Set<String> PLACED =
      Set.of("classify", "classifyPositions", "close", "device", "engine", "fewSamples", "info", "logits", "open",
          "outputs",
          "predict", "predictBatch",
          "predictInto", "reason", "toString", "topK", "trainBatch");

  @Test
  void enginesAndNetworksOnDevicesShowWhatUsersNeed() {
    assertEquals(new TreeSet<>(ENGINE), shown(NetworkEngine.class));
    assertEquals(new TreeSet<>(PLACED), shown(DeviceNetwork.class));
  }

  private static Set<String> shown(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the runtime's packages share must not leave the module, be it as a parameter or a result. */
  @Test
  void noPublicMethodGivesInternals() throws IOException {
    String module = Files.readString(Path.of("src/main/module/module-info.java"));
    assertFalse(module.contains("exports dev.kernelsmith.runtime.internal"), module);
    assertFalse(module.contains("exports dev.kernelsmith.runtime.team"), module);
    for (Class<?> type : new Class<?>[] {CompiledNetwork.class, NetworkEngine.class, DeviceNetwork.class}) {
      for (Method method : type.getMethods()) {
        Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
            .forEach(
                used -> assertFalse(
                    used.getPackageName().matches("dev\\.kernelsmith\\.runtime\\.(internal|team)"), method::toString));
      }
    }
  }

  @Test
  void theRuntimesOwnPackagesReachWhatTheyNeed() {
    NetworkEngine engine = LinearNetwork.classifier(4, 3, 1).engine();
    Access<NetworkEngine, DeviceNetwork> access = Access.get();
    assertTrue(access.program(engine).description().equals(engine.kernels()));
    access.beginTraining(engine);
    assertThrows(IllegalStateException.class, () -> access.beginTraining(engine));
    access.endTraining(engine);
    access.beginTraining(engine);
  }
}
