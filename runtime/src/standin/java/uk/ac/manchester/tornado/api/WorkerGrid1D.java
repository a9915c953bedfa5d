package uk.ac.manchester.tornado.api;

/** Work items along a line. */
public class WorkerGrid1D extends AbstractWorkerGrid {
  /** Number of dimensions. */
  public static final int DIM = 1;

  /** This many work items. */
  public WorkerGrid1D(int x) {
    super(x, 1, 1);
  }

  @Override
  public int dimension() {
    return DIM;
  }
}
