package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * How the threads of a work group share what is computed for some samples. Small layers in a row leave a large device idle, each in a launch of its own; together they cost a launch once, and
 * what one leaves for the next passes through the caches of one multiprocessor. Few samples make many groups, and many threads make short chains.
 */
public final class Cooperative {
  /** Samples of a work group: of each value as many as memory is fetched by. */
  public static final int SAMPLES = 8;

  /** Threads that share a sample; with its samples those of a group that every device takes. */
  public static final int THREADS = 32;

  /** Loads of a thread that take as long as a launch of its own. */
  private static final int MOST_LOADS = 800;

  /** Loads that can be made in the time that a turn waits for the first of them, and for its results to be stored. */
  private static final int WAIT = 32;

  /** Loads that take as long as a random number. */
  private static final int RANDOM_NUMBER = 32;

  private Cooperative() {}

  /** Whether so few threads compute a kernel sooner than a launch of its own costs, whose threads would be many. */
  static boolean suits(Kernel kernel) {
    return cost(shared(kernel)) <= MOST_LOADS;
  }

  /** Kernels in order, cut wherever one touches what another writes: there all threads must wait for each other. */
  static List<List<Kernel>> stages(List<Kernel> kernels, ScheduledProgram program) {
    List<List<Kernel>> stages = new ArrayList<>();
    for (Kernel kernel : kernels) {
      if (stages.isEmpty() || !program.independent(kernel, stages.getLast())) {
        stages.add(new ArrayList<>());
      }
      stages.getLast().add(kernel);
    }
    return stages;
  }

  /**
   * A kernel with the register tiles that its threads are done with soonest: a thread takes one after another, each of which loads something for every accumulator, and something that these share.
   */
  public static Kernel shared(Kernel kernel) {
    List<Kernel.Loop> best = kernel.loops();
    for (List<Kernel.Loop> loops : tilings(kernel, 0)) {
      if (cost(kernel.with(loops)) < cost(kernel.with(best))) {
        best = loops;
      }
    }
    return kernel.with(best);
  }

  /** What a thread does for a sample, in loads. */
  private static long cost(Kernel kernel) {
    long turns = Math.ceilDiv(Launch.tiles(kernel), THREADS);
    long elements = kernel.accumulators() / kernel.reductions().size();
    return turns
        * (WAIT + Axis.iterations(kernel.reduced()) * (kernel.accumulators() + 1)
            + elements * RANDOM_NUMBER * kernel.streams().size());
  }

  /** Loops from a number on with all tiles that are no larger than their own and leave no part of one. */
  private static List<List<Kernel.Loop>> tilings(Kernel kernel, int from) {
    if (from == kernel.loops().size()) {
      return List.of(List.of());
    }
    Kernel.Loop loop = kernel.loops().get(from);
    List<List<Kernel.Loop>> all = new ArrayList<>();
    for (List<Kernel.Loop> rest : tilings(kernel, from + 1)) {
      for (int tile = loop.unrolled() ? loop.tile() : 1; tile <= loop.tile(); tile++) {
        if (loop.unrolled() || loop.axis().extent() % tile == 0) {
          List<Kernel.Loop> loops = new ArrayList<>(List.of(new Kernel.Loop(loop.axis(), tile, loop.unrolled())));
          loops.addAll(rest);
          all.add(loops);
        }
      }
    }
    return all;
  }
}
