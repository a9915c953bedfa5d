package uk.ac.manchester.tornado.api;

/** Work items along a box. */
public class WorkerGrid3D extends AbstractWorkerGrid {
  /** Number of dimensions. */
  public static final int DIM = 3;

  /** This many work items. */
  public WorkerGrid3D(int x, int y, int z) {
    super(x, y, z);
  }

  @Override
  public int dimension() {
    return DIM;
  }
}
