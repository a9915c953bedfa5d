package dev.kernelsmith.processor.tornado;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Runs one kernel and prints its first result. */
public final class GraphMain {
  private GraphMain() {}

  /** Needs no arguments. */
  public static void main(String[] arguments) throws Exception {
    FloatArray x = FloatArray.fromElements(1, 2);
    FloatArray w = FloatArray.fromElements(0.25f, 0.125f);
    FloatArray y = new FloatArray(1);
    TaskGraph graph =
        new TaskGraph("main")
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, x, w)
            .task("dense", HandWrittenKernels::ksDense, x, w, y, 1, 2, 1)
            .transferToHost(DataTransferMode.EVERY_EXECUTION, y);
    try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
      plan.execute();
    }
    System.out.printf("%.4f%n", y.get(0));
  }
}
