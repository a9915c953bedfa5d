package dev.kernelsmith.runtime.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class BlockCrewTest {
  private static final Block BLOCK = new Block(1, LinearNetwork.classifier(3, 2, 1).engine().spec());

  /** A program that counts how often each place of a kernel's range is computed. */
  private static class Counting implements BlockProgram {
    final AtomicIntegerArray counts = new AtomicIntegerArray(1000);
    final AtomicIntegerArray begins = new AtomicIntegerArray(1000);

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public int floats() {
      return 0;
    }

    @Override
    public int ints() {
      return 0;
    }

    @Override
    public void run(int phase, Block block) {
      throw new AssertionError("a crew runs pieces");
    }

    @Override
    public void piece(int kernel, Block block, int from, int to) {
      assertTrue(from < to, "an empty piece");
      begins.incrementAndGet(from);
      for (int i = from; i < to; i++) {
        counts.incrementAndGet(i);
      }
    }
  }

  @Test
  void everyPlaceIsComputedOnce() {
    for (int threads : List.of(1, 2, 3, 7)) {
      try (WorkerTeam team = new WorkerTeam("crew", threads)) {
        for (int range : List.of(1, 2, 5, 16, 17, 100, 999)) {
          for (int step : List.of(1, 3, 16, 32)) {
            Counting program = new Counting();
            new BlockCrew(program, BLOCK, team).run(4, range, step);
            for (int i = 0; i < 1000; i++) {
              int place = i;
              assertEquals(i < range ? 1 : 0, program.counts.get(i), () -> place + " of " + range + " by " + step);
              assertTrue(i % step == 0 || program.begins.get(i) == 0, "pieces begin at multiples of the step");
            }
          }
        }
      }
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    BlockProgram failing = new Counting() {
      @Override
      public void piece(int kernel, Block block, int from, int to) {
        throw new IllegalStateException("piece from " + from);
      }
    };
    try (WorkerTeam team = new WorkerTeam("crew", 2)) {
      BlockCrew crew = new BlockCrew(failing, BLOCK, team);
      assertEquals(
          "piece from 0", assertThrows(IllegalStateException.class, () -> crew.run(0, 10, 1)).getMessage());
    }
  }
}
