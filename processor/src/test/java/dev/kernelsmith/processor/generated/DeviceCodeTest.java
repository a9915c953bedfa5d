package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What TornadoVM is known not to compile, or to compile to something else, is not generated, however large the network. Small ones and a deep one are checked where they run. */
class DeviceCodeTest {
  static Stream<NetworkSource> networks() {
    return Stream.of(WellKnown.leNet5(), WellKnown.wide(), WellKnown.vgg16());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("networks")
  void hasNothingThatDevicesGetWrong(NetworkSource source) {
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(source);
    assertEquals(List.of(), network.complaints());
    DeviceCode.check(network);
  }

  private static final List<String> NORMALISATIONS =
      List.of("BatchNorm", "LayerNorm", "GroupNorm", "InstanceNorm", "RmsNorm", "LocalResponseNorm");

  /** Sums over the batch of long derivatives, of which an FPGA writes out many terms. */
  private static void checkActivations(IntFunction<String> normalisation) {
    List<LayerSource> layers = new ArrayList<>();
    List<String> branches = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      String norm = normalisation.apply(activation.ordinal());
      String value = "Activation." + activation;
      boolean own = norm.equals("LocalResponseNorm");
      String groups = norm.equals("GroupNorm") ? "groups = 2, " : "";
      String name = "norm" + activation.ordinal();
      layers.add(new LayerSource(name, norm, own ? "" : groups + "activation = " + value, List.of("input")));
      if (own) {
        layers.add(new LayerSource("activated" + activation.ordinal(), "Activate", value, List.of(name)));
      }
      branches.add("branch" + activation.ordinal());
      layers.add(new LayerSource(branches.getLast(), "Dense", "units = 3", List.of(layers.getLast().name())));
    }
    layers.add(new LayerSource("out", "Add", "", branches));
    NetworkSource source = new NetworkSource("Activated", "{8, 8, 4}", "", layers, "SOFTMAX_CROSS_ENTROPY");
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(source);
    assertEquals(List.of(), network.complaints());
    DeviceCode.check(network);
  }

  @Test
  void eachActivationBehindSomeNormalisation() {
    checkActivations(i -> NORMALISATIONS.get(i % NORMALISATIONS.size()));
  }

  @Tag("thorough")
  @ParameterizedTest
  @FieldSource("NORMALISATIONS")
  void eachActivationBehindEachNormalisation(String normalisation) {
    checkActivations(i -> normalisation);
  }

  @Test
  void whateverMustNotBeThereIsFound() {
    String kernels = """
        import uk.ac.manchester.tornado.api.KernelContext;
        import uk.ac.manchester.tornado.api.annotations.Parallel;
        import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

        class BadTornadoKernels {
          private static final float[] TABLE = {1f};

          public static final class CpuTraining {
            public static void exp(FloatArray x, boolean up) {
              for (@Parallel int i = 0; i < 2; i++) {
                for (@Parallel int j = 0; j < 2; j++) {
                  for (@Parallel int k = 0; k < 2; k++) {
                    for (@Parallel int l = 0; l < 2; l++) {
                      int m = (j - k) / 2;
                      float part = x.get(k) * x.get(j);
                      x.set(k, part + part);
                      x.set(l >>> 1, Math.fma(Float.NaN, TABLE[0], m));
                    }
                  }
                }
              }
            }

            public static void trainManyArguments(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j,
                int k, int l, int m, int n, int o, int p) {
              if (a % b > 0) {
                throw new IllegalStateException();
              }
            }

            public static void trainGrid(KernelContext context, FloatArray x) {
              if (context.localIdx == 0) {
                context.globalBarrier();
              }
        """ + "      spill(x);\n".repeat(400) + """
              x.set(0, 1f / 0f);
            }

            static void spill(FloatArray x) {
              x.set(0, x.get(1) + x.get(2) + x.get(3));
            }
          }
        }
        """;
    String graphs = """
        class BadTornadoGraphs {
          // new TaskGraph("train")
          // graph.task("trainGrid", BadTornadoKernels.CpuTraining::trainGrid, new KernelContext(), x);
          // graph.task("trainOther", BadTornadoKernels.CpuTraining::exp, x, up);
          int[] huge(int[] a) {
        """ + "    a[a[0]] += a[a[1]];\n".repeat(1000) + """
            return a;
          }
        }
        """;
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withTornado().options("-g:none")
            .source("BadTornadoKernels", kernels).source("BadTornadoGraphs", graphs).run();
    assertTrue(compilation.success(), compilation::report);
    Set<String> faults =
        DeviceCode.faults(
            "Bad", Map.of("BadTornadoKernels", kernels, "BadTornadoGraphs", graphs), compilation.classes());
    String holder = "BadTornadoKernels$CpuTraining.";
    for (String expected : List.of(
        "the kernels contain >>>", "the kernels contain NaN", "the kernels contain throw ",
        "the kernels contain boolean", "the kernels add a number to itself: part + part",
        "4 @Parallel loops are inside each other: for (@Parallel int l = 0; l < 2; l++) {",
        "field TABLE of the kernels is no int", holder + "exp may have the name of a function of OpenCL",
        holder + "exp has a boolean parameter", holder + "exp shifts without sign", holder + "exp has the constant NaN",
        holder + "exp calls java/lang/Math.fma", holder + "trainManyArguments has 16 arguments",
        holder + "trainManyArguments throws", holder + "trainGrid has no names of local variables",
        holder + "trainManyArguments must have a KernelContext or @Parallel loops, and not both",
        holder + "trainGrid accesses arrays in 1601 places", holder + "trainGrid has the constant Infinity",
        "a quotient may be that of a negative number: int m = (j - k) / 2;",
        "some threads may not come to a barrier: context.globalBarrier()",
        "kernels have 2 quotients of ints, 1 of which are in declarations", "task train.trainGrid has no grid",
        "task trainOther runs kernel exp", "no task runs kernel CpuTraining.trainManyArguments")) {
      assertTrue(faults.contains(expected), () -> expected + " is not among\n" + String.join("\n", faults));
    }
    assertTrue(faults.stream().anyMatch(f -> f.matches("BadTornadoGraphs.huge has \\d{5} bytecodes")),
        faults::toString);
  }
}
