package uk.ac.manchester.tornado.api.standin;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Runs a kernel for all its work items. */
final class Launch {
  private Launch() {}

  /** Runs a kernel whose loops say what is parallel. */
  static void loops(KernelTask task, Object[] arguments) {
    Calls.call(task.function(), arguments);
  }

  /**
   * Runs a kernel with a context. Where its work items have nothing to do with each other they run one after the other; else the work
   * items of a group take turns from barrier to barrier, and what they do to arrays is watched.
   */
  static void grid(KernelTask task, Object[] arguments, Grid grid) {
    if (task.hasGroups()) {
      groups(task, arguments, grid);
      return;
    }
    for (int number = 0; number < grid.groups(); number++) {
      int[] group = grid.group(number);
      for (int item = 0; item < grid.itemsOfGroup(); item++) {
        arguments[0] = new KernelContext(new WorkItem(group, grid.item(item), grid));
        Calls.call(task.function(), arguments);
      }
    }
  }

  private static void groups(KernelTask task, Object[] arguments, Grid grid) {
    Race.Clock clock = new Race.Clock();
    List<TornadoNativeArray> arrays = Stream.of(arguments).map(DeviceArray::nativeArray).filter(Objects::nonNull)
        .distinct().toList();
    arrays.forEach(array -> array.watch(new Race(clock, array.getSize())));
    try {
      for (int number = 0; number < grid.groups(); number++) {
        clock.startGroup(grid.group(number));
        new Group(task, arguments, grid, number, clock).run();
      }
    } finally {
      arrays.forEach(array -> array.watch(null));
    }
  }
}
