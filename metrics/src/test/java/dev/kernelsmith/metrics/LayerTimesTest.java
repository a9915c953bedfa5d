package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.metrics.LayerCalls.Call;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which layer a place in generated code is of, and what is counted of a training. Which share is right depends on the machine; that they are all of the time does not. */
class LayerTimesTest {
  @TempDir Path folder;

  private static final List<String> LAYERS = List.of("small", "first", "second", "third", "tiny");

  private static Dataset data(int count) {
    Random random = new Random(1);
    float[][] inputs = new float[count][8];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 8; j++) {
        inputs[i][j] = (float) random.nextGaussian();
      }
      classes[i] = inputs[i][0] > 0 ? 1 : 0;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  /** Threads of a training end soon after it, and are counted for the next one until then. */
  @BeforeEach
  void threadsOfEarlierTrainingsHaveEnded() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("kernelsmith-Towers-")) {
        thread.join();
      }
    }
  }

  /** The source says beside each method of a kernel of which layer it is; what several layers share is called with the places of their buffers, which have the layer's name. */
  @Test
  void callsInTheSourceAreOfTheLayersThatTheyName() throws IOException {
    Path generated = Path.of("target/generated-test-sources/test-annotations/dev/kernelsmith/metrics");
    assumeTrue(Files.isDirectory(generated), "generated sources are not in " + generated);
    LayerCalls calls = Objects.requireNonNull(LayerCalls.of(TowersNetwork.class));
    for (String kernels : List.of("TowersScalarKernels", "TowersVectorKernels32")) {
      List<String> lines = Files.readAllLines(generated.resolve(kernels + ".java"));
      String type = "dev.kernelsmith.metrics." + kernels + "$Training";
      Set<String> methods = calls.calls(type).stream().map(Call::kernel).collect(Collectors.toSet());
      int found = 0;
      int begin =
          lines.indexOf(lines.stream().filter(line -> line.contains("class Training")).findFirst().orElseThrow());
      for (int i = begin; i < lines.size() && !lines.get(i).startsWith("  }"); i++) {
        Matcher call = Pattern.compile("^ +(?:case \\d+ -> )?(\\w+)\\((.*)\\);$").matcher(lines.get(i));
        if (!call.find() || !methods.contains(call.group(1)) || lines.get(i).contains("WarmUp")) {
          continue;
        }
        Call known = calls.at(type, i + 1);
        if (known == null) {
          continue; // the warm-up, which calls methods for all their layers
        }
        found++;
        Set<String> named = new TreeSet<>();
        String text = call.group(1) + " " + call.group(2);
        LAYERS.stream().filter(layer -> text.matches("(?i).*\\b" + layer + ".*")).forEach(named::add);
        assertTrue(named.isEmpty() || named.contains(known.layer()) || known.layer().equals("tiny"),
            kernels + ":" + (i + 1) + " " + known + lines.get(i));
      }
      assertTrue(found >= calls.calls(type).size(), kernels + ": " + found + " of " + calls.calls(type).size());
      for (String layer : LAYERS) {
        assertTrue(calls.calls(type).stream().anyMatch(c -> c.layer().equals(layer) && c.forward()), layer);
        assertTrue(calls.calls(type).stream().anyMatch(c -> c.layer().equals(layer) && !c.forward()), layer);
      }
    }
  }

  @Test
  void operationsAreThoseOfTheLayers() throws IOException {
    LayerCalls calls = Objects.requireNonNull(LayerCalls.of(TowersNetwork.class));
    assertTrue(calls.isKernels("dev.kernelsmith.metrics.TowersVectorKernels16"));
    List<String> types = List.of("Scalar", "Vector32");
    for (String kind : types) {
      String type =
          "dev.kernelsmith.metrics.Towers" + kind.replace("Vector", "VectorKernels").replace("Scalar", "ScalarKernels")
              + "$Training";
      assertTrue(calls.isTraining(type));
      double forward = calls.calls(type).stream().filter(c -> c.layer().equals("first") && c.forward())
          .mapToDouble(Call::flops).sum();
      assertEquals(2 * 256 * 256, forward, 256 * 2, "a product and a sum for each weight, and relu: " + type);
      double backward = calls.calls(type).stream().filter(c -> c.layer().equals("first") && !c.forward())
          .mapToDouble(Call::flops).sum();
      assertEquals(4 * 256 * 256, backward, 256 * 6, "the derivatives by input and weights: " + type);
      assertNull(calls.at(type, 1), "a line without a call");
    }
    assertNull(LayerCalls.of(String.class));
  }

  @Test
  void sharesAreAllOfTheTime() throws IOException {
    CompiledNetwork network = new TowersNetwork(1);
    LayerTimes times = LayerTimes.of(network).atMost(Duration.ofSeconds(3)).endingTraining();
    Path run = folder.resolve("run");
    Trainer.of(network).epochs(1_000_000).batchSize(32).threads(2).listener(times).listener(RunFolder.of(run, network))
        .fit(data(320));
    LayerTimeReport report = times.report().orElseThrow(() -> new AssertionError(times.reason()));
    assertEquals("", times.reason());
    assertEquals(LAYERS, report.layers().stream().map(LayerTime::layer).toList());
    double sum =
        report.layers().stream().mapToDouble(layer -> layer.forward() + layer.backward()).sum() + report.input()
            + report.update() + report.data() + report.validation() + report.rest() + report.unknown();
    assertEquals(1, sum, 1e-9);
    assertEquals(report.update(), report.layers().stream().mapToDouble(LayerTime::update).sum(), 1e-9);
    List<Double> towers = new ArrayList<>();
    report.layers().subList(1, 4).forEach(layer -> towers.add(layer.forward() + layer.backward()));
    assertTrue(towers.stream().allMatch(share -> share > 0.02), "methods that layers share are told apart: " + report);
    assertTrue(report.unknown() < 0.2 && report.sampleNanos() > 0 && report.threads() == 2, report.toString());
    assertEquals(0.06, report.accuracy(0.1) * Math.sqrt(report.stacks()) / 10, 1e-9, "two deviations: 2 * sqrt(0.09)");
    String table = report.toString();
    assertTrue(table.startsWith("layer ") && table.contains("\nsecond "), table);
    String json = Files.readString(run.resolve("times.json"));
    assertTrue(json.startsWith("{\"stacks\":") && json.contains("{\"name\":\"third\",\"forward\":0."), json);
  }

  @Test
  void aShortTrainingHasNoTimesAndSaysWhy() {
    CompiledNetwork network = new TowersNetwork(1);
    LayerTimes times = LayerTimes.of(network);
    assertEquals("nothing was trained yet", times.reason());
    Path run = folder.resolve("run");
    Trainer.of(network).epochs(1).listener(times).listener(RunFolder.of(run, network)).fit(data(20));
    assertTrue(times.report().isEmpty());
    assertTrue(times.reason().contains("over before measuring began"), times.reason());
    assertTrue(Files.notExists(run.resolve("times.json")));
    assertThrows(IllegalArgumentException.class, () -> times.atMost(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> times.after(Duration.ofSeconds(-1)));
  }
}
