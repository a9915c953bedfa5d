package dev.kernelsmith.runtime.spi;

/**
 * Generated code for one block of samples: a training step (forward, loss, backward) or a prediction. A program has no state of
 * its own; any number of threads may run it, each on its own {@link Block}.
 */
public interface BlockProgram {
  /** Samples per block. */
  int lanes();

  /** Floats that it uses of {@link Block#floats}. */
  int floats();

  /** Length of {@link Block#ints}. */
  int ints();

  /** Fills what a fresh block must hold besides zeros (halos of maxima, for example). */
  default void prepare(Block block) {}

  /** Number of phases; between two of them every block of the batch must have finished the former. */
  default int phases() {
    return 1;
  }

  /** Runs one phase on one block. */
  void run(int phase, Block block);
}
