package uk.ac.manchester.tornado.api;

/** How many work items a kernel runs as, and in which groups. */
public interface WorkerGrid {
  /** Number of dimensions, 1 to 3. */
  int dimension();

  /** Work items along x, y, z. */
  long[] getGlobalWork();

  /** Work items of a group along x, y, z; null where the driver may choose. */
  long[] getLocalWork();

  /** Groups along x, y, z; null where the driver may choose. */
  long[] getNumberOfWorkgroups();

  /** Sets the work items along x, y, z. */
  void setGlobalWork(long x, long y, long z);

  /** Sets the work items of a group along x, y, z. */
  void setLocalWork(long x, long y, long z);

  /** Lets the driver choose groups. */
  void setLocalWorkToNull();
}
