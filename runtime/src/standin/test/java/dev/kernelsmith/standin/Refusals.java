package dev.kernelsmith.standin;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;

/** What the tests have in common. */
final class Refusals {
  static final int FIRST = 0;
  static final int EVERY = 1;
  static final int DEMAND = 2;

  private Refusals() {}

  /** Something must be refused, for a reason that says this. */
  static void refused(String reason, Executable action) {
    IllegalStateException e = assertThrows(IllegalStateException.class, action);
    assertTrue(e.getMessage().contains(reason), e::getMessage);
  }

  static TornadoExecutionPlan plan(TaskGraph... graphs) {
    return new TornadoExecutionPlan(
        Arrays.stream(graphs).map(TaskGraph::snapshot).toArray(
            ImmutableTaskGraph[]::new));
  }
}
