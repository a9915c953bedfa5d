package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows of metrics compiles: it is the code of this class. */
class ReadmeExampleTest {
  static void example(CompiledNetwork network, Dataset training, Dataset test) {
    // @formatter:off
    Predictions predictions = Predictions.of(network, test);              // one pass; all(...) for networks with several losses
    ClassificationReport report = predictions.classification();           // or regression()
    System.out.println(report);                                           // a row for each class, means, the confusion matrix
    System.out.println(report.macro().f1() + " " + report.auc() + " " + report.topK(3));
    Metric own = Metric.maximise("recall of 7", p -> p.classification().of(7).recall());
    MetricWatch watch = MetricWatch.of(network, test, own, Metric.MACRO_F1).stopAfter(5).restoreBest(true).print(System.out);
    Trainer.of(network).epochs(100).listener(watch).fit(training);
    // @formatter:on
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/kernelsmith/metrics/ReadmeExampleTest.java"));
    int start = source.indexOf("    Predictions predictions");
    String code = source.substring(start, source.indexOf("    // @formatter:on")).indent(-4);
    String readme = Files.readString(Path.of("../README.md"));
    assertTrue(readme.contains("```java\n" + code + "```\n"), code);
  }
}
