package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of samples: the same answers as of arrays, in order, read no further than need be. */
class SampleStreamTest {
  private static final int IN = 5;
  private static final int MOST = 1024;

  private static LinearNetwork network() {
    return LinearNetwork.classifier(IN, 4, 3);
  }

  private static float[][] inputs(int count) {
    Random random = new Random(count);
    float[][] inputs = new float[count][IN];
    for (float[] input : inputs) {
      for (int k = 0; k < IN; k++) {
        input[k] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 5000})
  void givesWhatArraysGive(int count) {
    LinearNetwork network = network();
    float[][] inputs = inputs(count);
    assertArrayEquals(network.predict(inputs), network.predict(Arrays.stream(inputs)).toArray(float[][]::new));
    assertArrayEquals(network.classify(inputs), network.classify(Arrays.stream(inputs).parallel()).toArray());
    try (DeviceNetwork placed = LinearNetwork.offloaded(new LinearProgram(IN, 4, true, 1), 3).placed(8, 8)) {
      assertArrayEquals(network.predict(inputs), placed.predict(Arrays.stream(inputs)).toArray(float[][]::new));
      assertArrayEquals(network.classify(inputs), placed.classify(Arrays.stream(inputs)).toArray());
    }
  }

  /** A source that fills one array again and again, and ends nowhere. */
  @Test
  void readsAheadByABoundOnly() {
    LinearNetwork network = network();
    float[][] inputs = inputs(20_000);
    AtomicInteger read = new AtomicInteger();
    float[] same = new float[IN];
    Stream<float[]> endless = Stream.generate(() -> {
      System.arraycopy(inputs[read.getAndIncrement()], 0, same, 0, IN);
      return same;
    });
    Iterator<float[]> outputs = network.predict(endless).iterator();
    assertEquals(0, read.get());
    for (int i = 0; i < 10_000; i++) {
      assertArrayEquals(network.predict(inputs[i]), outputs.next());
      int least = i + 1;
      assertTrue(read.get() >= least && read.get() <= least + Math.min(MOST, 2 * least), () -> read + " at " + least);
    }
    assertTrue(network.predict(Stream.generate(() -> same)).findFirst().isPresent());
  }

  @Test
  void usesWhatIsPublishedByThen() {
    LinearNetwork network = network();
    float[][] inputs = inputs(2);
    Iterator<float[]> outputs = network.predict(Arrays.stream(inputs)).iterator();
    assertArrayEquals(network.predict(inputs[0]), outputs.next());
    network.engine().publish(new float[network.engine().spec().parameterFloats()]);
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, outputs.next());
  }

  @Test
  void closesItsSource() {
    AtomicInteger closed = new AtomicInteger();
    try (Stream<float[]> outputs = network().predict(Stream.<float[]>empty().onClose(closed::incrementAndGet))) {
      assertEquals(0, outputs.count());
    }
    assertEquals(1, closed.get());
  }

  /** What is wrong is told behind all answers before it, with its number, and again if somebody asks again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 300})
  void aBadSampleComesBehindTheOthers(int at) {
    LinearNetwork network = network();
    float[][] inputs = inputs(400);
    inputs[at] = new float[3];
    expect(at, network.predict(Arrays.stream(inputs)), IllegalArgumentException.class,
        "input " + at + " of the stream has 3 values, but network Linear takes 5 (5)");
    inputs[at] = null;
    expect(at, network.predict(Arrays.stream(inputs)), IllegalArgumentException.class,
        "input " + at + " of the stream is null, but network Linear takes a float[] of 5 values");
    inputs[at] = new float[] {0, 0, Float.NaN, 0, 0};
    NoAnswerException unknown =
        expect(at, network.classify(Arrays.stream(inputs)).boxed(), NoAnswerException.class,
            "network Linear has no class for sample " + at + ": output 0 of 4 is NaN. Value 2 of its input is NaN:"
                + " clean the data, or leave the sample out.");
    assertEquals(at, unknown.sample());
    Stream<float[]> failing = Arrays.stream(inputs(400)).map(input -> {
      throw new IllegalStateException("the disk is gone");
    });
    expect(0, network.predict(failing), IllegalStateException.class, "the disk is gone");
  }

  private static <T extends RuntimeException> T expect(int before, Stream<?> answers, Class<T> type, String message) {
    List<Object> seen = new ArrayList<>();
    Iterator<?> iterator = answers.iterator();
    T failure = assertThrows(type, () -> iterator.forEachRemaining(seen::add));
    assertEquals(before, seen.size());
    assertEquals(message, failure.getMessage());
    assertEquals(message, assertThrows(type, iterator::next).getMessage());
    return failure;
  }

  @Test
  void refusesAtOnceWhatCannotBe() {
    assertThrows(
        IllegalStateException.class, () -> LinearNetwork.of(new LinearProgram(IN, 1, false, 1), 1).classify(
            Stream.of(new float[IN])));
  }
}
