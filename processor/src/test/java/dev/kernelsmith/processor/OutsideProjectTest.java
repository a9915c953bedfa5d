package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a user's project as a user would: with the JDK's own {@code javac} and {@code java}, and no build tool. */
class OutsideProjectTest {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final List<String> NETWORKS = List.of("LeNet5", "Residual", "Tiny");

  @TempDir private Path folder;

  @Test
  void oneBuildRunsWithTheModuleAndWithout() throws Exception {
    UserProject project = UserProject.unpack(folder);
    project.packProcessorAsJars();
    String messages = project.compile("--add-modules", VECTOR_MODULE).successful();
    assertFalse(messages.contains("--add-modules"), () -> "the module is there, yet javac said: " + messages);
    assertGenerated(project);

    UserProject.Outcome vector = project.run("--add-modules", VECTOR_MODULE);
    assertFalse(vector.successful().contains("--add-modules"), vector::toString);
    assertTrue(vector.value("kernels").startsWith("vector"), vector::toString);
    assertWorks(vector);

    UserProject.Outcome scalar = project.run();
    assertTrue(scalar.successful().contains("--add-modules " + VECTOR_MODULE), scalar::toString);
    assertTrue(scalar.value("kernels").startsWith("scalar"), scalar::toString);
    assertWorks(scalar);

    assertArrayEquals(untrained(scalar), untrained(vector), 1e-5f, "the variants predict the same");
    for (String name : NETWORKS) {
      assertEquals(scalar.number(name + " loss after"), vector.number(name + " loss after"), 1e-4, name);
    }
  }

  @Test
  void buildsWithoutTheModule() throws Exception {
    UserProject project = UserProject.unpack(folder);
    String messages = project.compile().successful();
    assertTrue(messages.contains("--add-modules"), () -> "javac said nothing of the missing module: " + messages);
    assertGenerated(project);
    UserProject.Outcome run = project.run("--add-modules", VECTOR_MODULE);
    run.successful();
    assertTrue(run.value("kernels").startsWith("scalar"), run::toString);
    assertWorks(run);
  }

  private static void assertGenerated(UserProject project) throws Exception {
    for (String name : List.of("shop/LeNet5Network", "shop/Models_ResidualNetwork", "TinyNetwork")) {
      assertTrue(Files.isRegularFile(project.generated().resolve(name + ".java")), name + ".java");
      assertTrue(Files.isRegularFile(project.classes().resolve(name + ".class")), name + ".class");
    }
  }

  private static void assertWorks(UserProject.Outcome run) {
    assertEquals("digits 41 3 [28, 28, 6] 840", run.value("own members"));
    float[] probabilities = untrained(run);
    double sum = 0;
    for (float p : probabilities) {
      sum += p;
    }
    assertEquals(10, probabilities.length);
    assertEquals(1, sum, 1e-5);
    for (String name : NETWORKS) {
      assertTrue(
          run.number(name + " loss after") < 0.5 * run.number(name + " loss before"),
          () -> name + " did not learn: " + run);
    }
  }

  private static float[] untrained(UserProject.Outcome run) {
    String[] numbers = run.value("untrained").replaceAll("[\\[\\] ]", "").split(",", -1);
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i]);
    }
    return values;
  }
}
