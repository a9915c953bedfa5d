package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the classes that a sample most likely has.
 *
 * @param number of the class, from 0
 * @param name as the data of the last training called it; the number in digits where that data had no names
 * @param probability what a prediction gives for the class: a probability from 0 to 1 where the loss is a cross entropy, or the output layer has
 *     a softmax or sigmoid; for one unit that of class 1, or 1 minus that. With HINGE it is the margin, which may be any number: of one unit what it gives
 *     for class 1, or minus that
 */
public record RankedClass(int number, String name, float probability) {
  /**
   * The first classes of a lane, in the order of their raw values. Equal ones come by their numbers, so that the first is what a
   * classification gives.
   *
   * @param values what the prediction gives for the lane's classes, by output and lane
   * @return null where the lane has no answer
   */
  static @Nullable List<RankedClass> of(
      Answers answers, Block block, int lane, int k, float[] values, List<String> names) {
    int best = answers.classOf(block, lane);
    if (best == Answers.NONE) {
      return null;
    }
    int classes = answers.classes();
    int length = answers.length();
    float[] raw = answers.values(block);
    boolean[] taken = new boolean[classes];
    List<RankedClass> ranked = new ArrayList<>(k);
    while (ranked.size() < k) {
      taken[best] = true;
      float value = length > 1 ? values[lane * length + best] : best == 1 ? values[lane] : answers.ofNo(values[lane]);
      String name = best < names.size() ? names.get(best) : Integer.toString(best);
      ranked.add(new RankedClass(best, name, value));
      best = -1;
      for (int i = 0; i < classes; i++) {
        if (!taken[i] && (best < 0 || length > 1 && raw[lane * length + i] > raw[lane * length + best])) {
          best = i;
        }
      }
    }
    return ranked;
  }

  /** In words: {@code 3 (cat) 0.9812}, without the name where there is none. */
  @Override
  public String toString() {
    String digits = Integer.toString(number);
    return String.format(Locale.ROOT, "%s %.4f", name.equals(digits) ? digits : digits + " (" + name + ")",
        probability);
  }
}
