package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.Crew;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One thread that runs the shortest pieces of each kernel in any order: a piece that needs another, or spoils it, does not pass unseen. */
final class ShuffledCrew implements Crew {
  private final BlockProgram program;
  private final Block block;
  private final Random random;

  private ShuffledCrew(BlockProgram program, Block block, Random random) {
    this.program = program;
    this.block = block;
    this.random = random;
  }

  /** Runs a whole step, as {@link BlockProgram#runAll} does. */
  static void runAll(BlockProgram program, long seed, Block... blocks) {
    Random random = new Random(seed);
    for (int phase = 0; phase < program.phases(); phase++) {
      program.once(phase, blocks[0], new ShuffledCrew(program, blocks[0], random));
      for (Block block : blocks) {
        program.run(phase, block, new ShuffledCrew(program, block, random));
      }
    }
    program.once(program.phases(), blocks[0], new ShuffledCrew(program, blocks[0], random));
  }

  @Override
  public void run(int kernel, int range, int step) {
    List<Integer> starts = new ArrayList<>();
    for (int from = 0; from < range; from += step) {
      starts.add(from);
    }
    Collections.shuffle(starts, random);
    starts.forEach(from -> program.piece(kernel, block, from, Math.min(range, from + step)));
  }

  @Override
  public String toString() {
    return "a crew that runs pieces in any order";
  }
}
