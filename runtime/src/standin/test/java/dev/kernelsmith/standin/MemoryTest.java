package dev.kernelsmith.standin;

import static dev.kernelsmith.standin.Refusals.DEMAND;
import static dev.kernelsmith.standin.Refusals.EVERY;
import static dev.kernelsmith.standin.Refusals.FIRST;
import static dev.kernelsmith.standin.Refusals.plan;
import static dev.kernelsmith.standin.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Arrays on the device are arrays of their own. */
class MemoryTest {
  private final FloatArray x = FloatArray.fromElements(1, 2, 3, 4);
  private final FloatArray y = new FloatArray(4);

  @Test
  void hostAndDeviceDoNotSeeEachOther() {
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("g").transferToDevice(FIRST, x).task("t", Samples::ksIncrement, x)
                .transferToHost(DEMAND, x));
    TornadoExecutionResult result = plan.execute();
    assertEquals(1, x.get(0), "nothing came back");
    x.set(0, 50);
    plan.execute();
    result.transferToHost(x);
    assertArrayEquals(new float[] {3, 4, 5, 6}, x.toHeapArray(), "the host's change was not sent");
  }

  @Test
  void whatIsSentEveryTimeIsSentEveryTime() {
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("g").transferToDevice(EVERY, x).task("t", Samples::ksCopy, x, y).transferToHost(EVERY, y));
    plan.execute();
    x.set(1, 20);
    plan.execute();
    assertArrayEquals(new float[] {1, 20, 3, 4}, y.toHeapArray());
  }

  @Test
  void partlyWrittenResultsAreNoNumbersElsewhere() {
    plan(new TaskGraph("g").transferToDevice(EVERY, x).task("t", Samples::ksHalf, x, y).transferToHost(EVERY, y))
        .execute();
    assertArrayEquals(new float[] {1, 2, Float.NaN, Float.NaN}, y.toHeapArray());
  }

  @Test
  void memoryThatNothingKeepsIsLostBetweenExecutions() {
    FloatArray between = new FloatArray(4);
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("first").transferToDevice(EVERY, x).task("t", Samples::ksCopy, x, between)
                .transferToHost(EVERY, between),
            new TaskGraph("second").task("t", Samples::ksCopy, between, y).transferToHost(EVERY, y));
    plan.withGraph(0).execute();
    refused("task second.t: an array of 4 elements is read on the device", () -> plan.withGraph(1).execute());
  }

  @Test
  void readingWhatNobodyWrote() {
    TaskGraph graph = new TaskGraph("g").task("t", Samples::ksCopy, x, y).transferToHost(EVERY, y);
    refused("task g.t: an array of 4 elements is read on the device", () -> plan(graph).execute());
  }

  @Test
  void bringingBackWhatNobodyWrote() {
    FloatArray other = new FloatArray(3);
    TaskGraph graph =
        new TaskGraph("g").transferToDevice(EVERY, x).task("t", Samples::ksCopy, x, y).transferToHost(EVERY, other);
    refused("which no task has written", () -> plan(graph).execute());
    TaskGraph second = new TaskGraph("h").transferToDevice(EVERY, x).task("t", Samples::ksCopy, x, y);
    refused("name it in transferToHost(UNDER_DEMAND", () -> plan(second).execute().transferToHost(y));
  }

  @Test
  void graphsShareWhatOneKeepsAndTheOtherTakes() {
    TaskGraph keeps =
        new TaskGraph("keeps").transferToDevice(FIRST, x).task("t", Samples::ksIncrement, x).persistOnDevice(x);
    TaskGraph takes =
        new TaskGraph("takes").consumeFromDevice("keeps", x).task("t", Samples::ksCopy, x, y).transferToHost(EVERY, y);
    TornadoExecutionPlan plan = plan(keeps, takes);
    refused("graph takes consumes the FloatArray of 4 elements of graph keeps, which has not run",
        () -> plan.withGraph(1).execute());
    plan.withAllGraphs().execute();
    assertEquals(2, y.get(0));
    plan.withGraph(0).execute();
    plan.withGraph(1).execute();
    assertEquals(3, y.get(0));
    plan.freeDeviceMemory();
    refused("which has not run", () -> plan.withGraph(1).execute());
    refused("no such graph is in the plan", () -> plan(takes).execute());
  }

  @Test
  void onlyWhatIsKeptCanBeTaken() {
    TaskGraph keeps = new TaskGraph("keeps").transferToDevice(FIRST, x).task("t", Samples::ksIncrement, x);
    TaskGraph takes = new TaskGraph("takes").consumeFromDevice("keeps", x).task("t", Samples::ksIncrement, x);
    refused("add persistOnDevice", () -> plan(keeps, takes).execute());
    TaskGraph takesLast = new TaskGraph("takes").consumeFromDevice(x).task("t", Samples::ksIncrement, x);
    refused("add persistOnDevice", () -> plan(keeps, takesLast).execute());
    refused("no such graph ran before it", () -> plan(takesLast).execute());
    TaskGraph unrelated =
        new TaskGraph("unrelated").transferToDevice(EVERY, y).task("t", Samples::ksIncrement, y);
    refused("right after graph unrelated, which does not know it",
        () -> plan(keeps.persistOnDevice(x), unrelated, takes).execute());
  }

  @Test
  void arraysOnTheHeapAreCopiedToo() {
    float[] floats = {1, 2};
    int[] integers = {7, 7};
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("g").transferToDevice(EVERY, floats).task("t", Samples::ksHeap, floats, integers)
                .transferToHost(DEMAND, integers));
    TornadoExecutionResult result = plan.execute();
    assertArrayEquals(new int[] {7, 7}, integers);
    result.transferToHost(integers);
    assertArrayEquals(new int[] {2, 3}, integers);
    TaskGraph unnamed =
        new TaskGraph("h").transferToDevice(EVERY, floats).task("t", Samples::ksHeap, floats, integers);
    refused("task h.t takes the int[2]", unnamed::snapshot);
  }

  @Test
  void aResultHasTheProfileOfTheLastExecution() {
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("g").transferToDevice(FIRST, x).task("t", Samples::ksCopy, x, y).transferToHost(EVERY, y));
    plan.withProfiler(uk.ac.manchester.tornado.api.enums.ProfilerMode.SILENT);
    var first = plan.execute();
    assertEquals(16, first.getProfilerResult().getTotalBytesCopyIn());
    plan.execute();
    assertEquals(0, first.getProfilerResult().getTotalBytesCopyIn());
  }

  @Test
  void theProfilerCountsBytesOnlyWhereItIsOn() {
    TornadoExecutionPlan plan =
        plan(
            new TaskGraph("g").transferToDevice(FIRST, x).task("t", Samples::ksCopy, x, y).transferToHost(EVERY, y));
    assertEquals("", plan.execute().getProfilerResult().getProfileLog());
    plan.withProfiler(uk.ac.manchester.tornado.api.enums.ProfilerMode.SILENT);
    var profile = plan.execute().getProfilerResult();
    assertEquals(0, profile.getTotalBytesCopyIn());
    assertEquals(16, profile.getTotalBytesCopyOut());
    assertTrue(profile.getTotalTime() >= profile.getDeviceKernelTime());
    assertTrue(profile.getProfileLog().contains("\"METHOD\": \"Samples.ksCopy\""), profile::getProfileLog);
    plan.withDevice(TornadoExecutionPlan.getDevice(0, 1));
    profile = plan.execute().getProfilerResult();
    assertEquals(16, profile.getTotalBytesCopyIn(), "another device has nothing yet");
    assertTrue(profile.getProfileLog().contains("stand-in GPU"), profile::getProfileLog);
  }

  @Test
  void aPlanIsForOneThreadUntilItIsClosed() throws Exception {
    TornadoExecutionPlan plan =
        plan(new TaskGraph("g").transferToDevice(FIRST, x).task("t", Samples::ksIncrement, x));
    Thread[] other = {null};
    Throwable[] thrown = {null};
    other[0] = Thread.ofPlatform().start(() -> {
      try {
        plan.execute();
      } catch (IllegalStateException e) {
        thrown[0] = e;
      }
    });
    other[0].join();
    assertTrue(thrown[0] != null && thrown[0].getMessage().contains("is used by thread"));
    plan.execute();
    refused("before the first", plan::withCUDAGraph);
    plan.close();
    refused("is closed", plan::execute);
  }
}
