package dev.kernelsmith.standin;

import static dev.kernelsmith.standin.Refusals.DEMAND;
import static dev.kernelsmith.standin.Refusals.EVERY;
import static dev.kernelsmith.standin.Refusals.FIRST;
import static dev.kernelsmith.standin.Refusals.plan;
import static dev.kernelsmith.standin.Refusals.refused;

import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task16;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What cannot be in a graph is refused where it is put there. */
class GraphChecksTest {
  private final FloatArray x = new FloatArray(16);
  private final FloatArray y = new FloatArray(16);
  private final IntArray n = new IntArray(16);
  private final TaskGraph graph = new TaskGraph("g");

  @Test
  void names() {
    graph.task("t", Samples::ksCopy, x, y);
    refused("graph g has two tasks named t", () -> graph.task("t", Samples::ksCopy, y, x));
    refused("has no dot", () -> new TaskGraph("a.b"));
    refused("has no dot", () -> graph.task("a.b", Samples::ksCopy, x, y));
    refused("two graphs named g", () -> plan(graph, graph));
    refused("Samples.exp has the name of a function or word of OpenCL C", () -> graph.task("e", Samples::exp, x));
  }

  @Test
  void arguments() {
    Task16<Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, FloatArray> sixteen =
        (a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q) -> q.set(0, a);
    refused("task g.t has 16 arguments, and a task may have 15",
        () -> graph.task("t", sixteen, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, x));
    refused("argument 2 of task g.t is a Boolean", () -> graph.task("t", Samples::ksBoolean, x, true));
    refused("argument 1 of task g.t is null", () -> graph.task("t", Samples::ksCopy, null, y));
    refused("without elements", () -> graph.task("t", Samples::ksCopy, new FloatArray(0), y));
  }

  @Test
  void transfers() {
    refused("with mode 2", () -> graph.transferToDevice(DEMAND, x));
    refused("with mode 0", () -> graph.transferToHost(FIRST, x));
    refused("is a String", () -> graph.transferToHost(EVERY, "x"));
    graph.transferToDevice(FIRST, x);
    refused("sends the FloatArray of 16 elements twice", () -> graph.transferToDevice(EVERY, x));
    refused("has no task", graph::snapshot);
    graph.consumeFromDevice("other", x).task("t", Samples::ksCopy, x, y);
    refused("sends and consumes", graph::snapshot);
  }

  @Test
  void kernels() {
    refused("Math.fma, which does not compile; write x * y + z", () -> graph.task("t", Samples::ksFma, x));
    refused("uses >>>", () -> graph.task("t", Samples::ksShift, n));
    refused("uses >>>", () -> graph.task("t", Samples::ksShiftInHelper, n));
    refused("no number (NaN)", () -> graph.task("t", Samples::ksNaN, x));
    refused("throws", () -> graph.task("t", Samples::ksThrow, n));
    refused("makes a java.lang.IllegalArgumentException", () -> graph.task("t", Samples::ksThrow, n));
    refused("reads the static field TABLE", () -> graph.task("t", Samples::ksTable, x));
    refused("calls java.lang.Float.floatToIntBits", () -> graph.task("t", Samples::ksBits, x, n));
    refused("a nest of 4 @Parallel loops", () -> graph.task("t", Samples::ksFourLoops, n));
    refused("takes about 1152 steps to inline its calls", () -> graph.task("t", Samples::ksManyCalls, x));
    graph.task("sound", Samples::ksThreeLoopsTwice, n);
  }
}
