package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.standin.Execution;

/** What came of an execution. */
public class TornadoExecutionResult {
  private final Execution execution;

  TornadoExecutionResult(Execution execution) {
    this.execution = execution;
  }

  /** Times and bytes. */
  public TornadoProfilerResult getProfilerResult() {
    return new TornadoProfilerResult(execution.profile());
  }

  /** Brings arrays to the host that stay on the device otherwise. */
  public TornadoExecutionResult transferToHost(Object... objects) {
    execution.transferToHost(objects);
    return this;
  }

  /** Whether the execution has ended. */
  public boolean isReady() {
    return true;
  }
}
