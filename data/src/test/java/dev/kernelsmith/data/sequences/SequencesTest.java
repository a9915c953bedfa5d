package dev.kernelsmith.data.sequences;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.pipeline.Reading;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows show the sequence at their places, sequences are filled up and cut as was said, and networks learn from both. */
class SequencesTest {
  @TempDir Path folder;

  private static float[] input(Dataset data, int index) {
    float[] values = new float[data.inputLength()];
    data.copyInput(index, values, 0);
    return values;
  }

  private static float[] target(Dataset data, int index) {
    float[] values = new float[data.targetLength()];
    data.copyTarget(index, values, 0);
    return values;
  }

  @Test
  void windowsShowTheSeriesAtTheirPlaces() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int steps = 12 + random.nextInt(40);
      int width = 1 + random.nextInt(3);
      float[][] series = new float[steps][width];
      for (int t = 0; t < steps; t++) {
        for (int f = 0; f < width; f++) {
          series[t][f] = 100 * t + f;
        }
      }
      int length = 1 + random.nextInt(5);
      int near = 1 + random.nextInt(3);
      int far = near + random.nextInt(3);
      int stride = 1 + random.nextInt(4);
      int feature = random.nextInt(width);
      Windows windows = Windows.ofSeries(series, length).horizon(near, far).stride(stride).targets(feature);
      assertEquals(List.of(length, width), windows.inputShape());
      int count = 0;
      for (int start = 0; start + length - 1 + far < steps; start += stride) {
        assertEquals(start, windows.start(count));
        float[] input = input(windows, count);
        for (int i = 0; i < input.length; i++) {
          assertEquals(100 * (start + i / width) + i % width, input[i]);
        }
        float[] target = target(windows, count);
        assertEquals(far - near + 1, target.length);
        for (int i = 0; i < target.length; i++) {
          assertEquals(100 * (start + length - 1 + near + i) + feature, target[i]);
        }
        count++;
      }
      assertEquals(count, windows.size(), "seed " + seed);
    }
  }

  @Test
  void aSplitIsInTimeAndNothingIsInBothParts() {
    float[] series = new float[100];
    for (int t = 0; t < series.length; t++) {
      series[t] = t;
    }
    for (int horizon : List.of(1, 5)) {
      Split parts = Windows.ofSeries(series, 10).horizon(horizon).split(0.3);
      Set<Float> learned = values(parts.training());
      Set<Float> validated = values(parts.validation());
      assertTrue(learned.stream().allMatch(value -> value < 70), learned::toString);
      assertTrue(validated.stream().allMatch(value -> value >= 70), validated::toString);
      assertEquals(70 - 10 - horizon + 1, parts.training().size());
      assertEquals(30 - 10 - horizon + 1, parts.validation().size());
    }
    assertThrows(IllegalArgumentException.class, () -> Windows.ofSeries(series, 10).split(0.05));
    assertThrows(IllegalArgumentException.class, () -> Windows.ofSeries(series, 10).split(1));
  }

  private static Set<Float> values(Dataset data) {
    Set<Float> all = new HashSet<>();
    for (int i = 0; i < data.size(); i++) {
      for (float value : input(data, i)) {
        all.add(value);
      }
      all.add(target(data, i)[0]);
    }
    return all;
  }

  @Test
  void theTargetOfTokensIsTheNextOneAtEachPosition() {
    Windows windows = Windows.ofTokens(new int[] {5, 6, 7, 8, 9, 10, 11}, 3).stride(2);
    assertEquals(2, windows.size());
    assertArrayEquals(new float[] {7, 8, 9}, input(windows, 1));
    assertArrayEquals(new float[] {8, 9, 10}, target(windows, 1));
    assertEquals(List.of(3), windows.inputShape());
  }

  @Test
  void aNetworkLearnsTheNextToken() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("abcd");
    Split parts = Windows.ofTokens(tokenizer.encode("abcd".repeat(50)), 6).split(0.2);
    NextTokenNetwork network = new NextTokenNetwork(1);
    Trainer.of(network).epochs(20).batchSize(16).threads(1).fit(parts.training());
    assertEquals(1, Evaluation.of(network, parts.validation()).accuracy().orElseThrow());
    assertArrayEquals(tokenizer.encode("bcdabc"), network.classifyPositions(tokenizer.encode("abcdab")));
  }

  @Test
  void whatDoesNotFitWindowsSaysWhy() {
    refused("10 steps are too few for a window of 10 and a target 1 behind it",
        () -> Windows.ofSeries(new float[10], 10));
    refused("horizon is for series", () -> Windows.ofTokens(new int[9], 2).horizon(2));
    refused("token 1 is -1", () -> Windows.ofTokens(new int[] {0, -1, 2}, 1));
    refused("step 2 has NaN as feature 0", () -> Windows.ofSeries(new float[] {1, 2, Float.NaN}, 1));
    refused("step 1 has 1 features, but step 0 has 2", () -> Windows.ofSeries(new float[][] {{1, 2}, {1}}, 1));
    refused("there is no feature 2 to learn", () -> Windows.ofSeries(new float[9][2], 1).targets(2));
    refused("the stride is 0", () -> Windows.ofSeries(new float[9], 1).stride(0));
    refused("the length of a window is 0", () -> Windows.ofTokens(new int[4], 0));
  }

  private static void refused(String problem, Runnable use) {
    String message = assertThrows(IllegalArgumentException.class, use::run).getMessage();
    assertTrue(message.contains(problem), message);
  }

  private static List<int[]> tokens() {
    return List.of(new int[] {1, 2, 3}, new int[] {4}, new int[] {1, 2, 3, 4, 5, 6});
  }

  @Test
  void sequencesAreFilledUpAndCutAsWasSaid() {
    refused("sequence 2 has 6 steps, but the network reads 4: say truncated", () -> Sequences.ofTokens(tokens(), 4)
        .classes(0, 1, 0));
    Sequences beginning = Sequences.ofTokens(tokens(), 4).truncated(Truncation.KEEP_BEGINNING).withLengths();
    Dataset data = beginning.classes(0, 1, 0);
    assertEquals(2, data.inputs());
    assertArrayEquals(new float[] {1, 2, 3, 0}, input(data, 0));
    assertArrayEquals(new float[] {4, 0, 0, 0}, input(data, 1));
    assertArrayEquals(new float[] {1, 2, 3, 4}, input(data, 2));
    assertArrayEquals(new float[] {3}, input(data.ofInput(1), 0));
    assertArrayEquals(new float[] {4}, input(data.ofInput(1), 2));
    assertEquals(1, data.classOf(1));
    Dataset end = Sequences.ofTokens(tokens(), 4).truncated(Truncation.KEEP_END).paddedWith(9)
        .tags(List.of(new int[] {1, 1, 0}, new int[] {1}, new int[] {0, 0, 0, 1, 1, 0}), -1);
    assertArrayEquals(new float[] {1, 2, 3, 9}, input(end, 0));
    assertArrayEquals(new float[] {3, 4, 5, 6}, input(end, 2));
    assertArrayEquals(new float[] {1, 1, 0, -1}, target(end, 0));
    assertArrayEquals(new float[] {0, 1, 1, 0}, target(end, 2));
    assertEquals(1, end.inputs());
    Dataset steps = Sequences.ofSteps(List.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{5, 6}}), 3)
        .values(new float[][] {{7}, {8}});
    assertArrayEquals(new float[] {5, 6, 0, 0, 0, 0}, input(steps, 1));
    assertArrayEquals(new float[] {8}, target(steps, 1));
    assertEquals(List.of(3, 2), steps.inputShape());
  }

  @Test
  void whatDoesNotFitSequencesSaysWhy() {
    refused("sequence 1 is empty", () -> Sequences.ofTokens(List.of(new int[1], new int[0]), 3));
    refused("there is no sequence", () -> Sequences.ofTokens(List.of(), 3));
    refused("reads 0 steps", () -> Sequences.ofTokens(tokens(), 0));
    refused("there are 3 sequences, but 2 classes", () -> Sequences.ofTokens(tokens(), 6).classes(1, 2));
    refused("sequence 1 has 1 steps, but 2 classes",
        () -> Sequences.ofTokens(tokens(), 6).tags(List.of(new int[3], new int[2], new int[6]), -1));
    refused("sequence 0 has the token -3 at position 1", () -> Sequences.ofTokens(List.of(new int[] {1, -3}), 3));
    refused("sequence 0 has NaN as value 0 of step 0",
        () -> Sequences.ofSteps(List.<float[][]>of(new float[][] {{Float.NaN}}), 3));
    refused("cannot fill up sequences of tokens", () -> Sequences.ofTokens(tokens(), 6).paddedWith(0.5));
    refused("groups end at the lengths [4, 4]",
        () -> Sequences.ofTokens(tokens(), 6).batches(Sequences.ofTokens(tokens(), 6).classes(0, 0, 0), 2, 1, 4, 4));
  }

  /** What fills up targets has no part in the loss: a network that learns from filled up sequences has the bits of one that learns from whole ones whose last classes are ignored. */
  @Test
  void whatFillsUpIsNotLearned() {
    List<int[]> texts = new ArrayList<>();
    List<int[]> tags = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 64; i++) {
      int[] text = random.ints(1 + random.nextInt(6), 1, 4).toArray();
      texts.add(text);
      tags.add(Arrays.stream(text).map(token -> 3 - token).toArray());
    }
    float[][] parameters = new float[2][];
    for (int padding = 0; padding < 2; padding++) {
      NextTokenNetwork network = new NextTokenNetwork(1);
      Dataset data = Sequences.ofTokens(texts, 6).paddedWith(padding).tags(tags, -1);
      Trainer.of(network).epochs(10).batchSize(16).threads(1).fit(data);
      parameters[padding] = network.engine().parameters();
      assertEquals(1, Evaluation.of(network, data).accuracy().orElseThrow());
    }
    assertArrayEquals(parameters[0], parameters[1]);
  }

  @Test
  void batchesHaveSequencesOfLikeLength() {
    Random random = new Random(1);
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < 103; i++) {
      int[] text = new int[1 + random.nextInt(30)];
      Arrays.fill(text, i);
      texts.add(text);
    }
    Sequences sequences = Sequences.ofTokens(texts, 30).withLengths();
    Dataset data = sequences.classes(new int[103]);
    List<List<List<Integer>>> epochs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      List<List<Integer>> batches = new ArrayList<>();
      try (Reading<Dataset> reading = sequences.batches(data, 10, 7, 10, 20).repeat(2).open()) {
        while (reading.hasNext()) {
          Dataset batch = reading.next();
          batches.add(IntStream.range(0, batch.size()).mapToObj(i -> (int) input(batch, i)[0]).toList());
        }
      }
      epochs.add(batches);
    }
    assertEquals(epochs.getFirst(), epochs.getLast(), "the same seed");
    List<List<Integer>> batches = epochs.getFirst();
    assertEquals(22, batches.size());
    assertNotEquals(batches.subList(0, 11), batches.subList(11, 22));
    for (int epoch = 0; epoch < 2; epoch++) {
      List<List<Integer>> own = batches.subList(11 * epoch, 11 * epoch + 11);
      assertEquals(103, own.stream().flatMap(List::stream).distinct().count());
      assertEquals(3, own.getLast().size());
      int mixed = 0;
      for (List<Integer> batch : own) {
        List<Integer> groups = batch.stream().map(i -> (texts.get(i).length - 1) / 10).distinct().sorted().toList();
        assertTrue(groups.getLast() - groups.getFirst() <= 1, groups::toString);
        mixed += groups.size() - 1;
      }
      assertTrue(mixed <= 2, mixed + " batches with two groups");
    }
    List<Integer> lengths = batches.subList(0, 10).stream().map(batch -> texts.get(batch.getFirst()).length).toList();
    assertNotEquals(lengths.stream().sorted().toList(), lengths, "batches come in any order");
  }

  @Test
  void aModelPredictsFromTextsWithNothingRememberedByHand() throws IOException {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      boolean good = random.nextBoolean();
      for (int length = 1 + random.nextInt(12); length > 0; length--) {
        text.append(random.nextInt(4) == 0 ? 'c' : good ? 'a' : 'b');
      }
      texts.add(text.toString());
      labels.add(good ? "good" : "bad");
    }
    CharacterTokenizer tokenizer = CharacterTokenizer.of(texts).withPadding().withUnknown();
    TextPreparation preparation =
        TextPreparation.of(tokenizer, 8, List.of("bad", "good")).truncated(Truncation.KEEP_BEGINNING);
    TextModel model = preparation.model(new GuessNetwork(1));
    Dataset data = preparation.dataset(texts, labels);
    assertEquals(List.of("bad", "good"), data.classNames());
    model.trainer().epochs(20).batchSize(16).threads(1).fit(data);
    Path file = folder.resolve("texts.safetensors");
    model.save(file);
    TextModel loaded = TextModel.load(file);
    assertEquals("good", loaded.predict("aaca").label());
    assertEquals("bad", loaded.predict("bb😀b").label());
    assertEquals(model.predict(texts).toString(), loaded.predict(texts).toString());
    assertEquals(tokenizer, Tokenizer.load(file));
    assertEquals(preparation.stored(), loaded.preparation().stored());
    assertThrows(DataFormatException.class,
        () -> Model.load(file).as(dev.kernelsmith.data.tables.TableModel.class, file));
    refused("text 1: ", () -> TextPreparation.of(CharacterTokenizer.of("a"), 8, List.of("x", "y"))
        .dataset(List.of("a", "b"), List.of("x", "y")));
    refused("the class of text 0 is \"z\"", () -> preparation.dataset(List.of("a"), List.of("z")));
    refused("but texts are 9 tokens: write @Input(value = 9", () -> TextPreparation.of(tokenizer, 9,
        List.of("bad", "good")).model(new GuessNetwork(1)));
    refused("has 1 inputs, but a text is its tokens and their number",
        () -> preparation.withLengths().model(new GuessNetwork(1)));
    refused("the tokenizer has", () -> TextPreparation.of(CharacterTokenizer.of("abcd"), 8, List.of("bad", "good"))
        .model(loaded.network()));
    refused("write units = 3", () -> TextPreparation.of(tokenizer, 8, List.of("a", "b", "c"))
        .model(new GuessNetwork(1)));
  }
}
