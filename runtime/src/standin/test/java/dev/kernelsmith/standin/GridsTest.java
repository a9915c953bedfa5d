package dev.kernelsmith.standin;

import static dev.kernelsmith.standin.Refusals.EVERY;
import static dev.kernelsmith.standin.Refusals.plan;
import static dev.kernelsmith.standin.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels with a context. */
class GridsTest {
  private final IntArray x = IntArray.fromElements(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

  private static WorkerGrid line(int global, int local) {
    WorkerGrid grid = new WorkerGrid1D(global);
    grid.setLocalWork(local, 1, 1);
    return grid;
  }

  private TaskGraph graph() {
    return new TaskGraph("g").transferToDevice(EVERY, x).transferToHost(EVERY, x);
  }

  private static void run(TaskGraph graph, WorkerGrid grid) {
    plan(graph).withGridScheduler(new GridScheduler("g.t", grid)).execute();
  }

  @Test
  void itemsKnowTheirPlaces() {
    WorkerGrid grid = new WorkerGrid2D(4, 4);
    grid.setLocalWork(2, 4, 1);
    run(graph().task("t", Samples::ksPlaces, new KernelContext(), x), grid);
    assertArrayEquals(
        new int[] {0, 1, 10, 11, 100, 101, 110, 111, 200, 201, 210, 211, 300, 301, 310, 311}, x.toHeapArray());
  }

  @Test
  void groupsMeetAtBarriers() {
    run(graph().task("t", Samples::ksReverse, new KernelContext(), x), line(16, 8));
    assertArrayEquals(new int[] {7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8}, x.toHeapArray());
  }

  @Test
  void aMissingBarrierGivesWrongResults() {
    run(graph().task("t", Samples::ksReverseWithoutBarrier, new KernelContext(), x), line(16, 8));
    assertFalse(Arrays.equals(new int[] {7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8}, x.toHeapArray()));
  }

  @Test
  void barriersOrderWhatIsDoneToArrays() {
    run(graph().task("t", Samples::ksTurn, new KernelContext(), x), line(16, 8));
    assertArrayEquals(new int[] {8, 1, 2, 3, 4, 5, 6, 7, 16, 9, 10, 11, 12, 13, 14, 15}, x.toHeapArray());
  }

  @Test
  void whatNoBarrierOrdersIsRefused() {
    refused("is read by a work item of group [0, 0, 0] and written by another one, and no barrier between",
        () -> run(graph().task("t", Samples::ksReadWithoutBarrier, new KernelContext(), x), line(16, 8)));
    refused("is written by a work item of group [0, 0, 0] and read by another one, and no barrier between",
        () -> run(graph().task("t", Samples::ksWrittenWithoutBarrier, new KernelContext(), x), line(16, 8)));
    refused("is written by a work item of group [0, 0, 0] and written by another one, and no barrier between",
        () -> run(graph().task("t", Samples::ksWrittenTwice, new KernelContext(), x), line(16, 8)));
    refused("is written by a work item of group [1, 0, 0] and written by another one, and no barrier between",
        () -> run(graph().task("t", Samples::ksOtherGroup, new KernelContext(), x), line(16, 8)));
    run(graph().task("t", Samples::ksPlaces, new KernelContext(), x), line(16, 8));
  }

  @Test
  void faultsOfGroupsEndTheKernel() {
    refused("waits at a barrier that work item [0, 0, 0] never reaches",
        () -> run(graph().task("t", Samples::ksNeverMeet, new KernelContext(), x), line(16, 8)));
    refused("task g.t: Index 16 out of bounds",
        () -> run(graph().task("t", Samples::ksFailing, new KernelContext(), x), line(16, 8)));
    refused("ask for different local arrays",
        () -> run(graph().task("t", Samples::ksUnlikeArrays, new KernelContext(), x), line(16, 8)));
  }

  @Test
  void aGridMustBeThereAndFit() {
    TaskGraph graph = graph().task("t", Samples::ksReverse, new KernelContext(), x);
    refused("add a WorkerGrid for \"g.t\"", () -> plan(graph).execute());
    refused("which is no task of the plan", () -> plan(graph).withGridScheduler(
        new GridScheduler("g.other", line(16, 8))));
    refused("16 work items along axis 0 in groups of 5", () -> run(graph, line(16, 5)));
    refused("call setLocalWork", () -> run(graph, new WorkerGrid1D(16)));
    refused("groups of 2048 work items", () -> run(graph, line(2048, 2048)));
    TornadoExecutionPlan plan = plan(graph);
    refused("call withGridScheduler first", plan::withPreCompilation);
    run(graph().task("t", Samples::ksPlaces, new KernelContext(), x), new WorkerGrid1D(16));
  }

  @Test
  void theContextComesFirst() {
    Task2<IntArray, KernelContext> backwards = (array, context) -> Samples.ksPlaces(context, array);
    refused("make it the first", () -> graph().task("t", backwards, x, new KernelContext()));
  }
}
