package uk.ac.manchester.tornado.api.standin;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.KernelContext;

/**
 * The work items of one group, each on a virtual thread of its own, of which one runs at a time: each in turn runs up to its next
 * barrier. The order is reversed after every barrier, so that a kernel that lacks one gives wrong results every time.
 */
final class Group {
  private final KernelTask task;
  private final Object[] arguments;
  private final List<Member> members = new ArrayList<>();
  private final List<Object> localArrays = new ArrayList<>();
  private final Semaphore turnEnds = new Semaphore(0);

  Group(KernelTask task, Object[] arguments, Grid grid, int number) {
    this.task = task;
    this.arguments = arguments;
    for (int item = 0; item < grid.itemsOfGroup(); item++) {
      members.add(new Member(grid.group(number), grid.item(item), grid));
    }
  }

  void run() {
    for (Member member : members) {
      member.start();
    }
    List<Member> order = members;
    while (true) {
      for (Member member : order) {
        member.takeTurn();
      }
      Member failed = first(member -> member.failure != null);
      Member waiting = first(member -> !member.ended);
      Member ended = first(member -> member.ended);
      if (failed != null || (waiting != null && ended != null)) {
        members.forEach(Member::abandon);
        throw failed != null
            ? new IllegalStateException(failed.failure.getMessage(), failed.failure)
            : new IllegalStateException(
                "work item %s of group %s waits at a barrier that work item %s never reaches"
                    .formatted(waiting.place(), Arrays.toString(waiting.group), ended.place()));
      }
      if (waiting == null) {
        return;
      }
      order = order.reversed();
    }
  }

  private @Nullable Member first(java.util.function.Predicate<Member> condition) {
    return members.stream().filter(condition).findFirst().orElse(null);
  }

  private final class Member extends WorkItem {
    private final int[] group;
    private final int[] local;
    private final Semaphore turn = new Semaphore(0);
    private int allocated;
    private boolean abandoned;
    private boolean ended;
    private @Nullable Throwable failure;

    Member(int[] group, int[] local, Grid grid) {
      super(group, local, grid);
      this.group = group;
      this.local = local;
    }

    String place() {
      return Arrays.toString(local);
    }

    void start() {
      Thread.ofVirtual().start(this::runKernel);
    }

    private void runKernel() {
      turn.acquireUninterruptibly();
      try {
        if (!abandoned) {
          Object[] own = arguments.clone();
          own[0] = new KernelContext(this);
          Calls.call(task.function(), own);
        }
      } catch (AbandonedException e) {
        ended = true;
      } catch (Throwable e) { // told by the thread that runs the group
        failure = e;
      } finally {
        ended = true;
        turnEnds.release();
      }
    }

    void takeTurn() {
      if (!ended) {
        turn.release();
        turnEnds.acquireUninterruptibly();
      }
    }

    void abandon() {
      abandoned = true;
      takeTurn();
    }

    @Override
    public void barrier() {
      turnEnds.release();
      turn.acquireUninterruptibly();
      if (abandoned) {
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
