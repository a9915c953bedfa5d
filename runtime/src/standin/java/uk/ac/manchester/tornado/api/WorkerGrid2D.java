package uk.ac.manchester.tornado.api;

/** Work items along a rectangle. */
public class WorkerGrid2D extends AbstractWorkerGrid {
  /** Number of dimensions. */
  public static final int DIM = 2;

  /** This many work items. */
  public WorkerGrid2D(int x, int y) {
    super(x, y, 1);
  }

  @Override
  public int dimension() {
    return DIM;
  }
}
