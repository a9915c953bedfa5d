package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.tools.BenchmarkSuite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

/** Whole runs, with windows so short that their figures say nothing. */
class SuiteTest {
  private static final Protocol SHORT = new Protocol(1, 20, 10, 2, 1, 20);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter progress = new StringWriter();

  private void run(List<String> workloads, Path baseline) throws Exception {
    new Suite().run(
        new BenchmarkSuite.Request(workloads, true, 1, folder.resolve("out"), baseline), SHORT,
        new PrintWriter(out, true),
        new PrintWriter(progress, true));
  }

  @Test
  void writesTableResultsAndChart() throws Exception {
    run(List.of("W5"), null);
    Results results = Json.results(folder.resolve("out/results.json"));
    assertEquals(
        List.of(
            "training, 1 thread", "first step, 1 thread", "90 % of final speed, 1 thread", "planned memory, 1 thread",
            "resident memory, 1 thread", "share of peak: training, 1 thread", "one prediction, p50",
            "one prediction, p99",
            "prediction of 256, 1 thread", "share of peak: one prediction, p50",
            "share of peak: prediction of 256, 1 thread",
            "start to first prediction"),
        results.figures().stream().map(Figure::name).toList());
    for (Figure figure : results.figures()) {
      assertTrue(figure.median() > 0 || figure.name().startsWith("90 %"), figure.toString());
      assertTrue(figure.how().length() > 10, figure.toString());
      assertTrue(out.toString().contains(figure.how()), "the table says how " + figure.name() + " was measured");
    }
    assertEquals(
        List.of("Training", "Prediction", "Single", "Update"),
        results.kernelFigures().stream().map(KernelFigure::program).distinct().toList());
    results.kernelFigures().stream().collect(Collectors.groupingBy(KernelFigure::program)).forEach(
        (program, kernels) -> assertEquals(1, kernels.stream().mapToDouble(KernelFigure::ofProgram).sum(), 1e-6,
            program));
    assertTrue(results.peaks().getFirst().gigaflops() > 0 && results.peaks().getFirst().gigabytes() > 0);
    assertTrue(out.toString().contains(Numbers.three(results.figures().getFirst().median())), out.toString());
    assertTrue(progress.toString().contains("measuring W5, kernels"));
    Document chart =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("out/chart.svg").toFile());
    assertEquals("svg", chart.getDocumentElement().getTagName());
    KernelFigure longest =
        results.kernelFigures().stream().filter(k -> k.program().equals("Training") && !Double.isNaN(k.ofPeak()))
            .max(Comparator.comparing(KernelFigure::micros)).orElseThrow();
    assertTrue(chart.getDocumentElement().getTextContent().contains(longest.kernel()), longest::toString);
    comparesWithABaseline(results);
  }

  private void comparesWithABaseline(Results results) {
    Figure half = results.figures().getFirst();
    Figure other = new Figure(half.workload(), half.name(), half.unit(), half.median() / 2, 0, 0, true, true, "");
    Results baseline =
        new Results("earlier", "elsewhere", "", List.of(), Protocol.full(), List.of(), List.of(other), List.of());
    StringWriter text = new StringWriter();
    new BaselineTable(results, baseline, new PrintWriter(text, true)).print();
    assertTrue(text.toString().contains("elsewhere"), text.toString());
    assertTrue(text.toString().contains("another protocol"), text.toString());
    assertTrue(text.toString().lines().anyMatch(line -> line.matches("training, 1 thread, samples/s +2.00")),
        text.toString());
  }

  @Test
  void timesAreBetterWhereTheyAreShorter() {
    Figure time = Figure.of(Workload.W1, "start", "ms", 100, false, "");
    assertEquals(4, Figure.of(Workload.W1, "start", "ms", 25, false, "").timesBetterThan(time));
  }

  @Test
  void aBaselineThatIsNoneIsToldBeforeAnythingIsMeasured() throws Exception {
    for (String text : List.of("no JSON", "{}", "[1]")) {
      Path file = Files.writeString(folder.resolve("file"), text);
      String message =
          assertThrows(IllegalArgumentException.class, () -> run(List.of("W5"), file), text).getMessage();
      assertTrue(message.contains(file.toString()), message);
    }
    assertEquals("", progress.toString());
  }

  @Test
  void theCommandLineFindsTheSuiteAndDescribesItsWorkloads() throws Exception {
    BenchmarkSuite suite = ServiceLoader.load(BenchmarkSuite.class).findFirst().orElseThrow();
    String help = new CommandLine(Class.forName("dev.kernelsmith.tools.BenchCommand")).getUsageMessage();
    for (String name : suite.workloads()) {
      String line = name + "  " + Workload.valueOf(name).title();
      assertTrue(help.contains(line), line);
    }
  }
}
