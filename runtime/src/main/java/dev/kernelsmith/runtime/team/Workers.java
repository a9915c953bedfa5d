package dev.kernelsmith.runtime.team;

/** Threads, the caller among them, that share out the items of one job after another. */
public interface Workers {
  /** Items of a job. */
  interface Job {
    /**
     * Does one item.
     *
     * @param item its number, from 0
     * @param worker number of the thread, from 0 (the caller) to {@code size - 1}; at any moment one item has it
     */
    void run(int item, int worker);
  }

  /** Most threads that take part, the caller included. */
  int size();

  /**
   * Does all items of a job; what was written by then is visible to the caller. Items begin in their order.
   *
   * @throws RuntimeException or Error: what the first of the items that failed threw, by their number; items behind it may be skipped
   */
  void run(Job job, int count);
}
