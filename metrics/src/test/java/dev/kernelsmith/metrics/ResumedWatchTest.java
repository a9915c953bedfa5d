package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Checkpoints;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched training that stops anywhere, or is killed, and goes on is one that did not: parameters, figures, what is best, patience, and the rate that follows a metric. */
class ResumedWatchTest {
  private static final Dataset DATA = data(1);
  private static final Dataset HELD = data(2);
  private static final int EPOCHS = 9;

  @TempDir Path folder;

  private static Dataset data(long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[100][4];
    int[] classes = new int[100];
    for (int i = 0; i < 100; i++) {
      for (int k = 0; k < 4; k++) {
        inputs[i][k] = (float) random.nextGaussian();
      }
      classes[i] = random.nextInt(6) == 0 ? random.nextInt(3) : inputs[i][0] > 0.5 ? 0 : inputs[i][1] > 0 ? 1 : 2;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  /** What a training comes to. */
  private record Result(List<Map<String, Double>> history, int bestEpoch, double best, float[] parameters) {
    void assertIs(Result other, String when) {
      assertEquals(history, other.history, when);
      assertEquals(bestEpoch, other.bestEpoch, when);
      assertEquals(best, other.best, when);
      assertArrayEquals(parameters, other.parameters, when);
    }
  }

  /** Is thrown where a process would be killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static MetricWatch watch(ClassesNetwork network, Path run) {
    return MetricWatch.of(network, HELD, Metric.MACRO_F1, Metric.AUC).restoreBest(true).checkpoints(run);
  }

  /** A training that goes on from its folder, with something that listens before and behind the watch. */
  private static Result train(Path run, TrainingListener before, TrainingListener behind) {
    ClassesNetwork network = new ClassesNetwork(1);
    MetricWatch watch = watch(network, run);
    Trainer.of(network).epochs(EPOCHS).batchSize(32).learningRate(watch.onPlateau(0.4, 0.5, 2, 0.01))
        .listener(before).listener(watch).listener(behind)
        .checkpoints(Checkpoints.in(run).everySteps(3).everyEpochs(1).keepLast(2)).resumeLatest(run).fit(DATA);
    return new Result(watch.history(), watch.bestEpoch(), watch.best(), network.engine().parameters());
  }

  private static TrainingListener killer(int step, boolean atEpochs) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (!atEpochs && state.stepsDone() == step) {
          throw new Killed();
        }
      }

      @Override
      public void onEpoch(TrainingState state, EpochMetrics metrics) {
        if (atEpochs && state.stepsDone() == step) {
          throw new Killed();
        }
      }
    };
  }

  @Test
  void goesOnAsIfItHadNotStopped() throws IOException {
    TrainingListener none = new TrainingListener() {};
    Result straight = train(folder.resolve("straight"), none, none);
    assertEquals(EPOCHS, straight.history.size());
    assertTrue(straight.bestEpoch > 1 && straight.bestEpoch < EPOCHS, "best epoch " + straight.bestEpoch);
    int steps = 4 * EPOCHS;
    for (int step = 1; step <= steps; step++) {
      Path run = folder.resolve("run" + step);
      int last = step;
      boolean ends = step % 4 == 0; // in an epoch's end the watch is reached between a checkpoint and what it writes itself, and behind that
      assertThrows(Killed.class, () -> train(run, killer(last, ends), none));
      if (ends && step < steps) {
        assertThrows(Killed.class, () -> train(run, none, killer(last + 4, true)), "step " + step);
      }
      train(run, none, none).assertIs(straight, "killed at step " + step);
      assertEquals(1, watchFiles(run));
    }
  }

  private static long watchFiles(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(f -> f.getFileName().toString().startsWith("watch-")).count();
    }
  }

  /** The best by the metric is a checkpoint like others: a training goes on from it to the bits of the one that it is of. */
  @Test
  void theBestIsACheckpoint() throws IOException {
    TrainingListener none = new TrainingListener() {};
    Path run = folder.resolve("run");
    Result straight = train(run, none, none);
    Path best = run.resolve(String.format("watch-%012d.safetensors", 4 * straight.bestEpoch));
    ClassesNetwork loaded = new ClassesNetwork(5);
    loaded.load(best);
    assertEquals(straight.best, Metric.MACRO_F1.of(Predictions.of(loaded, HELD)));
    assertArrayEquals(straight.parameters, loaded.engine().parameters());
    ClassesNetwork network = new ClassesNetwork(1);
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.copy(run.resolve("watch.csv"), other.resolve("watch.csv"));
    Files.copy(best, other.resolve(best.getFileName()));
    MetricWatch watch = watch(network, other);
    Trainer.of(network).epochs(EPOCHS).batchSize(32).learningRate(watch.onPlateau(0.4, 0.5, 2, 0.01)).listener(watch)
        .checkpoints(Checkpoints.in(other).everyEpochs(1)).resume(best).fit(DATA);
    assertEquals(straight.history, watch.history());
    assertArrayEquals(straight.parameters, network.engine().parameters());
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path run = folder.resolve("run");
    ClassesNetwork network = new ClassesNetwork(1);
    Trainer rare = Trainer.of(network).epochs(3).listener(watch(network, run))
        .checkpoints(Checkpoints.in(run).everyEpochs(2));
    assertTrue(assertThrows(IllegalStateException.class, () -> rare.fit(DATA)).getMessage()
        .startsWith("a watch keeps the checkpoint of the best epoch, but there is no "
            + run.resolve("step-000000000002.safetensors")));

    Path late = folder.resolve("late");
    Trainer.of(network).epochs(2).checkpoints(Checkpoints.in(late)).fit(DATA);
    Trainer lateOne =
        Trainer.of(network).epochs(3).listener(watch(network, late)).checkpoints(Checkpoints.in(late))
            .resumeLatest(late);
    assertTrue(assertThrows(IllegalStateException.class, () -> lateOne.fit(DATA)).getMessage()
        .startsWith("folder " + late + " knows of 0 of the 2 epochs of this training"));

    Path damaged = folder.resolve("damaged");
    TrainingListener none = new TrainingListener() {};
    train(damaged, none, none);
    Path file = damaged.resolve("watch.csv");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 30));
    assertTrue(assertThrows(IllegalStateException.class, () -> train(damaged, none, none)).getMessage()
        .startsWith("line 10 of " + file + " is no epoch of a watch: "));
    Files.writeString(file, text.replace("AUC", "R2"));
    assertTrue(assertThrows(IllegalStateException.class, () -> train(damaged, none, none)).getMessage()
        .endsWith("but this watch measures epoch,step,macro F1,AUC: go on with the same metrics"));
  }
}
