package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.BlockShares;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.team.SharedTeam;
import dev.kernelsmith.runtime.team.Workers;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The CPU: the network's scalar or vector kernels on a team of threads. */
final class HostPlace implements Place {
  private final NetworkEngine engine;
  private final Workers team;

  HostPlace(NetworkEngine engine, Workers team) {
    this.engine = engine;
    this.team = team;
  }

  /** Threads that find something to do; more would be started for nothing, which a small training feels. */
  static int usefulThreads(NetworkEngine engine, int batchSize, @Nullable Dataset validation) {
    int steps = HostSteps.usefulThreads(Inside.of().program(engine), engine.spec(), Math.max(1, batchSize));
    return validation == null ? steps
        : Math.max(steps, shares(engine, validation.size(), Integer.MAX_VALUE).threads());
  }

  /** How the blocks of an evaluation are shared out among at most so many threads. */
  static BlockShares shares(NetworkEngine engine, int samples, int most) {
    return BlockShares.of(BlockShares.work(engine.spec()), samples, Inside.of().program(engine).prediction().lanes(),
        most);
  }

  @Override
  public String description() {
    return Inside.of().program(engine).description();
  }

  @Override
  public <T> T exclusively(Supplier<T> work) {
    Inside.of().beginTraining(engine);
    try {
      return work.get();
    } finally {
      Inside.of().endTraining(engine);
    }
  }

  @Override
  public Steps steps(int batchSize, long seed, List<UpdateRanges.Range> updates) {
    int useful = HostSteps.usefulThreads(Inside.of().program(engine), engine.spec(), batchSize);
    Workers some = team instanceof SharedTeam && useful < team.size() ? new SharedTeam(useful) : team;
    return new HostSteps(Inside.of().program(engine), engine.spec(), batchSize, seed, some, updates);
  }

  @Override
  public Evaluator evaluator(Dataset data, List<Targets> targets) {
    int perItem = shares(engine, data.size(), team.size()).blocks();
    return new HostEvaluator(Inside.of().program(engine), engine.spec(), data, targets, perItem, team);
  }

  @Override
  public void warmUp(int batchSize) {
    Inside.of().warmUp(engine, batchSize);
  }

  @Override
  public void publish(float[] parameters) {
    engine.publish(parameters);
  }
}
