package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a JVM of its own, killed at random moments and started again, ends with the bits and the history of one that was left alone. {@code
 * -Dtraining.kills=100} kills more often.
 */
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("training.kills", 5);
  private static final Dataset DATA = Samples.clusters(110, 6, 3, 1);
  private static final Dataset HELD = Samples.clusters(30, 6, 3, 2);
  private static final String READY = "ready";

  @TempDir Path directory;

  /** The training. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(READY);
      train(Path.of(arguments[0]), Path.of(arguments[1]));
    }
  }

  private static void train(Path folder, Path result) throws IOException {
    LinearNetwork network = LinearNetwork.classifier(6, 3, 5);
    TrainingHistory history =
        Trainer.of(network).epochs(30).batchSize(16).seed(3).threads(2).validation(HELD).restoreBest(true)
            .learningRate(LearningRate.cosine(0.9, 0.01, 30).warmUp(9))
            .checkpoints(Checkpoints.in(folder).everySteps(3).everyEpochs(1).keepLast(2).keepBest(true))
            .resumeLatest(folder)
            .fit(DATA);
    StringBuilder text = new StringBuilder(history.bestEpoch() + " " + history.end() + "\n");
    for (EpochMetrics epoch : history.epochs()) {
      text.append(epoch.epoch()).append(' ').append(epoch.loss()).append(' ').append(epoch.accuracy()).append(' ')
          .append(epoch.validationLoss()).append(' ').append(epoch.validationAccuracy()).append(' ')
          .append(epoch.learningRate()).append('\n');
    }
    Files.writeString(Path.of(result + ".txt"), text);
    network.save(result);
  }

  /** Lets a child run for a while at most; whether it came to its end. */
  private boolean run(Path folder, Path result, long mostNanos) throws IOException, InterruptedException {
    Path errors = directory.resolve("errors.txt");
    Process child =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
            Child.class.getName(), folder.toString(), result.toString()).redirectError(errors.toFile()).start();
    try (var lines = child.inputReader()) {
      assertEquals(READY, lines.readLine(), () -> said(errors));
      if (!child.waitFor(mostNanos, TimeUnit.NANOSECONDS)) {
        child.destroyForcibly().waitFor();
        return false;
      }
    }
    assertEquals(0, child.exitValue(), () -> said(errors));
    return true;
  }

  private static String said(Path errors) {
    try {
      return Files.readString(errors);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Test
  void goesOnWithTheSameBits() throws IOException, InterruptedException {
    Path expected = directory.resolve("expected");
    train(directory.resolve("straight"), expected);
    long began = System.nanoTime();
    run(directory.resolve("alone"), directory.resolve("alone.weights"), Long.MAX_VALUE);
    long most = System.nanoTime() - began;
    Random random = new Random(KILLS);
    int kills = 0;
    int rounds = 0;
    while (kills < KILLS) {
      Path folder = directory.resolve("killed" + rounds);
      Path result = directory.resolve("result" + rounds);
      boolean last = false;
      while (!run(folder, result, last ? Long.MAX_VALUE : (long) (random.nextDouble() * 0.6 * most))) {
        kills++;
        last = kills >= KILLS;
      }
      assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(result));
      assertEquals(Files.readString(Path.of(expected + ".txt")), Files.readString(Path.of(result + ".txt")));
      try (Stream<Path> files = Files.list(folder)) {
        List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
        assertEquals(List.of("best.safetensors", "step-000000000207.safetensors", "step-000000000210.safetensors"),
            names);
      }
      rounds++;
    }
    System.out.println(kills + " kills in " + rounds + " trainings");
    assertTrue(rounds > 0);
  }
}
