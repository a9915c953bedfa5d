package uk.ac.manchester.tornado.api.standin;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.KernelContext;

/**
 * The work items of one group, each on a virtual thread of its own, of which one runs at a time: each in turn runs up to its next
 * barrier, and hands the turn to the next. The order is reversed after every barrier, so that a kernel that lacks one gives wrong
 * results every time. Where what it lacks is between accesses to arrays of the device, it fails.
 */
final class Group {
  private final KernelTask task;
  private final Object[] arguments;
  private final List<Member> members = new ArrayList<>();
  private final List<Object> localArrays = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Race.Clock clock;
  private List<Member> order = members;
  private int turns;
  private volatile @Nullable IllegalStateException failure;

  Group(KernelTask task, Object[] arguments, Grid grid, int number, Race.Clock clock) {
    this.task = task;
    this.clock = clock;
    this.arguments = arguments;
    for (int item = 0; item < grid.itemsOfGroup(); item++) {
      members.add(new Member(grid.group(number), grid.item(item), item, grid));
    }
  }

  void run() {
    members.forEach(member -> member.thread.start());
    members.getFirst().giveTurn();
    awaitEnd();
    IllegalStateException thrown = failure;
    if (thrown != null) {
      members.forEach(Member::giveTurn);
      throw thrown;
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the turn of a work item: the next has its turn, or what all have come to is looked at. */
  private void endTurn() {
    turns++;
    if (turns < order.size()) {
      order.get(turns).giveTurn();
      return;
    }
    Member failed = first(member -> member.failure != null);
    Member waiting = first(member -> !member.ended);
    Member done = first(member -> member.ended);
    if (failed != null) {
      failure = new IllegalStateException(failed.failure.getMessage(), failed.failure);
    } else if (waiting != null && done != null) {
      failure =
          new IllegalStateException(
              "work item %s of group %s waits at a barrier that work item %s never reaches"
                  .formatted(waiting.place(), Arrays.toString(waiting.group), done.place()));
    }
    if (failure != null || waiting == null) {
      ended.countDown();
      return;
    }
    order = order.reversed();
    turns = 0;
    clock.barrier();
    order.getFirst().giveTurn();
  }

  private @Nullable Member first(java.util.function.Predicate<Member> condition) {
    return members.stream().filter(condition).findFirst().orElse(null);
  }

  private final class Member extends WorkItem {
    private final int[] group;
    private final int[] local;
    private final int number;
    private final Thread thread = Thread.ofVirtual().unstarted(this::runKernel);
    private volatile boolean turn;
    private int allocated;
    private boolean ended;
    private @Nullable Throwable failure;

    Member(int[] group, int[] local, int number, Grid grid) {
      super(group, local, grid);
      this.group = group;
      this.local = local;
      this.number = number;
    }

    String place() {
      return Arrays.toString(local);
    }

    private void runKernel() {
      awaitTurn();
      if (Group.this.failure != null) {
        return;
      }
      try {
        Object[] own = arguments.clone();
        own[0] = new KernelContext(this);
        Calls.call(task.function(), own);
      } catch (AbandonedException e) {
        return;
      } catch (Throwable e) { // told by the thread that runs the group
        failure = e;
      }
      ended = true;
      endTurn();
    }

    void giveTurn() {
      clock.turn(number);
      turn = true;
      LockSupport.unpark(thread);
    }

    private void awaitTurn() {
      while (!turn) {
        LockSupport.park(this);
      }
      turn = false;
    }

    @Override
    public void barrier() {
      endTurn();
      awaitTurn();
      if (Group.this.failure != null) {
        throw new AbandonedException();
      }
    }

    @Override
    public <A> A localArray(Class<A> type, int size) {
      if (allocated == localArrays.size()) {
        Object array = Array.newInstance(type.componentType(), size);
        switch (array) {
          case float[] a -> Arrays.fill(a, Float.NaN);
          case int[] a -> Arrays.fill(a, -1);
          default -> throw new IllegalStateException("no local arrays of " + type);
        }
        localArrays.add(array);
      }
      Object array = localArrays.get(allocated++);
      Refusal.unless(
          type.isInstance(array) && Array.getLength(array) == size,
          "the work items of a group ask for different local arrays; each must ask for the same ones in the same order");
      return type.cast(array);
    }
  }

  /** Ends a work item whose group has failed. */
  private static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AbandonedException() {
      super("another work item of the group has failed", null, false, false);
    }
  }
}
