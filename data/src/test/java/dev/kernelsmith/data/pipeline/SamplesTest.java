package dev.kernelsmith.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.pictures.Augmentation;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples by index, and trainings on what becomes of them. */
@ResourceLock("threads that read ahead") // tests look for those that are left
@Timeout(120)
class SamplesTest {
  private static final int[] CLASSES = IntStream.range(0, 107).map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2).toArray();

  /** Sample i has the values i, i + 0.25 ... */
  private static ArrayDataset points() {
    float[][] inputs = new float[CLASSES.length][4];
    for (int i = 0; i < inputs.length; i++) {
      for (int j = 0; j < 4; j++) {
        inputs[i][j] = i + j / 4f;
      }
    }
    return ArrayDataset.ofClasses(inputs, CLASSES);
  }

  private static ArrayDataset noise() {
    Random random = new Random(4);
    float[][] inputs = new float[CLASSES.length][4];
    for (int i = 0; i < inputs.length; i++) {
      for (int j = 0; j < 4; j++) {
        inputs[i][j] = (float) random.nextGaussian() + (j == CLASSES[i] ? 2 : 0);
      }
    }
    return ArrayDataset.ofClasses(inputs, CLASSES);
  }

  private static float[] input(Dataset data, int index) {
    float[] values = new float[data.inputLength()];
    data.copyInput(index, values, 0);
    return values;
  }

  /** Which samples of {@link #points} these are. */
  private static int[] which(Dataset data) {
    return IntStream.range(0, data.size()).map(i -> {
      int number = (int) input(data, i)[0];
      assertEquals(CLASSES[number], data.classOf(i));
      return number;
    }).toArray();
  }

  private static Map<Integer, Integer> counts(Dataset data) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < data.size(); i++) {
      counts.merge(data.classOf(i), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void chosenSamples() {
    Samples data = Samples.of(points());
    assertArrayEquals(IntStream.range(0, 107).filter(i -> CLASSES[i] == 2).toArray(),
        which(data.filter(sample -> sample.classNumber() == 2)));
    assertArrayEquals(new int[] {50, 51},
        which(data.filter(sample -> sample.input()[1] > 50 && sample.input()[0] < 52)));
    assertArrayEquals(new int[] {3, 4}, which(data.skip(3).take(2)));
    assertArrayEquals(new int[] {0, 1, 0, 1, 0, 1}, which(data.take(2).repeat(3)));
    assertArrayEquals(new int[] {0, 1, 105, 106, 7}, which(data.take(2).concat(data.skip(105), data.skip(7).take(1))));
    assertThrows(RecordException.class, () -> data.filter(sample -> sample.target().length > 0));
    assertThrows(IllegalArgumentException.class, () -> data.take(0));
    assertThrows(IllegalArgumentException.class, () -> data.take(108));
    assertThrows(IllegalArgumentException.class, () -> data.skip(107));
    assertThrows(IllegalArgumentException.class, () -> data.repeat(0));
    assertThrows(IllegalArgumentException.class, () -> data.repeat(1 << 30));
    String thrown =
        assertThrows(RecordException.class, () -> data.filter(sample -> sample.input(1) == null)).getMessage();
    assertTrue(thrown.startsWith("sample 0 of data set in memory: 107 samples")
        && thrown.contains("the function of filter threw"), thrown);
  }

  @Test
  void joinedSamplesMustBeOfOneKind() {
    Samples data = Samples.of(points());
    Dataset values = ArrayDataset.ofValues(new float[3][4], new float[3][2]);
    String message = assertThrows(IllegalArgumentException.class, () -> data.concat(values)).getMessage();
    assertEquals("data set 1 has false for classes as targets, but the first has true: join samples of the same kind",
        message);
    assertThrows(IllegalArgumentException.class,
        () -> data.concat(data, ArrayDataset.ofClasses(new float[2][3], new int[2])));
    assertThrows(IllegalArgumentException.class, () -> data.concat(points().shaped(2, 2)));
    assertThrows(IllegalArgumentException.class,
        () -> Samples.of(values).concat(ArrayDataset.ofValues(new float[3][4], new float[3][3])));
    Samples shuffled = data.take(50).concat(data.skip(50).shuffle(1));
    assertFalse(Arrays.equals(which(shuffled.ofEpoch(1)), which(shuffled.ofEpoch(2))), "epochs reach the parts");
  }

  @Test
  void changedInputs() {
    Samples data = Samples.of(points()).map(values -> new float[] {values[3], values[0]}, 2, 1);
    assertEquals(List.of(2, 1), data.inputShape());
    assertArrayEquals(new float[] {5.75f, 5}, input(data, 5));
    assertEquals(4, Samples.of(points()).map(values -> values).inputLength());
    String length = assertThrows(RecordException.class,
        () -> input(Samples.of(points()).map(values -> new float[1]), 3)).getMessage();
    assertEquals("sample 3: the function of map gave 1 values, but 4 are expected: give map the shape of what it makes",
        length);
    assertThrows(RecordException.class, () -> input(Samples.of(points()).map(values -> null), 3));
    String thrown = assertThrows(RecordException.class, () -> input(Samples.of(points()).map(values -> {
      throw new IllegalStateException("mine");
    }), 3)).getMessage();
    assertEquals("sample 3: the function of map threw java.lang.IllegalStateException: mine", thrown);
    assertThrows(IllegalArgumentException.class, () -> Samples.of(points()).map(values -> values, 4, 0));
    Normalization fitted = Normalization.standard(points());
    assertArrayEquals(fitted.apply(input(points(), 9)), input(Samples.of(points()).normalized(fitted), 9));
  }

  @Test
  void shuffledAnewInEachEpoch() {
    Samples data = Samples.of(points()).shuffle(3);
    int[] asTheyAre = IntStream.range(0, 107).toArray();
    assertArrayEquals(asTheyAre, which(data), "as they are outside a training");
    Set<List<Integer>> orders = new HashSet<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      int[] order = which(data.ofEpoch(epoch));
      orders.add(Arrays.stream(order).boxed().toList());
      assertArrayEquals(order, which(Samples.of(points()).shuffle(3).ofEpoch(epoch)));
      assertArrayEquals(asTheyAre, Arrays.stream(order).sorted().toArray());
    }
    assertEquals(3, orders.size());
  }

  @Test
  void balancedClasses() {
    Samples data = Samples.of(points());
    Map<Integer, Integer> counts = counts(data);
    assertEquals(Map.of(0, 66, 1, 31, 2, 10), counts);
    for (int epoch = 0; epoch < 4; epoch++) {
      Dataset up = data.oversampled(1).ofEpoch(epoch);
      assertEquals(Map.of(0, 66, 1, 66, 2, 66), counts(up));
      Map<Integer, Integer> times = new HashMap<>();
      Arrays.stream(which(up)).forEach(i -> times.merge(i, 1, Integer::sum));
      assertEquals(107, times.size(), "no sample is missing");
      times.forEach(
          (i, n) -> assertTrue(CLASSES[i] == 0 ? n == 1 : CLASSES[i] == 1 ? n == 2 || n == 3 : n == 6 || n == 7));
      Dataset down = data.undersampled(1).ofEpoch(epoch);
      assertEquals(Map.of(0, 10, 1, 10, 2, 10), counts(down));
      assertEquals(30, Arrays.stream(which(down)).distinct().count(), "none is twice");
      assertEquals(Map.of(0, 2, 1, 2, 2, 2), counts(Samples.of(down).take(6)), "classes take turns");
    }
    assertFalse(Arrays.equals(which(data.undersampled(1).ofEpoch(1)), which(data.undersampled(1).ofEpoch(2))));
    assertFalse(Arrays.equals(which(data.undersampled(1).ofEpoch(1)), which(data.undersampled(2).ofEpoch(1))));
    Samples values = Samples.of(ArrayDataset.ofValues(new float[3][4], new float[3][2]));
    assertThrows(IllegalArgumentException.class, () -> values.oversampled(1));
    assertThrows(IllegalArgumentException.class, values::classWeighted);
    assertThrows(IllegalArgumentException.class, values::oneHot);
  }

  /** n / (k n_c), as scikit-learn documents "balanced". */
  @Test
  void weightsOfClasses() {
    double[] expected = {107.0 / (3 * 66), 107.0 / (3 * 31), 107.0 / (3 * 10)};
    assertArrayEquals(expected, Samples.of(points()).classWeights(), 0);
    double[] before = IntStream.range(0, 107).mapToDouble(i -> i).toArray();
    Samples weighted = Samples.of(points().weighted(before)).classWeighted();
    double[] sums = new double[3];
    for (int i = 0; i < 107; i++) {
      assertEquals(i * expected[CLASSES[i]], weighted.weightOf(i), 1e-12);
      sums[CLASSES[i]] += Samples.of(points()).classWeighted().weightOf(i);
    }
    assertArrayEquals(new double[] {107 / 3.0, 107 / 3.0, 107 / 3.0}, sums, 1e-9);
    assertArrayEquals(new double[] {1, 1, 1, 1},
        Samples.of(ArrayDataset.ofClasses(new float[2][1], new int[] {1, 3})).classWeights());
  }

  @Test
  void oneValueForEachClass() {
    Samples data = Samples.of(points()).oneHot();
    assertFalse(data.hasClasses());
    assertEquals(3, data.targetLength());
    float[] target = {7, 7, 7, 7, 7};
    data.copyTarget(9, target, 1);
    assertArrayEquals(new float[] {7, 0, 0, 1, 7}, target);
    assertEquals(5, Samples.of(points()).oneHot(5).targetLength());
    assertThrows(IllegalArgumentException.class, () -> Samples.of(points()).oneHot(2));
    assertThrows(IllegalStateException.class, () -> data.classOf(0));
  }

  /** Counts how often samples are asked for. */
  private static final class Counting extends DatasetView {
    private final AtomicInteger asked;

    Counting(Dataset base, AtomicInteger asked) {
      super(base);
      this.asked = asked;
    }

    @Override
    protected Dataset over(Dataset samples) {
      return new Counting(samples, asked);
    }

    @Override
    public void copyInput(int index, float[] into, int offset) {
      asked.incrementAndGet();
      super.copyInput(index, into, offset);
    }
  }

  @Test
  void keptSamplesAreReadOnce() {
    AtomicInteger asked = new AtomicInteger();
    Samples cached = Samples.of(new Counting(points(), asked)).cached(36 * 50);
    for (int round = 0; round < 3; round++) {
      assertArrayEquals(IntStream.range(0, 107).toArray(), which(cached.ofEpoch(round)));
      for (int i = 0; i < 107; i++) {
        assertArrayEquals(input(points(), i), input(cached, i));
      }
    }
    assertEquals(50 + 57 * 6, asked.get(), "50 fit, the others are read each time");
    asked.set(0);
    Samples all = Samples.of(new Counting(points(), asked)).cached(Long.MAX_VALUE);
    IntStream.range(0, 1070).parallel().forEach(i -> assertArrayEquals(input(points(), i % 107), input(all, i % 107)));
    assertTrue(asked.get() < 500, () -> "read " + asked.get() + " times");
    Samples none = Samples.of(points()).cached(0);
    assertArrayEquals(input(points(), 5), input(none, 5));
    Dataset joined = JoinedDataset.of(List.of(points(), points().shaped(2, 2)), List.of(points()));
    Samples two = Samples.of(joined).cached(1 << 20);
    assertEquals(List.of(2, 2), two.ofInput(1).inputShape());
    assertArrayEquals(input(points(), 5), input(two.ofInput(1), 5));
    assertArrayEquals(input(points(), 6), input(two.ofEpoch(2), 6));
    assertThrows(IllegalArgumentException.class, () -> Samples.of(points()).cached(-1));
    String changing =
        assertThrows(IllegalArgumentException.class, () -> Samples.of(points()).shuffle(1).cached(1000)).getMessage();
    assertTrue(changing.contains("put cached(...) before what changes them"), changing);
  }

  private static DotsNetwork trained(Dataset data, int threads) {
    DotsNetwork network = new DotsNetwork(1);
    Trainer.of(network).epochs(4).batchSize(16).seed(7).threads(threads).fit(data);
    return network;
  }

  private static DotsNetwork trained(Records<Dataset> batches) {
    DotsNetwork network = new DotsNetwork(1);
    try (Reading<Dataset> reading = batches.open()) {
      Trainer.of(network).seed(7).samplesPerEpoch(107).fit(reading);
    }
    return network;
  }

  private static float[] bits(DotsNetwork network) {
    return network.engine().parameters();
  }

  /** Ctrl-C while a training waits for its next batch: it ends as after any other step, and nothing that was learned is lost. */
  @Test
  void anInterruptWhileABatchIsWaitedForEndsTheTraining() {
    for (int threads : new int[] {0, 2}) {
      Thread trainer = Thread.currentThread();
      DotsNetwork network = new DotsNetwork(1);
      float[] before = bits(network);
      CountDownLatch learned = new CountDownLatch(1);
      Samples samples = Samples.of(noise());
      AtomicInteger counted = new AtomicInteger();
      Records<Numbered> numbered =
          samples.batches(16, 7).map(batch -> new Numbered(counted.incrementAndGet(), batch));
      Records<Dataset> batches =
          threads == 0 ? numbered.map(batch -> slow(batch, trainer, learned)).prefetch(1)
              : numbered.map(threads, batch -> slow(batch, trainer, learned));
      try (Reading<Dataset> reading = batches.open()) {
        TrainingHistory history = Trainer.of(network).seed(7).samplesPerEpoch(107).listener(new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            learned.countDown();
          }
        }).fit(reading);
        assertEquals(TrainingHistory.End.INTERRUPTED, history.end());
      } finally {
        assertTrue(Thread.interrupted());
      }
      assertFalse(Arrays.equals(before, bits(network)), "some steps were done");
    }
  }

  /** A batch with its place in their order, from 1. */
  private record Numbered(int number, Dataset batch) {}

  /** The fourth batch never comes: once a step is done and the trainer waits for it, the trainer is interrupted. */
  private static Dataset slow(Numbered batch, Thread trainer, CountDownLatch learned) {
    if (batch.number() == 4) {
      try {
        learned.await();
        while (trainer.getState() == Thread.State.RUNNABLE) {
          Thread.sleep(1);
        }
        trainer.interrupt();
        new CountDownLatch(1).await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    return batch.batch();
  }

  @Test
  void batchesTrainAsTheTrainerDoes() {
    float[] expected = bits(trained(noise(), 1));
    assertNotEquals(0, Arrays.hashCode(expected));
    Samples data = Samples.of(noise());
    assertArrayEquals(expected, bits(trained(data.batches(16, 7).repeat(4))));
    for (int buffer : new int[] {1, 2, 50}) {
      assertArrayEquals(expected, bits(trained(data.batches(16, 7).repeat(4).prefetch(buffer))));
      assertArrayEquals(expected, bits(trained(data.batches(16, 7).prefetch(buffer).repeat(4))));
    }
    assertArrayEquals(expected, bits(trained(data.cached(700), 2)));
    assertFalse(Arrays.equals(expected, bits(trained(data.batches(16, 8).repeat(4)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void trainingsOnViewsDoNotDependOnThreads(int threads) {
    Samples changed =
        Samples.of(noise()).map(values -> new float[] {values[1], values[0], -values[2], 1}).oversampled(2);
    assertArrayEquals(bits(trained(changed, 1)), bits(trained(changed, threads)));
    Samples more = changed.concat(changed.take(3)).shuffle(5).classWeighted();
    assertArrayEquals(bits(trained(more, 1)), bits(trained(more, threads)));
  }

  /** Batches have the samples as augmentation makes them in each epoch. */
  @Test
  void batchesKnowTheirEpoch() {
    Dataset moved = Augmentation.none().noise(0.5).of(noise().shaped(2, 2, 1), 3);
    assertArrayEquals(bits(trained(moved, 2)), bits(trained(Samples.of(moved).batches(16, 7).repeat(4).prefetch(2))));
    Dataset joined =
        JoinedDataset.of(List.of(points(), noise()), List.of(points(), points().weighted(new double[107])));
    Dataset batch = Samples.of(joined).batches(10, 1).toList().getFirst();
    assertEquals(2, batch.inputs());
    assertEquals(2, batch.targets());
    assertEquals(1, batch.ofTarget(0).weightOf(0));
    assertEquals(0, batch.ofTarget(1).weightOf(0));
    assertEquals("batch of " + joined + ": 10 samples of 4 values, classes 0 to 2", batch.toString());
  }

  @Test
  void aTrainingThatFailsOrStopsLeavesNoThread() {
    Dataset broken = Samples.of(noise()).map(values -> {
      if (values[0] == noiseAt(60)) {
        throw new UncheckedIOException("picture-60.png is damaged", new IOException("damaged"));
      }
      return values;
    });
    List<String> messages = new ArrayList<>();
    for (int buffer : new int[] {1, 3}) {
      messages.add(assertThrows(UncheckedIOException.class,
          () -> trained(Samples.of(broken).batches(16, 7).repeat(4).prefetch(buffer))).getMessage());
      noThreads();
    }
    assertEquals(List.of("picture-60.png is damaged", "picture-60.png is damaged"), messages);
    DotsNetwork network = new DotsNetwork(1);
    Trainer trainer = Trainer.of(network).samplesPerEpoch(107);
    trainer.listener(new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        state.stop();
      }
    });
    try (Reading<Dataset> reading = Samples.of(noise()).batches(16, 7).repeat().prefetch(4).open()) {
      trainer.fit(reading);
    }
    noThreads();
  }

  private static float noiseAt(int index) {
    return input(noise(), index)[0];
  }

  private static void noThreads() {
    assertTrue(Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.isAlive() && t.getName().startsWith("kernelsmith-prefetch")));
  }

  @Test
  void groupsAreNeverOnBothSides() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int size = 4 + random.nextInt(60);
      int[] groupOf = random.ints(size, 0, 2 + random.nextInt(12)).toArray();
      groupOf[0] = 1000;
      groupOf[1] = 1001;
      Dataset data = Samples.of(points()).take(size);
      double fraction = 0.05 + 0.9 * random.nextDouble();
      Groups groups = Groups.of(data, i -> "group " + groupOf[i]);
      int largest = (int) Arrays.stream(groupOf).mapToLong(g -> Arrays.stream(groupOf).filter(o -> o == g).count())
          .max().orElse(0);
      Split parts = groups.split(fraction, round);
      requireDivided(parts, groupOf, size);
      assertTrue(Math.abs(parts.validation().size() - fraction * size) <= largest, "about as many as asked for");
      assertArrayEquals(which(parts.training()), which(groups.split(fraction, round).training()));
      int k = 2 + random.nextInt(Math.min(5, groups.count() - 1));
      List<Split> folds = groups.folds(k, round);
      assertEquals(k, folds.size());
      assertArrayEquals(IntStream.range(0, size).toArray(),
          folds.stream().flatMapToInt(fold -> Arrays.stream(which(fold.validation()))).sorted().toArray());
      folds.forEach(fold -> requireDivided(fold, groupOf, size));
      int[] sizes = folds.stream().mapToInt(fold -> fold.validation().size()).sorted().toArray();
      assertTrue(sizes[k - 1] - sizes[0] <= largest, "folds are about as large");
    }
  }

  private static void requireDivided(Split parts, int[] groupOf, int size) {
    int[] training = which(parts.training());
    int[] validation = which(parts.validation());
    assertEquals(size, IntStream.concat(Arrays.stream(training), Arrays.stream(validation)).distinct().count());
    assertEquals(size, training.length + validation.length);
    Set<Integer> learned = new HashSet<>(Arrays.stream(training).map(i -> groupOf[i]).boxed().toList());
    assertTrue(Arrays.stream(validation).noneMatch(i -> learned.contains(groupOf[i])));
  }

  @Test
  void groupsThatCannotBeDivided() {
    Dataset data = points();
    String one = assertThrows(IllegalArgumentException.class, () -> Groups.of(data, i -> "a")).getMessage();
    assertEquals("the 107 samples are in 1 group: at least 2 groups are needed to divide them", one);
    String none = assertThrows(RecordException.class, () -> Groups.of(data, i -> i == 5 ? null : i)).getMessage();
    assertTrue(none.startsWith("sample 5: the function of groups gave null"), none);
    Groups groups = Groups.of(data, i -> i % 3);
    assertThrows(IllegalArgumentException.class, () -> groups.split(0, 1));
    assertThrows(IllegalArgumentException.class, () -> groups.split(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> groups.folds(4, 1));
    assertThrows(IllegalArgumentException.class, () -> groups.folds(1, 1));
    assertTrue(groups.toString().startsWith("3 groups of "));
    Split tiny = Groups.of(data, i -> i < 100 ? "large" : "small").split(0.001, 1);
    assertEquals(7, tiny.validation().size(), "a group at least");
    Split most = Groups.of(data, i -> i < 50 ? "a" : "b").split(0.999, 1);
    assertEquals(107, most.training().size() + most.validation().size());
  }

  @Test
  void splitsOfViewsKeepTheShareOfClasses() {
    Split parts = Split.stratified(Samples.of(points()).filter(sample -> sample.input()[0] < 100), 0.2, 1);
    assertEquals(Map.of(0, 12, 1, 6, 2, 2), counts(parts.validation()));
    assertEquals(Map.of(0, 48, 1, 24, 2, 8), counts(parts.training()));
  }
}
