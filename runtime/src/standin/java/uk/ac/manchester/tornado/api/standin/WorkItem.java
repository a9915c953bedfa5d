package uk.ac.manchester.tornado.api.standin;

/** Place of a work item, and how it meets the others of its group. */
public class WorkItem {
  /** Stands in the arguments of a task for all work items. */
  public static final WorkItem ALONE = new WorkItem(new int[3], new int[3], Grid.ONE);

  private final int[] group;
  private final int[] local;
  private final Grid grid;

  WorkItem(int[] group, int[] local, Grid grid) {
    this.group = group;
    this.local = local;
    this.grid = grid;
  }

  /** Place among all work items along an axis. */
  public int global(int axis) {
    return group[axis] * grid.local(axis) + local[axis];
  }

  /** Place of the group along an axis. */
  public int group(int axis) {
    return group[axis];
  }

  /** Place within the group along an axis. */
  public int local(int axis) {
    return local[axis];
  }

  /** All work items along an axis. */
  public int globalSize(int axis) {
    return grid.global(axis);
  }

  /** Work items of a group along an axis. */
  public int localSize(int axis) {
    return grid.local(axis);
  }

  /** Waits for the group. */
  public void barrier() {
    throw new IllegalStateException("a barrier is outside of the kernel's groups");
  }

  /** An array that the group shares. */
  public <A> A localArray(Class<A> type, int size) {
    throw new IllegalStateException("a local array is outside of the kernel's groups");
  }
}
