package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.List;
import java.util.function.Supplier;

/** Where a training runs: on the CPU or on a device. */
interface Place {
  /** In words, as checkpoints keep it: what is before the first comma must be the same for the same bits. */
  String description();

  /**
   * Does something while no other training of the network runs.
   *
   * @throws IllegalStateException if the network is being trained
   */
  <T> T exclusively(Supplier<T> work);

  /**
   * Steps, for which {@link Steps#learnFrom} says of what data.
   *
   * @param batchSize most samples of a step
   * @param seed what random numbers of the steps follow from
   * @param updates what a step updates
   */
  Steps steps(int batchSize, long seed, List<UpdateRanges.Range> updates);

  /** An evaluation on a data set. */
  Evaluator evaluator(Dataset data, List<Targets> targets);

  /**
   * Gets ready what is slow at first.
   *
   * @param batchSize samples of a step
   */
  void warmUp(int batchSize);

  /** Publishes the parameters that {@link Steps#fetch} brought. */
  void publish(float[] parameters);
}
