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
import java.util.Arrays;
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

    float probability(int step, int character) {
      return (step + character) % 8 / 8f;
    }

    @Override
    public String version() {
      return "7";
    }

    @Override
    public SequenceWriter writer(SequenceModel model, int threads) {
      int[] steps = {0};
      return new SequenceWriter() {
        @Override
        public void begin() {
          steps[0] = 0;
        }

        @Override
        public float[] step(int character) {
          assertTrue(character >= 0 && character < SequenceModel.VOCABULARY);
          assertTrue(steps[0] < SequenceModel.WINDOW);
          float[] probabilities = new float[SequenceModel.VOCABULARY];
          for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = probability(steps[0], i);
          }
          steps[0]++;
          return probabilities;
        }
      };
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

  /** A library whose first loss is another one, and whose second step is. */
  public static final class Wrong extends Falling {
    /** Made by name. */
    public Wrong() {}

    @Override
    double loss(int step) {
      return super.loss(step) + 1e-3;
    }

    @Override
    float probability(int step, int character) {
      return super.probability(step, character) + (step == 1 ? 1e-3f : 0);
    }
  }

  @Test
  void measuresThoseThatAgreeAndSaysWhyOthersAreMissing() throws Exception {
    StringWriter out = new StringWriter();
    SequencesMain main = new SequencesMain(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true));
    new CommandLine(main).parseArgs("--models=LSTM", "--threads=1,2", "--rounds=2", "--out=" + folder, "--modules="
        + folder, "--log=" + folder.resolve("none"), "--quantities=TRAINING");
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

  @Test
  void measuresWriting() throws Exception {
    StringWriter out = new StringWriter();
    SequencesMain main = new SequencesMain(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true));
    new CommandLine(main).parseArgs("--models=TRANSFORMER", "--rounds=1", "--out=" + folder, "--modules=" + folder,
        "--log=" + folder.resolve("none"), "--quantities=WRITING");
    main.measure(
        List.of(library(Library.OURS, Falling.class), library("Twin", Falling.class), library("Wrong", Wrong.class)),
        new Protocol(1, 20, 10, 2, 0, 0));
    assertEquals(
        List.of("writing, 1 thread", "Twin: writing, 1 thread"),
        Json.results(folder.resolve("results.json")).figures().stream().map(Figure::name).toList());
    assertTrue(
        out.toString().contains("Wrong 7 TRANSFORMER: probability 65 of the first samples is"), out.toString());
  }

  /** Step by step as for a whole text. */
  @ParameterizedTest
  @EnumSource
  void aWriterForetellsWhatPredictionsDo(SequenceModel model) {
    int[] text = new int[SequenceModel.WINDOW];
    SequenceWriter writer = new KernelsmithSequences().writer(model, 1);
    for (int round = 0; round < 2; round++) {
      writer.begin();
      float[] all = probabilities(model.network(), text);
      for (int i = 0; i < text.length; i++) {
        int from = i * SequenceModel.VOCABULARY;
        assertArrayEquals(Arrays.copyOfRange(all, from, from + SequenceModel.VOCABULARY), writer.step(text[i]));
      }
      text[0] = 5;
    }
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
