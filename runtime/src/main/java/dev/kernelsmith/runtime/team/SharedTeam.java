package dev.kernelsmith.runtime.team;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads that all predictions of a JVM share. One job at a time has them; another that comes meanwhile is done by its caller alone, so
 * that nobody waits for somebody else's job, a job may be part of another, and no more threads are busy than there are callers and
 * threads of the team. They are daemons, started when they are first wanted, and park while there is nothing to do.
 */
public final class SharedTeam implements Workers {
  private static final AtomicBoolean TAKEN = new AtomicBoolean();

  private final int size;

  /** Made when a job first takes several threads. */
  private static final class Team {
    static final WorkerTeam INSTANCE = new WorkerTeam("predict");
  }

  /**
   * A share in the team.
   *
   * @param size most threads of a job, the caller included; at least 1
   */
  public SharedTeam(int size) {
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void run(Job job, int count) {
    if (size == 1 || count == 1 || !TAKEN.compareAndSet(false, true)) {
      for (int item = 0; item < count; item++) {
        job.run(item, 0);
      }
      return;
    }
    try {
      Team.INSTANCE.run(job, count, size);
    } finally {
      TAKEN.set(false);
    }
  }

  /** How many threads. */
  @Override
  public String toString() {
    return "up to " + size + " of the threads that predictions share";
  }
}
