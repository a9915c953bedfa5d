package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A drawn text in batches of windows, in its order, and again from its beginning. A character is often followed by the one behind it in the alphabet. */
public final class SequenceBatches {
  private static final int STEPS = 32;
  private static final int SIZE = SequenceModel.BATCH * SequenceModel.WINDOW;

  private final int[] text = new int[STEPS * SIZE + 1];

  SequenceBatches() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 1; i < text.length; i++) {
      text[i] =
          random.nextInt(4) == 0 ? random.nextInt(SequenceModel.VOCABULARY)
              : (text[i - 1] + 1) % SequenceModel.VOCABULARY;
    }
  }

  /** Characters of a step, one window after the other. */
  public int[] characters(int step) {
    return window(step % STEPS * SIZE);
  }

  /** For each character of a step the one behind it. */
  public int[] next(int step) {
    return window(step % STEPS * SIZE + 1);
  }

  private int[] window(int from) {
    return Arrays.copyOfRange(text, from, from + SIZE);
  }

  /** The same windows in the same order, one by one. */
  Dataset samples() {
    float[] numbers = new float[text.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = text[i];
    }
    return ArrayDataset.ofValues(Arrays.copyOf(numbers, STEPS * SIZE), SequenceModel.WINDOW,
        Arrays.copyOfRange(numbers, 1, numbers.length), SequenceModel.WINDOW);
  }
}
