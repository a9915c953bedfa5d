package dev.kernelsmith.runtime.spi;

/**
 * Generated code for one block of samples: a training step (forward, loss, backward) or a prediction. A program has no state of
 * its own; any number of threads may run it, each on its own {@link Block}.
 *
 * <p>A step goes through its phases in order: {@link #once} for the whole batch, then {@link #run} for every block; behind the last phase
 * {@code once} is called again with the number of phases. All blocks of a batch have the same {@link Block#shared}.
 */
public interface BlockProgram {
  /** Samples per block. */
  int lanes();

  /** Floats that it uses of {@link Block#floats}. */
  int floats();

  /** Length of {@link Block#ints}. */
  int ints();

  /** Floats that it uses of {@link Block#kept}: what a block computes in one phase and needs in another. */
  default int kept() {
    return 0;
  }

  /** Floats that it uses of {@link Block#shared}. */
  default int shared() {
    return 0;
  }

  /** Floats at the end of a gradient copy, behind the gradients: parts of the sums over the batch that later phases read. */
  default int parts() {
    return 0;
  }

  /** Fills what a fresh block must hold besides zeros (halos of maxima, for example). */
  default void prepare(Block block) {}

  /** Number of phases; between two of them every block of the batch must have finished the former. */
  default int phases() {
    return 1;
  }

  /**
   * Computes what all blocks share: before the first phase what follows from the parameters alone, before the others what follows from
   * sums over the batch. One thread calls it, when every block of the batch has finished the phase before.
   *
   * @param phase number of the phase that comes next; {@link #phases} behind the last
   * @param block any block of the batch
   */
  default void once(int phase, Block block) {}

  /** Runs one phase on one block. */
  void run(int phase, Block block);

  /**
   * Whether a block is so much work that several threads can run it together, by {@link #once(int, Block, Crew)} and {@link #run(int, Block, Crew)}.
   */
  default boolean hasPieces() {
    return false;
  }

  /** The same as {@link #once(int, Block)}, by a crew that works on that block. */
  default void once(int phase, Block block, Crew crew) {
    once(phase, block);
  }

  /** The same as {@link #run(int, Block)}, by a crew that works on that block: with the same bits, however it cuts the kernels. */
  default void run(int phase, Block block, Crew crew) {
    run(phase, block);
  }

  /**
   * Runs a piece of a kernel, while other threads may run other pieces of it.
   *
   * @param kernel a number that this program has called a {@link Crew} with
   * @param from beginning of the piece
   * @param to its end
   */
  default void piece(int kernel, Block block, int from, int to) {
    throw new IllegalArgumentException("no kernel of this program runs in pieces");
  }

  /** Runs a whole step on the calling thread. */
  default void runAll(Block... blocks) {
    for (int phase = 0; phase < phases(); phase++) {
      once(phase, blocks[0]);
      for (Block block : blocks) {
        run(phase, block);
      }
    }
    once(phases(), blocks[0]);
  }
}
