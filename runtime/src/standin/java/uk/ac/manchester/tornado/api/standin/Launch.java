package uk.ac.manchester.tornado.api.standin;

import uk.ac.manchester.tornado.api.KernelContext;

/** Runs a kernel for all its work items. */
final class Launch {
  private Launch() {}

  /** Runs a kernel whose loops say what is parallel. */
  static void loops(KernelTask task, Object[] arguments) {
    Calls.call(task.function(), arguments);
  }

  /**
   * Runs a kernel with a context. Where its work items have nothing to do with each other they run one after the other; else the work
   * items of a group take turns from barrier to barrier.
   */
  static void grid(KernelTask task, Object[] arguments, Grid grid) {
    for (int number = 0; number < grid.groups(); number++) {
      int[] group = grid.group(number);
      if (task.hasGroups()) {
        new Group(task, arguments, grid, number).run();
        continue;
      }
      for (int item = 0; item < grid.itemsOfGroup(); item++) {
        arguments[0] = new KernelContext(new WorkItem(group, grid.item(item), grid));
        Calls.call(task.function(), arguments);
      }
    }
  }
}
