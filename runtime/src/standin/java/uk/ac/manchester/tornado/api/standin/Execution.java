package uk.ac.manchester.tornado.api.standin;

import java.util.List;

/**
 * What came of an execution.
 *
 * @param plan the plan
 * @param graphs the graphs that ran
 * @param profile times and bytes
 */
public record Execution(Plan plan, List<GraphOnDevice> graphs, Profile profile) {
  /** Brings arrays to the host. */
  public void transferToHost(Object... arrays) {
    plan.checkOpen();
    for (Object array : arrays) {
      DeviceArray.check(array, "transferToHost of a result");
      boolean found = false;
      for (GraphOnDevice graph : graphs) {
        found |= graph.bringBack(array, profile);
      }
      Refusal.unless(
          found,
          "a result is asked for %s, which none of its graphs brings back under demand, persists or consumes; name it in transferToHost(UNDER_DEMAND, ...)",
          DeviceArray.describe(array));
    }
  }
}
