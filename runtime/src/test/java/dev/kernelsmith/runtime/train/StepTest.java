package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training by the step and on streams gives the bits of a fit on the same batches in the same order. */
class StepTest {
  private static final int IN = 6;
  private static final Dataset DATA = Samples.clusters(110, IN, 3, 1);
  private static final Dataset HELD = Samples.clusters(37, IN, 3, 2);
  private static final int EPOCHS = 4;
  private static final long SEED = 3;

  @TempDir Path directory;

  private static LinearNetwork network() {
    return LinearNetwork.offloaded(new LinearProgram(IN, 3, true, 1), 5);
  }

  /** The batches that a fit takes, epoch by epoch. */
  private static List<Dataset> batches(Dataset data, int batchSize, int epochs) {
    List<Dataset> batches = new ArrayList<>();
    DataOrder order = new DataOrder(data.size(), SEED, true);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int[] samples = order.of(epoch);
      for (int start = 0; start < samples.length; start += batchSize) {
        int end = Math.min(samples.length, start + batchSize);
        batches.add(Subset.of(data, Arrays.copyOfRange(samples, start, end)));
      }
    }
    return batches;
  }

  private static void assertSame(List<EpochMetrics> expected, List<EpochMetrics> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      EpochMetrics a = expected.get(i);
      EpochMetrics b = actual.get(i);
      assertEquals(a.epoch(), b.epoch());
      assertEquals(a.loss(), b.loss());
      assertEquals(a.accuracy(), b.accuracy());
      assertEquals(a.validationLoss(), b.validationLoss());
      assertEquals(a.validationAccuracy(), b.validationAccuracy());
      assertEquals(a.learningRate(), b.learningRate());
    }
  }

  private static Trainer trainer(CompiledNetwork network, int threads, boolean cosine) {
    Trainer trainer = Trainer.of(network).seed(SEED).threads(threads).validation(HELD);
    return cosine ? trainer.learningRate(LearningRate.cosine(0.3, 0.01, EPOCHS).warmUp(9)) : trainer;
  }

  /** Random sizes of data and batches, numbers of threads, schedules: parameters, history and results of steps. */
  @Test
  void stepsAndStreamsEqualAFit() {
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      Dataset data = Samples.clusters(1 + random.nextInt(150), IN, 3, round);
      int batchSize = 1 + random.nextInt(70);
      int threads = 1 + random.nextInt(3);
      boolean cosine = random.nextBoolean();
      LinearNetwork fitted = network();
      List<Double> losses = new ArrayList<>();
      TrainingHistory history =
          trainer(fitted, threads, cosine).epochs(EPOCHS).batchSize(batchSize).listener(new TrainingListener() {
            @Override
            public void onStep(TrainingState state) {
              losses.add(state.stepLoss());
            }
          }).fit(data);
      float[] expected = fitted.engine().parameters();
      List<Dataset> batches = batches(data, batchSize, EPOCHS);

      LinearNetwork stepped = network();
      Trainer byStep = trainer(stepped, threads, cosine).samplesPerEpoch(data.size());
      List<EpochMetrics> epochs = new ArrayList<>();
      for (int i = 0; i < batches.size(); i++) {
        StepResult result = byStep.step(batches.get(i));
        assertEquals(i + 1, result.step());
        assertEquals(batches.get(i).size(), result.samples());
        assertEquals(losses.get(i), result.loss());
        assertFalse(result.stop());
        result.epoch().ifPresent(epochs::add);
      }
      assertArrayEquals(expected, stepped.engine().parameters());
      assertSame(history.epochs(), epochs);

      LinearNetwork streamed = network();
      TrainingHistory stream = trainer(streamed, threads, cosine).samplesPerEpoch(data.size()).fit(batches.iterator());
      assertEquals(End.END_OF_DATA, stream.end());
      assertSame(history.epochs(), stream.epochs());
      assertArrayEquals(expected, streamed.engine().parameters());
    }
  }

  @Test
  void stepsAndFitsFollowEachOther() {
    LinearNetwork one = network();
    TrainingHistory expected = trainer(one, 2, true).epochs(EPOCHS).batchSize(16).fit(DATA);
    List<Dataset> batches = batches(DATA, 16, EPOCHS);
    int perEpoch = batches.size() / EPOCHS;
    LinearNetwork network = network();
    Trainer trainer = trainer(network, 2, true).batchSize(16).samplesPerEpoch(DATA.size()).epochs(1);
    trainer.fit(DATA);
    for (int i = perEpoch; i < 2 * perEpoch; i++) {
      trainer.publishEvery(1 + i % 3).step(batches.get(i)); // set anew: the run behind the steps begins again
    }
    trainer.fit(DATA);
    TrainingHistory last = trainer.fit(number -> batches.get((int) number - 1));
    assertEquals(End.COMPLETED, last.end());
    assertSame(expected.epochs(), last.epochs());
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }

  @Test
  void anEpochThatAStreamBeganIsFinishedBySteps() {
    LinearNetwork one = network();
    trainer(one, 2, true).epochs(EPOCHS).batchSize(16).fit(DATA);
    List<Dataset> batches = batches(DATA, 16, EPOCHS);
    LinearNetwork network = network();
    Trainer trainer = trainer(network, 2, true).samplesPerEpoch(DATA.size());
    assertEquals(0, trainer.fit(batches.subList(0, 3).iterator()).epochs().size());
    for (Dataset batch : batches.subList(3, 10)) {
      trainer.step(batch);
    }
    assertEquals(EPOCHS, trainer.fit(batches.subList(10, batches.size()).iterator()).epochs().size());
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }

  @Test
  void onADeviceToo() {
    LinearNetwork one = network();
    LinearNetwork stepped = network();
    LinearNetwork streamed = network();
    List<Dataset> batches = batches(DATA, 16, 2);
    try (DeviceNetwork first = one.placed(16, 16);
        DeviceNetwork second = stepped.placed(16, 16);
        DeviceNetwork third = streamed.placed(16, 16)) {
      trainer(first, 1, true).epochs(2).batchSize(16).fit(DATA);
      Trainer trainer = trainer(second, 1, true).samplesPerEpoch(DATA.size());
      for (Dataset batch : batches) {
        trainer.step(batch);
        second.predict(HELD); // has the device work with what was published
      }
      trainer(third, 1, true).samplesPerEpoch(DATA.size()).fit(batches.iterator());
      IllegalArgumentException large = assertThrows(IllegalArgumentException.class, () -> trainer.step(DATA));
      assertTrue(large.getMessage().contains("at most 16"), large.getMessage());
    }
    assertArrayEquals(one.engine().parameters(), stepped.engine().parameters());
    assertArrayEquals(one.engine().parameters(), streamed.engine().parameters());
  }

  @Test
  void arraysAreBatches() {
    Random random = new Random(1);
    float[][] inputs = new float[20][IN];
    float[][] values = new float[20][2];
    int[] classes = random.ints(20, 0, 3).toArray();
    for (int i = 0; i < 20; i++) {
      for (int k = 0; k < IN; k++) {
        inputs[i][k] = random.nextFloat();
      }
      values[i][i % 2] = 1;
    }
    LinearNetwork a = network();
    LinearNetwork b = network();
    Trainer.of(a).step(inputs, classes);
    Trainer.of(b).step(ArrayDataset.ofClasses(inputs, classes));
    assertArrayEquals(a.engine().parameters(), b.engine().parameters());
    LinearNetwork c = LinearNetwork.regression(IN, 2, 5);
    LinearNetwork d = LinearNetwork.regression(IN, 2, 5);
    assertTrue(Trainer.of(c).step(inputs, values).accuracy().isEmpty());
    Trainer.of(d).step(ArrayDataset.ofValues(inputs, values));
    assertArrayEquals(c.engine().parameters(), d.engine().parameters());
  }

  @Test
  void predictionsSeeWhatWasPublished() {
    LinearNetwork every = network();
    LinearNetwork third = network();
    Trainer one = Trainer.of(every);
    Trainer two = Trainer.of(third).publishEvery(3);
    float[] seen = third.engine().parameters();
    List<Dataset> batches = batches(DATA, 16, 1);
    for (int i = 1; i <= batches.size(); i++) {
      one.step(batches.get(i - 1));
      two.step(batches.get(i - 1));
      if (i % 3 == 0) {
        seen = every.engine().parameters();
      }
      assertArrayEquals(seen, third.engine().parameters());
    }
    assertFalse(Arrays.equals(every.engine().parameters(), third.engine().parameters()));
    two.publish();
    assertArrayEquals(every.engine().parameters(), third.engine().parameters());
    Trainer.of(third).publish(); // nothing was learned
    assertArrayEquals(every.engine().parameters(), third.engine().parameters());
  }

  @Test
  void aScheduleByEpochsNeedsEpochs() {
    for (LearningRate schedule : List.of(LearningRate.cosine(0.1, 0, 3), LearningRate.stepDecay(0.1, 0.5, 2),
        LearningRate.exponential(0.1, 0.9), LearningRate.exponential(0.1, 0.9).warmUp(1),
        LearningRate.onPlateau(0.1, 0.5, 2, 0), LearningRate.cosineRestarts(0.1, 0, 2, 1))) {
      Trainer trainer = Trainer.of(network()).learningRate(schedule);
      TrainingException exception = assertThrows(TrainingException.class, () -> trainer.step(DATA));
      assertTrue(exception.getMessage().contains("samplesPerEpoch"), exception.getMessage());
      trainer.samplesPerEpoch(500).step(DATA);
    }
    Trainer.of(network()).learningRate(LearningRate.constant(0.1).warmUp(5)).step(DATA);
    Trainer endless = Trainer.of(network()).learningRate(LearningRate.cosine(0.1, 0, 0)).samplesPerEpoch(500);
    TrainingException open = assertThrows(TrainingException.class, () -> endless.step(DATA));
    assertTrue(open.getMessage().contains("call epochs"), open.getMessage());
  }

  @Test
  void settingsWithoutAMeaningAreRefused() {
    for (UnaryOperator<Trainer> setting : List.<UnaryOperator<Trainer>>of(t -> t.validation(HELD),
        t -> t.earlyStopping(EarlyStopping.patience(2).watching(Metric.LOSS)),
        t -> t.checkpoint(directory.resolve("checkpoint")), t -> t.validationSplit(0.5))) {
      Trainer trainer = setting.apply(Trainer.of(network()));
      assertThrows(IllegalStateException.class, () -> trainer.step(DATA));
      assertThrows(IllegalStateException.class, () -> trainer.fit(List.of(DATA).iterator()));
    }
    Trainer best = Trainer.of(network()).restoreBest(true);
    assertThrows(IllegalStateException.class, () -> best.step(DATA));
    assertThrows(IllegalStateException.class, () -> best.fit(List.of(DATA).iterator()));
    assertThrows(IllegalStateException.class, () -> Trainer.of(network()).epochs(2).fit(List.of(DATA).iterator()));
    best.samplesPerEpoch(100).fit(List.of(DATA).iterator());
  }

  /** What fails because of its batch changes nothing: neither parameters nor the optimizer's state. */
  @Test
  void abadBatchChangesNothing() {
    LinearNetwork straight = network();
    LinearNetwork disturbed = network();
    Trainer expected = Trainer.of(straight);
    Trainer trainer = Trainer.of(disturbed);
    for (Dataset batch : batches(DATA, 16, 2)) {
      expected.step(batch);
      TrainingException nan =
          assertThrows(TrainingException.class, () -> trainer.step(new Spoiled(batch, 1, 2, Float.NaN)));
      assertTrue(nan.getMessage().contains("value 2 of sample 1"), nan.getMessage());
      assertThrows(IllegalArgumentException.class, () -> trainer.step(Samples.clusters(8, IN + 1, 3, 1)));
      assertThrows(IllegalArgumentException.class, () -> trainer.step(Samples.clusters(80, IN, 9, 1)));
      trainer.step(batch);
      assertArrayEquals(straight.engine().parameters(), disturbed.engine().parameters());
    }
  }

  @Test
  void anUpdateThatGoesTooFarIsNotPublished() {
    LinearNetwork network = LinearNetwork.regression(4, 2, 1);
    Dataset data = Samples.line(64, 4, 2, 1);
    Trainer trainer =
        Trainer.of(network).learningRate((epoch, step) -> step < 3 ? 0.01f : step == 3 ? 1e18f : Float.MAX_VALUE);
    trainer.step(data);
    trainer.step(data);
    trainer.step(data);
    float[] before = network.engine().parameters();
    TrainingException exception = assertThrows(TrainingException.class, () -> trainer.step(data));
    assertTrue(exception.getMessage().contains("after step 4 (learning rate"), exception.getMessage());
    assertTrue(exception.getMessage().contains("keeps its parameters of step 3"), exception.getMessage());
    assertArrayEquals(before, network.engine().parameters());
    assertEquals(1, trainer.learningRate(1e-4).step(data).step(), "starts anew");
  }

  @Test
  void listenersHearAndStop() {
    List<String> heard = new ArrayList<>();
    Trainer trainer = Trainer.of(network()).learningRate(0.25).samplesPerEpoch(48).listener(new TrainingListener() {
      @Override
      public void onStart(TrainingState state) {
        heard.add("start " + state.epochs() + " " + state.samples() + " " + state.stepsDone());
      }

      @Override
      public void onStep(TrainingState state) {
        heard.add(state.stepsDone() + " " + state.epoch() + "." + state.step() + " of " + state.steps() + " "
            + state.learningRate());
        if (state.stepsDone() == 4) {
          state.stop();
        }
      }

      @Override
      public void onEpoch(TrainingState state, EpochMetrics metrics) {
        heard.add("epoch " + metrics.epoch());
      }
    });
    List<Dataset> batches = batches(DATA, 16, 2);
    List<Boolean> stops = batches.stream().limit(5).map(batch -> trainer.step(batch).stop()).toList();
    assertEquals(List.of(false, false, false, true, false), stops);
    assertEquals(
        List.of("start 0 48 0", "1 1.1 of 3 0.25", "2 1.2 of 3 0.25", "3 1.3 of 3 0.25", "epoch 1", "4 2.1 of 3 0.25",
            "5 2.2 of 3 0.25"),
        heard);
    Trainer streaming = Trainer.of(network()).listener(new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.stepsDone() == 4) {
          state.stop();
        }
      }
    });
    List<Long> asked = new ArrayList<>();
    assertEquals(End.REQUESTED, streaming.fit(step -> {
      asked.add(step);
      return DATA;
    }).end());
    assertEquals(List.of(1L, 2L, 3L, 4L), asked);
    assertEquals(5, streaming.step(DATA).step(), "the trainer goes on");
  }

  @Test
  void aStreamGoesOnFromACheckpoint() {
    Path file = directory.resolve("checkpoint");
    List<Dataset> batches = batches(DATA, 16, EPOCHS);
    LinearNetwork straight = network();
    TrainingHistory expected =
        trainer(straight, 2, true).samplesPerEpoch(DATA.size()).fit(batches.iterator());
    trainer(network(), 2, true).samplesPerEpoch(DATA.size()).checkpoint(file).fit(batches.subList(0, 18).iterator());
    LinearNetwork resumed = network();
    TrainingHistory history = trainer(resumed, 2, true).samplesPerEpoch(DATA.size()).resume(file)
        .fit(step -> step > batches.size() ? null : batches.get((int) step - 1));
    assertSame(expected.epochs(), history.epochs());
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    LinearNetwork stepped = network();
    Trainer byStep = trainer(stepped, 2, true).samplesPerEpoch(DATA.size()).resume(file);
    for (Dataset batch : batches.subList(14, batches.size())) {
      byStep.step(batch);
    }
    assertArrayEquals(straight.engine().parameters(), stepped.engine().parameters());
  }

  @Test
  void othersParametersStartAnew() throws Exception {
    LinearNetwork network = network();
    Path file = directory.resolve("weights");
    network.save(file);
    Trainer trainer = Trainer.of(network);
    float[] first = null;
    for (int round = 0; round < 2; round++) {
      assertEquals(1, trainer.step(DATA).step());
      assertEquals(2, trainer.step(DATA).step());
      first = first == null ? network.engine().parameters() : first;
      assertArrayEquals(first, network.engine().parameters());
      network.load(file);
    }
    trainer.step(DATA);
    network.load(file);
    trainer.step(DATA);
    trainer.reset();
    network.load(file);
    assertEquals(1, trainer.step(DATA).step());
  }

  @Test
  void batchesMustBeOfOneKind() {
    Trainer trainer = Trainer.of(LinearNetwork.regression(IN, 3, 1));
    trainer.step(Samples.line(10, IN, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> Trainer.of(network()).step(Samples.line(10, IN, 3, 1)));
    trainer.step(Samples.line(30, IN, 3, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStepAllocatesLittle(int threads) {
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Trainer trainer = Trainer.of(network()).threads(threads).publishEvery(1000);
    long id = Thread.currentThread().threadId();
    long before = 0;
    for (int i = 0; i < 2000; i++) {
      if (i == 1000) {
        before = beans.getThreadAllocatedBytes(id);
      }
      trainer.step(DATA);
    }
    long each = (beans.getThreadAllocatedBytes(id) - before) / 1000;
    assertTrue(each < 4000, each + " bytes a step");
  }

  /** NaN is blamed on missing epochs only where these are what is missing. */
  @Test
  void aScheduleThatGivesNoNumberIsTold() {
    String own = "the learning rate schedule a schedule of the program gave ";
    String keeps = "The network keeps its parameters as they were before.";
    assertEquals(own + "NaN for step 1: it must be finite and not negative. " + keeps,
        wrongRate((epoch, step) -> Double.NaN));
    assertEquals(own + "1.0E39 for step 1: it must be finite and not negative, as a float. " + keeps,
        wrongRate((epoch, step) -> 1e39));
    assertEquals(own + "-0.5 for step 1: it must be finite and not negative. " + keeps,
        wrongRate((epoch, step) -> -0.5));
    assertTrue(wrongRate((epoch, step) -> 0.1 * epoch).contains(" goes by epochs, but nobody said how many samples"));
    assertTrue(wrongRate(LearningRate.cosine(0.1, 0, 5)).contains(" goes by epochs, but nobody said how many samples"));
    Dataset data = Samples.clusters(10, 6, 3, 1);
    Trainer open = Trainer.of(LinearNetwork.offloaded(new LinearProgram(6, 3, true, 1), 5))
        .learningRate(LearningRate.cosine(0.1, 0, 0)).samplesPerEpoch(10);
    assertTrue(assertThrows(TrainingException.class, () -> open.step(data)).getMessage()
        .contains(" goes over all epochs of a training, but nobody said how many this one has"));
    Trainer whole = Trainer.of(LinearNetwork.offloaded(new LinearProgram(6, 3, true, 1), 5))
        .learningRate((epoch, step) -> step == 2 ? Double.NaN : 0.1).batchSize(5);
    assertEquals(own + "NaN for epoch 1, step 2 of 2: it must be finite and not negative. " + keeps,
        assertThrows(TrainingException.class, () -> whole.fit(data)).getMessage());
  }

  private static String wrongRate(LearningRate schedule) {
    Trainer trainer =
        Trainer.of(LinearNetwork.offloaded(new LinearProgram(6, 3, true, 1), 5)).learningRate(schedule);
    return assertThrows(TrainingException.class, () -> trainer.step(Samples.clusters(10, 6, 3, 1))).getMessage();
  }
}
