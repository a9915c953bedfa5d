package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A run with libraries of the tests, whose steps do nothing. */
class SequencesMainTest {
  @TempDir Path folder;

  private static Library library(String title, Class<?> peer) {
    return new Library(title, "", "", peer.getName(), "", List.of(), Map.of());
  }

  /** Losses that fall. */
  public static class Falling implements SequencePeer {
    /** Made by name. */
    public Falling() {}

    double loss(int step) {
      return 4 - 0.01 * step;
    }

    @Override
    public String version() {
      return "7";
    }

    @Override
    public SequenceTraining training(SequenceModel model, int threads) {
      return new SequenceTraining() {
        @Override
        public void train(SequenceBatches batches, DoublePredicate goesOn) {
          int step = 0;
          while (goesOn.test(loss(step))) {
            step++;
          }
        }
      };
    }
  }

  /** A library whose first loss is another one. */
  public static final class Wrong extends Falling {
    /** Made by name. */
    public Wrong() {}

    @Override
    double loss(int step) {
      return super.loss(step) + 1e-3;
    }
  }

  @Test
  void measuresThoseThatAgreeAndSaysWhyOthersAreMissing() throws Exception {
    StringWriter out = new StringWriter();
    SequencesMain main = new SequencesMain(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true));
    new CommandLine(main).parseArgs("--models=LSTM", "--threads=1,2", "--rounds=2", "--out=" + folder, "--modules="
        + folder, "--log=" + folder.resolve("none"));
    main.measure(
        List.of(library(Library.OURS, Falling.class), library("Twin", Falling.class), library("Wrong", Wrong.class)),
        new Protocol(1, 20, 10, 2, 0, 0));
    List<Figure> figures = Json.results(folder.resolve("results.json")).figures();
    assertEquals(
        List.of("training, 1 thread", "Twin: training, 1 thread", "training, 2 threads", "Twin: training, 2 threads"),
        figures.stream().map(Figure::name).toList());
    for (Figure figure : figures) {
      assertEquals("LSTM", figure.workload());
      assertTrue(figure.how().endsWith("and of 2 JVMs in turns with others"), figure.how());
    }
    assertTrue(
        out.toString().contains("Wrong 7 LSTM: the loss before step 1 is 4.0010000, not 4.0000000"), out.toString());
  }

  @ParameterizedTest
  @EnumSource
  void oneHotVectorsTimesTheTableAreTheTable(SequenceModel model) {
    int[] text = new int[SequenceModel.WINDOW];
    for (int i = 0; i < text.length; i++) {
      text[i] = (3 + 7 * i) % SequenceModel.VOCABULARY;
    }
    assertArrayEquals(probabilities(model.network(), text), probabilities(model.oneHotNetwork(), text), 1e-6f);
  }

  private static float[] probabilities(CompiledNetwork network, int[] text) {
    return network.engine().predict(new Object[] {text});
  }

  @Test
  void batchesAreWindowsOfOneText() {
    SequenceBatches batches = new SequenceBatches();
    int size = SequenceModel.BATCH * SequenceModel.WINDOW;
    int[] first = batches.characters(0);
    int[] next = batches.next(0);
    assertEquals(size, first.length);
    for (int i = 1; i < size; i++) {
      assertEquals(first[i], next[i - 1]);
    }
    assertEquals(next[size - 1], batches.characters(1)[0]);
    float[] sample = new float[SequenceModel.WINDOW];
    batches.samples().copyInput(SequenceModel.BATCH, sample, 0);
    assertEquals(batches.characters(1)[0], sample[0]);
  }
}
