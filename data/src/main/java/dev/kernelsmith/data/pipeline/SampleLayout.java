package dev.kernelsmith.data.pipeline;

import java.util.List;

/**
 * What the samples of a data set have in common.
 *
 * @param inputs the shape of each input
 * @param targets each target
 */
record SampleLayout(List<List<Integer>> inputs, List<Target> targets) {
  /**
   * A target.
   *
   * @param length values; 0 where it is of classes
   * @param classes how many; 0 where it is of values
   * @param names of the classes; empty where they have none
   */
  record Target(int length, int classes, List<String> names) {}
}
