package uk.ac.manchester.tornado.api.standin;

import java.util.Arrays;

/**
 * What the work items of one launch do to the elements of an array: those between the same two barriers run in any order on a device, and so do groups. An element that one of them writes must then be
 * nobody else's.
 */
public final class Race {
  /** Stands for several work items. */
  private static final int SEVERAL = (1 << 11) - 1;

  private static final int BITS = 11;

  /**
   * Where a launch is: which work item of which group has its turn, between which barriers.
   */
  static final class Clock {
    private int[] group = {};
    private long period;
    private long groupStart;
    private int item;

    /** Another group runs. */
    void startGroup(int[] place) {
      group = place;
      period++;
      groupStart = period;
    }

    /** All work items of the group have come to a barrier. */
    void barrier() {
      period++;
    }

    /** A work item has its turn. */
    void turn(int number) {
      item = number;
    }

    private long now() {
      return period << BITS | item;
    }

    /** Whether something was done by a work item that nothing orders before the one at hand. */
    private boolean isUnordered(long stamp) {
      long when = stamp >> BITS;
      return stamp != 0 && (when < groupStart || when == period && (stamp & SEVERAL) != item);
    }
  }

  private final Clock clock;
  private final long[] written;
  private final long[] read;

  Race(Clock clock, int elements) {
    this.clock = clock;
    written = new long[elements];
    read = new long[elements];
  }

  /** The work item at hand reads an element. */
  public void read(int index) {
    check(written[index], index, "read", "written");
    long now = clock.now();
    boolean another = read[index] >> BITS == clock.period && read[index] != now;
    read[index] = another ? now | SEVERAL : now;
  }

  /** The work item at hand writes an element. */
  public void write(int index) {
    check(written[index], index, "written", "written");
    check(read[index], index, "written", "read");
    written[index] = clock.now();
  }

  private void check(long stamp, int index, String here, String there) {
    if (clock.isUnordered(stamp)) {
      Refusal.unless(
          false,
          "element %d of an array of %d is %s by a work item of group %s and %s by another one, and no barrier between",
          index, written.length, here, Arrays.toString(clock.group), there);
    }
  }
}
