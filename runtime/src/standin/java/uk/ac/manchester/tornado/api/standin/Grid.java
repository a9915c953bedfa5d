package uk.ac.manchester.tornado.api.standin;

import uk.ac.manchester.tornado.api.WorkerGrid;

/** Work items along x, y, z, and those of a group. */
final class Grid {
  static final int AXES = 3;
  static final Grid ONE = new Grid(new int[] {1, 1, 1}, new int[] {1, 1, 1});

  /** Work items that a group may have on common devices. */
  private static final long MOST_IN_GROUP = 1024;

  private final int[] global;
  private final int[] local;

  private Grid(int[] global, int[] local) {
    this.global = global;
    this.local = local;
  }

  /** Checks a grid. Groups of one work item stand for groups that the driver may choose. */
  static Grid of(WorkerGrid grid, KernelTask task, String name) {
    long[] global = grid.getGlobalWork();
    long[] local = grid.getLocalWork();
    Refusal.unless(
        local != null || !task.hasGroups(),
        "task %s uses barriers or local arrays, and its grid leaves the size of groups to the driver; call setLocalWork",
        name);
    long inGroup = 1;
    int[] globalSizes = new int[AXES];
    int[] localSizes = {1, 1, 1};
    for (int axis = 0; axis < AXES; axis++) {
      Refusal.unless(global[axis] > 0, "task %s has a grid of %d along axis %d", name, global[axis], axis);
      globalSizes[axis] = Math.toIntExact(global[axis]);
      if (local != null) {
        Refusal.unless(
            local[axis] > 0 && global[axis] % local[axis] == 0,
            "task %s has %d work items along axis %d in groups of %d; the first must be a multiple of the second", name,
            global[axis], axis, local[axis]);
        localSizes[axis] = Math.toIntExact(local[axis]);
        inGroup *= local[axis];
      }
    }
    Refusal.unless(
        inGroup <= MOST_IN_GROUP, "task %s has groups of %d work items, and devices take %d", name, inGroup,
        MOST_IN_GROUP);
    return new Grid(globalSizes, localSizes);
  }

  int global(int axis) {
    return global[axis];
  }

  int local(int axis) {
    return local[axis];
  }

  int groups() {
    return (global[0] / local[0]) * (global[1] / local[1]) * (global[2] / local[2]);
  }

  int itemsOfGroup() {
    return local[0] * local[1] * local[2];
  }

  /** Place of a group, by its number. */
  int[] group(int number) {
    return place(number, global[0] / local[0], global[1] / local[1]);
  }

  /** Place of a work item in its group, by its number. */
  int[] item(int number) {
    return place(number, local[0], local[1]);
  }

  private static int[] place(int number, int x, int y) {
    return new int[] {number % x, number / x % y, number / x / y};
  }
}
