package uk.ac.manchester.tornado.api;

import org.jspecify.annotations.Nullable;

/** What grids have in common. */
public abstract class AbstractWorkerGrid implements WorkerGrid {
  private long[] global;
  private long @Nullable [] local;

  AbstractWorkerGrid(long x, long y, long z) {
    global = new long[] {x, y, z};
  }

  @Override
  public long[] getGlobalWork() {
    return global;
  }

  @Override
  public long @Nullable [] getLocalWork() {
    return local;
  }

  @Override
  public long @Nullable [] getNumberOfWorkgroups() {
    return local == null
        ? null
        : new long[] {global[0] / local[0], global[1] / local[1], global[2] / local[2]};
  }

  @Override
  public void setGlobalWork(long x, long y, long z) {
    global = new long[] {x, y, z};
  }

  @Override
  public void setLocalWork(long x, long y, long z) {
    local = new long[] {x, y, z};
  }

  @Override
  public void setLocalWorkToNull() {
    local = null;
  }
}
