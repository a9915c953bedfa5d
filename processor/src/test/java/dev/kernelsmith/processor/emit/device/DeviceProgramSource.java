package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * One program for one kind of device, without a network around it: a class with its kernels, and one with a task graph of them.
 *
 * @param sources of the classes, by name; the graph's has a static method {@code run(Map<String, FloatArray>, int)}
 * @param program the program, scheduled
 * @param starts where losses and outputs start among the results, as constants
 * @param streams streams of random numbers
 * @param scalars what a step gives to kernels
 */
public record DeviceProgramSource(
    Map<String, String> sources, ScheduledProgram program, Map<String, Integer> starts, int streams,
    List<String> scalars) {
  /** What the class with the graph is called behind the name that was asked for. */
  public static final String GRAPH = "Graph";

  /**
   * Schedules a program and writes it.
   *
   * @param className simple name of the classes, in the default package
   * @param parameters where the program's parameters lie
   */
  public static DeviceProgramSource of(
      String className, Program program, DeviceSchedule schedule, ParameterLayout parameters) {
    ScheduledProgram scheduled = NetworkScheduler.schedule(program, Target.device(schedule), parameters);
    StepArray step = StepArray.of(List.of(), program);
    Buffer none = Buffer.ofBatch("none", List.of(0));
    TornadoUpdate update =
        new TornadoUpdate(new UpdateProgram(new Program("update", List.of()), none, none, List.of(), 0), parameters);
    TornadoProgram written =
        new TornadoProgram(scheduled, schedule, Mode.TRAINING, List.of(), parameters, step, update);
    TypeSpec.Builder type = TypeSpec.classBuilder(className).addModifiers(Modifier.FINAL);
    LaneMethods.write(type);
    RandomMethods.writeKernel(type);
    FunctionMethods.write(type, written.statements());
    type.addType(written.kernels());
    JavaFile file = JavaFile.builder("", type.build()).skipJavaLangImports(true).indent("  ").build();
    String kernels = SourceText.of(file, new NetworkNames("", className), Set.of());
    return new DeviceProgramSource(
        Map.of(className, kernels, className + GRAPH, graph(className, written.tasks())), scheduled, written.starts(),
        step.streams(), step.scalars());
  }

  private static String graph(String className, List<TornadoTask> tasks) {
    Set<String> arrays = new TreeSet<>();
    tasks.forEach(task -> arrays.addAll(task.arguments()));
    StringBuilder text = new StringBuilder();
    text.append("import java.util.Map;\nimport uk.ac.manchester.tornado.api.*;\n");
    text.append("import uk.ac.manchester.tornado.api.enums.DataTransferMode;\n");
    text.append("import uk.ac.manchester.tornado.api.types.arrays.FloatArray;\n\n");
    text.append("final class ").append(className).append(GRAPH).append(" {\n");
    text.append("  static void run(Map<String, FloatArray> arrays, int batch) {\n");
    arrays.forEach(a -> text.append("    FloatArray " + a + " = arrays.get(\"" + a + "\");\n"));
    text.append("    TaskGraph graph = new TaskGraph(\"program\");\n    GridScheduler grids = new GridScheduler();\n");
    String all = String.join(", ", arrays);
    text.append("    graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, " + all + ");\n");
    for (TornadoTask task : tasks) {
      text.append("    graph.task(\"" + task.name() + "\", " + className + "." + task.holder() + "::" + task.name());
      text.append(task.context() ? ", new KernelContext()" : "");
      task.arguments().forEach(a -> text.append(", " + a));
      text.append(", batch);\n");
      TornadoGrid grid = task.grid();
      if (grid != null) {
        boolean one = grid.y() == 0;
        String worker = "w" + task.name();
        text.append("    WorkerGrid " + worker + " = new WorkerGrid" + (one ? "1D(" : "2D(") + grid.x());
        text.append((one ? "" : ", " + grid.y()) + ");\n    " + worker + ".setLocalWork(" + grid.localX() + ", ");
        text.append(Math.max(1, grid.localY()) + ", 1);\n");
        text.append("    grids.addWorkerGrid(\"program." + task.name() + "\", " + worker + ");\n");
      }
    }
    text.append("    graph.transferToHost(DataTransferMode.EVERY_EXECUTION, " + all + ");\n");
    text.append("    TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot());\n");
    text.append("    plan.withGridScheduler(grids).execute();\n    plan.freeDeviceMemory();\n  }\n}\n");
    return text.toString();
  }
}
