package uk.ac.manchester.tornado.api.enums;

/** When data moves between host and device. */
public class DataTransferMode {
  /** To the device: before the first execution only. */
  public static final int FIRST_EXECUTION = 0;
  /** To the device before, or to the host after, each execution. */
  public static final int EVERY_EXECUTION = 1;
  /** To the host: only when a result of an execution is asked for it. */
  public static final int UNDER_DEMAND = 2;
}
