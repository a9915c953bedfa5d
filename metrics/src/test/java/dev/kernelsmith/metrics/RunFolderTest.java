package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training leaves in its folder, also when it is cut short and goes on. */
class RunFolderTest {
  @TempDir Path parent;

  private final Dataset data = data(60, 3);

  private static Dataset data(int count, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[count][4];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 4; j++) {
        inputs[i][j] = (float) random.nextGaussian();
      }
      classes[i] = inputs[i][0] > 0.4 ? 2 : inputs[i][1] > 0 ? 1 : 0;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private Trainer trainer(ClassesNetwork network, RunFolder run) {
    return Trainer.of(network).epochs(4).batchSize(10).seed(5).validationSplit(0.2).listener(run);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private List<String> lines(Path folder, String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  void epochsAndStepsAreWrittenAsTheHistoryHasThem() throws IOException {
    Path folder = parent.resolve("runs").resolve("first");
    ClassesNetwork network = new ClassesNetwork(1);
    TrainingHistory history =
        trainer(network, RunFolder.of(folder, network).everySteps(2).note("batch size", 10).note("what", "a \"test\""))
            .fit(data);
    List<String> table = lines(folder, "epochs.csv");
    assertEquals(5, table.size());
    for (EpochMetrics epoch : history.epochs()) {
      String[] cells = table.get(epoch.epoch()).split(",", -1);
      assertEquals(epoch.epoch(), Integer.parseInt(cells[0]));
      assertEquals(5L * epoch.epoch(), Long.parseLong(cells[1]), "48 samples are 5 steps of 10");
      assertEquals(epoch.loss(), Double.parseDouble(cells[2]));
      assertEquals(epoch.accuracy().orElseThrow(), Double.parseDouble(cells[3]));
      assertEquals(epoch.validationLoss().orElseThrow(), Double.parseDouble(cells[4]));
      assertEquals(epoch.validationAccuracy().orElseThrow(), Double.parseDouble(cells[5]));
      assertEquals(epoch.learningRate(), Float.parseFloat(cells[6]));
      String json = lines(folder, "epochs.jsonl").get(epoch.epoch() - 1);
      assertTrue(
          json.startsWith(
              "{\"epoch\":" + epoch.epoch() + ",\"step\":" + 5 * epoch.epoch() + ",\"loss\":" + epoch.loss() + ","),
          json);
    }
    assertEquals(11, lines(folder, "steps.csv").size(), "20 steps, two a line, and the head");
    assertEquals(List.of("2", "4", "6"),
        lines(folder, "steps.csv").stream().skip(1).limit(3).map(line -> line.split(",")[1]).toList());
    String config = Files.readString(folder.resolve("config.json"));
    assertTrue(config.contains("\"network\":\"Classes\"") && config.contains("\"what\":\"a \\\"test\\\"\""), config);
    assertTrue(config.contains("\"parameters\":15"), "4 x 3 weights and 3 biases: " + config);
    List<String> events = lines(folder, "events.jsonl");
    assertTrue(events.getFirst().contains("\"processors\":") && events.getFirst().contains("\"kernels\":"),
        events.getFirst());
    assertTrue(events.getLast().contains("\"end\":\"COMPLETED\""), events.getLast());
  }

  @Test
  void aFullDiskEndsTheTrainingAndIsNamed() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here, which every write to fails as on a full disk");
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    Path lines = folder.resolve("steps.jsonl");
    TrainingListener fill = new TrainingListener() {
      @Override
      public void onEpoch(TrainingState state, EpochMetrics metrics) {
        if (metrics.epoch() == 2) {
          try {
            Files.delete(lines);
            Files.createSymbolicLink(lines, full);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    };
    Trainer trainer = trainer(network, RunFolder.of(folder, network).everySteps(1)).listener(fill);
    String message = assertThrows(UncheckedIOException.class, () -> trainer.fit(data)).getMessage();
    assertTrue(message.contains(lines + ": could not be written (") && message.contains("make room on its disk"),
        message);
    assertEquals(3, lines(folder, "epochs.csv").size(), "two epochs and the head are kept");
    assertTrue(lines(folder, "events.jsonl").getLast().contains("\"event\":\"failure\""));
    Files.delete(folder.resolve("epochs.jsonl")); // so that another run may begin there
    String again = assertThrows(UncheckedIOException.class,
        () -> trainer(network, RunFolder.of(folder, network)).fit(data)).getMessage();
    assertTrue(again.contains(lines + ": is no regular file"), again);
  }

  /** Ctrl-C interrupts the thread that trains, which writes its last lines all the same. */
  @Test
  void anInterruptedTrainingWritesItsLastLines() throws IOException {
    for (boolean atEpoch : new boolean[] {false, true}) {
      Path folder = parent.resolve("run" + atEpoch);
      ClassesNetwork network = new ClassesNetwork(1);
      TrainingListener interrupt = new TrainingListener() {
        @Override
        public void onStep(TrainingState state) {
          if (state.stepsDone() == (atEpoch ? 10 : 8)) {
            Thread.currentThread().interrupt();
          }
        }
      };
      TrainingHistory history = Trainer.of(network).epochs(4).batchSize(10).seed(5).validationSplit(0.2)
          .checkpoint(parent.resolve("checkpoint")).listener(interrupt)
          .listener(RunFolder.of(folder, network).everySteps(1)).fit(data);
      assertTrue(Thread.interrupted());
      assertEquals(TrainingHistory.End.INTERRUPTED, history.end());
      assertEquals(atEpoch ? 11 : 9, lines(folder, "steps.csv").size());
      assertEquals(atEpoch ? 2 : 1, lines(folder, "epochs.jsonl").size());
      assertTrue(lines(folder, "events.jsonl").getLast().contains("\"end\":\"INTERRUPTED\""));
    }
  }

  @Test
  void twoTrainingsDoNotWriteToOneFolderAtATime() throws IOException {
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    ClassesNetwork other = new ClassesNetwork(2);
    List<String> refused = new ArrayList<>();
    TrainingListener meanwhile = new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.stepsDone() == 1) {
          refused.add(assertThrows(IllegalStateException.class,
              () -> trainer(other, RunFolder.of(folder, other)).fit(data)).getMessage());
        }
      }
    };
    trainer(network, RunFolder.of(folder, network)).listener(meanwhile).fit(data);
    assertEquals(List.of("another training is writing to folder " + folder
        + ": name another folder, or wait until that one has ended"), refused);
    assertEquals(4, lines(folder, "epochs.jsonl").size());
    assertEquals(2, lines(folder, "events.jsonl").size(), "a start and an end");
    Path checkpoint = parent.resolve("checkpoint");
    trainer(other, RunFolder.of(parent.resolve("second"), other)).checkpoint(checkpoint).fit(data);
    trainer(other, RunFolder.of(parent.resolve("second"), other)).epochs(6).resume(checkpoint).fit(data);
    assertEquals(6, lines(parent.resolve("second"), "epochs.jsonl").size(), "a training that has ended lets go");
  }

  @Test
  void theMeanOfALineIsThatOfItsSteps() throws IOException {
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    double[] sums = new double[4];
    TrainingListener sum = new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        sums[(int) (state.stepsDone() - 1) / 5] += state.stepLoss() / 5;
      }
    };
    trainer(network, RunFolder.of(folder, network).everySteps(5)).listener(sum).fit(data);
    for (int i = 0; i < 4; i++) {
      assertEquals(sums[i], Double.parseDouble(lines(folder, "steps.csv").get(i + 1).split(",")[2]), 1e-12);
    }
  }

  @Test
  void aResumedTrainingGoesOnWhereItsCheckpointStands() throws IOException {
    Path straight = parent.resolve("straight");
    ClassesNetwork one = new ClassesNetwork(1);
    trainer(one, RunFolder.of(straight, one).everySteps(1)).fit(data);

    Path folder = parent.resolve("crashed");
    Path checkpoint = parent.resolve("checkpoint.safetensors");
    ClassesNetwork two = new ClassesNetwork(1);
    TrainingListener crash = new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.epoch() == 3 && state.step() == 3) {
          throw new IllegalStateException("the lights went out");
        }
      }
    };
    assertThrows(IllegalStateException.class,
        () -> trainer(two, RunFolder.of(folder, two).everySteps(1)).checkpoint(checkpoint).listener(crash).fit(data));
    assertTrue(lines(folder, "events.jsonl").getLast().contains("the lights went out"));
    assertEquals(14, lines(folder, "steps.csv").size(), "three steps more than the checkpoint has");
    Files.writeString(folder.resolve("epochs.csv"), "3,15,0.5", StandardOpenOption.APPEND); // cut off in its midst
    Files.writeString(folder.resolve("epochs.jsonl"), "{\"epoch\":3,\"st", StandardOpenOption.APPEND);

    ClassesNetwork three = new ClassesNetwork(9);
    trainer(three, RunFolder.of(folder, three).everySteps(1)).resume(checkpoint).fit(data);
    for (String file : List.of("epochs.csv", "steps.csv")) {
      assertEquals(withoutTimes(lines(straight, file)), withoutTimes(lines(folder, file)), file);
    }
    assertEquals(4, lines(folder, "layers.jsonl").size());
    assertEquals(2, lines(folder, "events.jsonl").stream().filter(line -> line.contains("\"start\"")).count());
  }

  private static List<String> withoutTimes(List<String> lines) {
    return lines.stream().map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 4))).toList();
  }

  @Test
  void anotherTrainingDoesNotOverwriteARun() throws IOException {
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    trainer(network, RunFolder.of(folder, network)).fit(data);
    Map<String, String> before = contents(folder);
    ClassesNetwork second = new ClassesNetwork(2);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> trainer(second, RunFolder.of(folder, second)).fit(data));
    assertTrue(refused.getMessage().contains(folder + " holds a run"), refused.getMessage());
    assertEquals(before, contents(folder), "what was refused leaves no trace");
    RunFolder twice = RunFolder.of(parent.resolve("twice"), second);
    trainer(second, twice).fit(data);
    before = contents(parent.resolve("twice"));
    assertThrows(IllegalStateException.class, () -> trainer(second, twice).fit(data));
    assertEquals(before, contents(parent.resolve("twice")), "nor does the object that made the run");
    Path file = Files.writeString(parent.resolve("file"), "no folder");
    assertThrows(UncheckedIOException.class, () -> trainer(second, RunFolder.of(file, second)).fit(data));
    assertThrows(IllegalArgumentException.class, () -> RunFolder.of(folder, network).everySteps(0));
  }

  /** A step of plain gradient descent moves each parameter by the rate times its gradient. */
  @Test
  void gradientsAreThoseOfTheLastStep() throws IOException {
    for (int accumulated : new int[] {1, 2}) {
      Path folder = parent.resolve("run" + accumulated);
      DescentNetwork network = new DescentNetwork(1);
      Trainer.of(network).epochs(3).batchSize(60 / accumulated).accumulate(accumulated).learningRate(0.25)
          .listener(RunFolder.of(folder, network)).fit(data);
      List<String> lines = lines(folder, "layers.jsonl");
      assertEquals(3, lines.size());
      for (String line : lines) {
        List<Double> changes = norms(line, "change");
        List<Double> gradients = norms(line, "gradient");
        assertEquals(2, gradients.size(), "weights and bias: " + line);
        for (int i = 0; i < 2; i++) {
          assertEquals(changes.get(i), 0.25 * gradients.get(i), 1e-5 * changes.get(i), line);
        }
      }
    }
    Path without = parent.resolve("without");
    ClassesNetwork network = new ClassesNetwork(1);
    trainer(network, RunFolder.of(without, network).gradients(false)).fit(data);
    assertFalse(Files.readString(without.resolve("layers.jsonl")).contains("gradient"));
  }

  private static List<Double> norms(String line, String of) {
    return Pattern.compile("\"" + of + "\":\\{[^}]*?\"norm\":([0-9.E-]+)").matcher(line).results()
        .map(found -> Double.valueOf(found.group(1))).toList();
  }

  @Test
  void mistakesAndErrorsAreShownInTheUsersRowsAndUnits() throws IOException {
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    RunFolder.of(folder, network).evaluate(data(40, 8),
        Presentation.plain().rows(List.of("colour", "size"), i -> List.of("blue", "no " + i)).names(i -> "file" + i));
    String json = Files.readString(folder.resolve("evaluation.json"));
    Matcher first = Pattern.compile(
        "\"sample\":(\\d+),\"name\":\"file(\\d+)\",\"row\":\\[\"blue\",\"no (\\d+)\"\\],\"features\":\\[\"colour\",\"size\"\\]")
        .matcher(json);
    assertTrue(first.find() && first.group(1).equals(first.group(2)) && first.group(1).equals(first.group(3)), json);
    Predictions scaled = Predictions.ofValues(new float[][] {{0, 1}, {1, 1}}, new float[][] {{0, 0}, {0, 1}});
    Presentation shown = Presentation.plain().targets(List.of("price", "rent"),
        values -> new double[] {1000 * values[0] + 5000, 10 * values[1]});
    RegressionReport report = shown.inUnits(scaled).regression();
    assertEquals(500, report.meanAbsoluteError(0), 1e-9);
    assertEquals(5, report.meanAbsoluteError(1), 1e-9);
    assertEquals(6000, shown.inUnits(scaled).value(1, 0));
    assertSame(scaled, Presentation.plain().inUnits(scaled));
  }

  @Test
  void theEvaluationCountsAsItsReportDoes() throws IOException {
    Path folder = parent.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    Dataset test = data(40, 8);
    RunFolder.of(folder, network).features(List.of("width", "height")).evaluate(test);
    String json = Files.readString(folder.resolve("evaluation.json"));
    ClassificationReport report = Predictions.of(network, test).classification();
    assertTrue(json.contains("\"accuracy\":" + report.accuracy() + ","), json);
    assertTrue(json.contains("\"confusion\":" + Arrays.deepToString(report.confusion()).replace(" ", "")), json);
    assertTrue(json.contains("\"features\":[\"width\",\"height\",\"2\",\"3\"]"), json);
    int wrong = (int) Math.round(40 * (1 - report.accuracy()));
    assertEquals(Math.min(24, wrong), json.split("\"was\":", -1).length - 1);
    int first = Integer.parseInt(json.replaceAll("(?s).*?\"mistakes\":\\[\\{\"sample\":(\\d+),.*", "$1"));
    float[] least = {Float.MAX_VALUE};
    int worst = -1;
    float[][] outputs = network.predict(test);
    for (int i = 0; i < 40; i++) {
      float right = outputs[i][test.classOf(i)];
      if (network.classify(test)[i] != test.classOf(i) && right < least[0]) {
        least[0] = right;
        worst = i;
      }
    }
    assertEquals(worst, first, "the wrong answer with the least probability of the right class comes first");
  }

  @Test
  void whatIsNoNumberOfJsonIsAText() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", Double.NaN);
    values.put("b", Arrays.asList(Double.POSITIVE_INFINITY, 1.5, OptionalDouble.empty(), 0.1f));
    values.put("c", Map.of());
    values.put("d", "\n\"\\\ud800");
    assertEquals(
        "{\"a\":\"NaN\",\"b\":[\"Infinity\",1.5,null,0.1],\"c\":{},\"d\":\"\\u000a\\\"\\\\\\ud800\"}", Json.of(values));
  }

  @Test
  void histogramsCountAllFiniteValues() {
    Map<String, Object> figures = Histogram.of(new float[] {-1, 3, 3, Float.NaN, 1});
    int[] bins = (int[]) figures.get("bins");
    assertEquals(4, Arrays.stream(bins).sum());
    assertEquals(1, bins[0]);
    assertEquals(2, bins[bins.length - 1]);
    assertEquals(1, bins[bins.length / 2]);
    assertEquals(1.5, (double) figures.get("mean"));
    assertEquals(Math.sqrt(2.75), (double) figures.get("deviation"), 1e-12); // (6.25 + 2.25 + 2.25 + 0.25) / 4
    assertEquals(1, figures.get("notFinite"));
    assertFalse(Json.of(Histogram.of(new float[] {Float.NaN})).contains("\"min\":\"Infinity"));
  }
}
