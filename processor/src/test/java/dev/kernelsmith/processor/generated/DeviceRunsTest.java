package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.processor.tornado.GraphMain;
import dev.kernelsmith.processor.tornado.NanMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("device")
class DeviceRunsTest {
  @ParameterizedTest
  @EnumSource(CompilerKind.class)
  void compilersSeeTheApi(CompilerKind kind) {
    String source = "class Uses { uk.ac.manchester.tornado.api.TaskGraph graph; jdk.incubator.vector.FloatVector v; }";
    ApiProbe probe = new ApiProbe();
    Compilation compilation =
        Compile.with(kind).withVectorModule().withTornado().processor(probe).source("Uses", source).run();
    assertTrue(compilation.success(), compilation::report);
    assertTrue(probe.found, "a processor sees the API");
  }

  @SupportedAnnotationTypes("*")
  private static final class ApiProbe extends AbstractProcessor {
    private boolean found;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      found |= processingEnv.getElementUtils().getTypeElement("uk.ac.manchester.tornado.api.TaskGraph") != null;
      return false;
    }
  }

  @Test
  void networksAreCompiledAndGraphsRunInAJvmOfTheirOwn() throws IOException, InterruptedException {
    Path folder = DeviceRuns.compile(WellKnown.leNet5(), WellKnown.branching());
    assertTrue(Files.isRegularFile(folder.resolve("LeNet5Network.class")));
    assertTrue(Files.isRegularFile(folder.resolve("BranchingNetwork.class")));
    assertEquals(List.of("0.4621"), DeviceRuns.run(folder, GraphMain.class));
    assertEquals(Tornado.home().isEmpty(), DeviceRuns.device(folder).startsWith("stand-in"));
  }

  /** NaN in a sample comes out where it comes out on the CPU: behind rectifiers, in windows of a pool, least and greatest values of formulas. */
  @Test
  void whatIsNoNumberStaysNone() throws IOException, InterruptedException {
    String source = """
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;

        @Network(input = {6, 6, 2})
        public class Nan {
          @Conv2D(filters = 3, kernel = 3, activation = Activation.RELU) Layer conv;
          @Pool(size = 2) Layer pool;
          @Formula("y[...] = max(min(x[...], 6), 0.5)") Layer clipped;
          @Conv2D(filters = 3, kernel = 1, activation = Activation.LEAKY_RELU) Layer leaky;
          @Activate(Activation.SOFTMAX) Layer shares;
          @Dense(units = 20, activation = Activation.RELU) Layer dense;
          @Dense(units = 3) Layer out;
        }
        """;
    Path folder = DeviceRuns.compile("Nan", source);
    for (String kind : List.of("cpu", "gpu")) {
      assertEquals(List.of("same: 40 of 40, not numbers: 12 of 40"), DeviceRuns.run(folder, NanMain.class, kind));
    }
  }
}
