package uk.ac.manchester.tornado.api.standin;

import java.util.List;

/**
 * What came of an execution.
 *
 * @param plan the plan
 * @param graphs the graphs that ran
 */
public record Execution(Plan plan, List<GraphOnDevice> graphs) {
  /** Times and bytes of what the plan executed last, which need not be this: so it is in TornadoVM. */
  public Profile profile() {
    return plan.profile();
  }

  /** Brings arrays to the host. */
  public void transferToHost(Object... arrays) {
    plan.checkOpen();
    for (Object array : arrays) {
      DeviceArray.check(array, "transferToHost of a result");
      boolean found = false;
      for (GraphOnDevice graph : graphs) {
        found |= graph.bringBack(array, profile());
      }
      Refusal.unless(
          found,
          "a result is asked for %s, which none of its graphs brings back under demand, persists or consumes; name it in transferToHost(UNDER_DEMAND, ...)",
          DeviceArray.describe(array));
    }
  }
}
