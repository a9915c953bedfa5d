package dev.kernelsmith.processor.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;

/** What generated code relies on, on TornadoVM where it is there, else on its stand-in: both must agree. */
@Tag("device")
class HandWrittenGraphsTest {
  private static final float CLOSE = 1e-5f;

  @Test
  void parametersStayOnTheDeviceAndAreSharedByGraphs() throws Exception {
    FloatArray x = FloatArray.fromElements(1, 2, 3, 4, 5, 6);
    FloatArray w = new FloatArray(6);
    FloatArray y = new FloatArray(4);
    FloatArray rate = FloatArray.fromElements(0.01f);
    IntArray steps = new IntArray(1);
    TaskGraph train =
        new TaskGraph("train")
            .transferToDevice(DataTransferMode.FIRST_EXECUTION, w, steps)
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, rate)
            .task("update", HandWrittenKernels::ksUpdate, w, rate, steps)
            .transferToHost(DataTransferMode.UNDER_DEMAND, w, steps)
            .persistOnDevice(w);
    TaskGraph predict =
        new TaskGraph("predict")
            .consumeFromDevice("train", w)
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, x)
            .task("dense", HandWrittenKernels::ksDense, x, w, y, 2, 3, 2)
            .transferToHost(DataTransferMode.EVERY_EXECUTION, y);
    try (TornadoExecutionPlan plan = new TornadoExecutionPlan(train.snapshot(), predict.snapshot())) {
      plan.withGraph(0).execute();
      rate.set(0, 0.02f);
      w.set(0, 100); // not sent again
      TornadoExecutionResult trained = plan.withGraph(0).execute();
      assertEquals(100, w.get(0));
      trained.transferToHost(w, steps);
      assertEquals(0.03f, w.get(0), CLOSE);
      assertEquals(0.03f, w.get(5), CLOSE);
      assertEquals(2, steps.get(0));
      plan.withGraph(1).execute();
      float[] expected = {tanh(6 * 0.03f), tanh(6 * 0.03f), tanh(15 * 0.03f), tanh(15 * 0.03f)};
      assertArrayEquals(expected, y.toHeapArray(), CLOSE);
      plan.withGraph(0).execute();
      plan.withGraph(1).execute();
      assertEquals(tanh(6 * 0.05f), y.get(0), CLOSE);
    }
  }

  @Test
  void groupsShareLocalMemory() throws Exception {
    FloatArray x = new FloatArray(64);
    for (int i = 0; i < x.getSize(); i++) {
      x.set(i, i);
    }
    FloatArray sums = new FloatArray(4);
    TaskGraph graph =
        new TaskGraph("groups")
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, x)
            .task("sums", HandWrittenKernels::ksGroupSums, new KernelContext(), x, sums)
            .transferToHost(DataTransferMode.EVERY_EXECUTION, sums);
    WorkerGrid grid = new WorkerGrid1D(64);
    grid.setLocalWork(16, 1, 1);
    try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
      plan.withGridScheduler(new GridScheduler("groups.sums", grid)).execute();
    }
    assertArrayEquals(new float[] {120, 376, 632, 888}, sums.toHeapArray(), CLOSE);
  }

  @Test
  void vectorsAndTheProfiler() throws Exception {
    VectorFloat16 x = new VectorFloat16(FloatArray.fromArray(new float[] {
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    VectorFloat16 y = new VectorFloat16(1);
    TaskGraph graph =
        new TaskGraph("vectors")
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, x)
            .task("affine", HandWrittenKernels::ksAffine, x, y)
            .transferToHost(DataTransferMode.EVERY_EXECUTION, y);
    try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
      TornadoProfilerResult profile = plan.withProfiler(ProfilerMode.SILENT).execute().getProfilerResult();
      assertEquals(31, y.get(0).getS15(), CLOSE);
      assertTrue(profile.getDeviceKernelTime() > 0, profile::getProfileLog);
      assertTrue(profile.getProfileLog().contains("\"vectors.affine\""), profile::getProfileLog);
    }
  }

  private static float tanh(float x) {
    return (float) Math.tanh(x);
  }
}
