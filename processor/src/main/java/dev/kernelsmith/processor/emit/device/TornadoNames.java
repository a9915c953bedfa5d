package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.ClassName;
import dev.kernelsmith.processor.emit.text.TypeNames;

/** Names of TornadoVM's types; the processor does not depend on its API. */
final class TornadoNames {
  static final ClassName TASK_GRAPH = TypeNames.of("TaskGraph");
  static final ClassName IMMUTABLE_GRAPH = TypeNames.of("ImmutableTaskGraph");
  static final ClassName EXECUTION_PLAN = TypeNames.of("TornadoExecutionPlan");
  static final ClassName EXECUTION_RESULT = TypeNames.of("TornadoExecutionResult");
  static final ClassName GRID_SCHEDULER = TypeNames.of("GridScheduler");
  static final ClassName WORKER_GRID_1D = TypeNames.of("WorkerGrid1D");
  static final ClassName WORKER_GRID_2D = TypeNames.of("WorkerGrid2D");
  static final ClassName WORKER_GRID = TypeNames.of("WorkerGrid");
  static final ClassName KERNEL_CONTEXT = TypeNames.of("KernelContext");
  static final ClassName TRANSFER_MODE = TypeNames.of("DataTransferMode");
  static final ClassName PROFILER_MODE = TypeNames.of("ProfilerMode");
  static final ClassName PLAN_EXCEPTION = TypeNames.of("TornadoExecutionPlanException");
  static final ClassName FLOAT_ARRAY = TypeNames.of("FloatArray");
  static final ClassName INT_ARRAY = TypeNames.of("IntArray");

  private TornadoNames() {}
}
