package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;

/** Names of TornadoVM's types; the processor does not depend on its API. */
final class TornadoNames {
  private static final String API = "uk.ac.manchester.tornado.api";

  /** The type whose presence on the compile class path asks for device code. */
  static final String PROBE = API + ".TaskGraph";

  static final ClassName TASK_GRAPH = ClassName.get(API, "TaskGraph");
  static final ClassName IMMUTABLE_GRAPH = ClassName.get(API, "ImmutableTaskGraph");
  static final ClassName EXECUTION_PLAN = ClassName.get(API, "TornadoExecutionPlan");
  static final ClassName EXECUTION_RESULT = ClassName.get(API, "TornadoExecutionResult");
  static final ClassName GRID_SCHEDULER = ClassName.get(API, "GridScheduler");
  static final ClassName WORKER_GRID_1D = ClassName.get(API, "WorkerGrid1D");
  static final ClassName WORKER_GRID_2D = ClassName.get(API, "WorkerGrid2D");
  static final ClassName WORKER_GRID = ClassName.get(API, "WorkerGrid");
  static final ClassName KERNEL_CONTEXT = ClassName.get(API, "KernelContext");
  static final ClassName TRANSFER_MODE = ClassName.get(API + ".enums", "DataTransferMode");
  static final ClassName PROFILER_MODE = ClassName.get(API + ".enums", "ProfilerMode");
  static final ClassName PLAN_EXCEPTION = ClassName.get(API + ".exceptions", "TornadoExecutionPlanException");
  static final ClassName FLOAT_ARRAY = ClassName.get(API + ".types.arrays", "FloatArray");
  static final ClassName INT_ARRAY = ClassName.get(API + ".types.arrays", "IntArray");

  private TornadoNames() {}
}
