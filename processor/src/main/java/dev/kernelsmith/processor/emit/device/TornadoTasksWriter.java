package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.Chunks;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that add tasks to graphs, and that describe them: one of each per kind of device and program. */
final class TornadoTasksWriter {
  /** Tasks in one method, so that no method grows with the network. */
  private static final int PER_METHOD = 40;

  /** Tasks in one graph: more do not fit TornadoVM's own code for it. */
  private static final int PER_GRAPH = 24;

  /** What the graphs are called that compute what follows from parameters alone. */
  private static final String DERIVE = "derive";

  private final TornadoKernelsWriter kernels;
  /** Arrays that are sent anew each time. */
  private final Set<String> sent = new HashSet<>(Set.of("step"));
  /** Arrays that each program has for itself. */
  private final Set<String> own = new HashSet<>(Set.of("values", "shared", "results"));

  private final List<String> state;
  private final List<String> resident;

  /**
   * A writer.
   *
   * @param handed what goes in and out
   * @param state names of the parameters and the optimizer's slots
   * @param resident names of all arrays that stay on the device
   */
  TornadoTasksWriter(
      TornadoKernelsWriter kernels, DeviceInterface handed, List<String> state, List<String> resident) {
    handed.inputs().forEach(input -> own.add(input.name()));
    handed.inputs().forEach(input -> sent.add(input.name()));
    handed.targets().forEach(target -> sent.add(target.name()));
    this.kernels = kernels;
    this.state = state;
    this.resident = resident;
  }

  private List<TornadoProgram> programs(Mode mode) {
    return kernels.programs(mode);
  }

  /** Cases of a switch over the kind of the device: samples to which a batch is rounded up. */
  CodeBlock lanes() {
    CodeBlock.Builder cases = CodeBlock.builder().indent();
    kernels.programs(Mode.PREDICTION).forEach(p -> cases.add("case $L -> $L;\n", p.schedule(), p.schedule().lanes()));
    String here = kernels.programs(Mode.PREDICTION).stream()
        .map(p -> p.schedule().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
    for (DeviceSchedule kind : DeviceSchedule.values()) {
      if (kernels.programs(Mode.PREDICTION).stream().noneMatch(p -> p.schedule() == kind)) {
        cases.add("case $L -> throw new $T($S);\n", kind, TypeNames.ILLEGAL_ARGUMENT_EXCEPTION,
            "there are no kernels for a " + kind + ", only for " + here
                + ": compile with -Akernelsmith.tornado.schedules=" + here + ","
                + kind.name().toLowerCase(Locale.ROOT));
      }
    }
    return cases.unindent().build();
  }

  /** Whether a prediction needs values that follow from the parameters alone, and are computed when these have changed. */
  boolean derives() {
    return kernels.programs(Mode.PREDICTION).stream().flatMap(p -> p.tasks().stream()).anyMatch(TornadoTask::derives);
  }

  /** The statement that adds the graphs that compute such values for the device at hand to {@code graphs}. */
  CodeBlock derivation() {
    return choice(Mode.PREDICTION, DERIVE);
  }

  /** The statement that adds the graphs of a program for the device at hand to {@code graphs}. */
  CodeBlock choice(Mode mode) {
    return choice(mode, mode.program());
  }

  private CodeBlock choice(Mode mode, String stem) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("switch (placement.kind())");
    for (TornadoProgram p : programs(mode)) {
      code.addStatement("case $L -> $L(graphs)", p.schedule(), method(stem, p));
    }
    if (kernels.programs(Mode.PREDICTION).size() < DeviceSchedule.values().length) {
      code.addStatement("default -> throw new $T(placement.kind().name())", TypeNames.ASSERTION_ERROR);
    }
    return code.endControlFlow().build();
  }

  private static String method(String stem, TornadoProgram p) {
    return stem + p.schedule().className();
  }

  void write(TypeSpec.Builder type) {
    for (Mode mode : Mode.values()) {
      for (TornadoProgram p : programs(mode)) {
        List<TornadoTask> all = p.tasks();
        if (mode == Mode.PREDICTION && derives()) {
          graphMethods(type, method(DERIVE, p), all.stream().filter(TornadoTask::derives).toList(), mode, DERIVE);
          all = all.stream().filter(task -> !task.derives()).toList();
        }
        graphMethods(type, method(mode.program(), p), all, mode, mode.program());
      }
      describe(type, mode);
    }
    boolean one = used(false);
    boolean two = used(true);
    if (one) {
      type.addMethod(threads(false));
    }
    if (two) {
      type.addMethod(threads(true));
    }
  }

  private boolean used(boolean twoDimensions) {
    for (Mode mode : Mode.values()) {
      for (TornadoProgram p : programs(mode)) {
        if (p.tasks().stream().anyMatch(t -> t.grid() != null && t.grid().y() > 0 == twoDimensions)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The tasks of a program, cut into as many graphs as they need; those that write results stay together. */
  private static List<List<TornadoTask>> graphs(List<TornadoTask> tasks) {
    List<List<TornadoTask>> graphs = new ArrayList<>();
    graphs.add(new ArrayList<>());
    for (int i = 0; i < tasks.size(); i++) {
      boolean resultsBefore = tasks.subList(0, i).stream().anyMatch(TornadoTasksWriter::writesResults);
      boolean resultsAfter = tasks.subList(i, tasks.size()).stream().anyMatch(TornadoTasksWriter::writesResults);
      if (graphs.getLast().size() >= PER_GRAPH && !(resultsBefore && resultsAfter)) {
        graphs.add(new ArrayList<>());
      }
      graphs.getLast().add(tasks.get(i));
    }
    return graphs;
  }

  private static boolean writesResults(TornadoTask task) {
    return task.arguments().contains("results");
  }

  private void graphMethods(TypeSpec.Builder type, String name, List<TornadoTask> tasks, Mode mode, String stem) {
    List<List<TornadoTask>> graphs = graphs(tasks);
    MethodSpec.Builder all = builder(name);
    String before = "upload";
    for (int g = 0; g < graphs.size(); g++) {
      String graph = graphs.size() == 1 ? stem : stem + (g + 1);
      MethodSpec.Builder one = graphs.size() == 1 ? all : builder(name + (g + 1));
      graph(one, graph, before, graphs.get(g), mode, g == graphs.size() - 1);
      if (one != all) {
        all.addStatement("$L(graphs)", name + (g + 1));
        type.addMethod(one.build());
      }
      before = graph;
    }
    type.addMethod(all.build());
  }

  private static MethodSpec.Builder builder(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .addParameter(ParameterizedTypeName.get(TypeNames.LIST, TornadoNames.IMMUTABLE_GRAPH), "graphs");
  }

  /** One graph: what it takes over, what it sends each time, its tasks, and what it leaves and brings back. */
  private void graph(
      MethodSpec.Builder method, String name, String before, List<TornadoTask> tasks, Mode mode, boolean last) {
    String resident = String.join(", ", this.resident);
    Set<String> sentHere = new LinkedHashSet<>();
    tasks.forEach(task -> task.arguments().stream().filter(sent::contains).forEach(sentHere::add));
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("$T graph = new $T($S)\n$>$>", TornadoNames.TASK_GRAPH, TornadoNames.TASK_GRAPH, name);
    code.add(".consumeFromDevice($S, $L)", before, resident);
    if (!sentHere.isEmpty()) {
      String arrays = sentHere.stream().map(array -> field(array, mode)).collect(Collectors.joining(", "));
      code.add("\n.transferToDevice($T.EVERY_EXECUTION, $L)", TornadoNames.TRANSFER_MODE, arrays);
    }
    code.add(";\n$<$<");
    method.addCode(code.build());
    tasks.forEach(task -> task(method, task, mode, name));
    CodeBlock.Builder end = CodeBlock.builder().add("graphs.add(graph.persistOnDevice($L)$>$>", resident);
    if (tasks.stream().anyMatch(TornadoTasksWriter::writesResults)) {
      end.add("\n.transferToHost($T.EVERY_EXECUTION, $LResults)", TornadoNames.TRANSFER_MODE, mode.program());
    }
    if (last && mode == Mode.TRAINING) {
      end.add("\n.transferToHost($T.UNDER_DEMAND, $L, gradients)", TornadoNames.TRANSFER_MODE,
          String.join(", ", state));
    }
    method.addCode(end.add("\n.snapshot());\n$<$<").build());
  }

  private void task(MethodSpec.Builder method, TornadoTask task, Mode mode, String graph) {
    List<String> arguments = new ArrayList<>();
    if (task.context()) {
      arguments.add("new #KernelContext()");
    }
    task.arguments().forEach(array -> arguments.add(field(array, mode)));
    if (task.batch()) {
      arguments.add(mode.program() + "Batch");
    }
    method.addStatement(
        "graph.task($S, $L.$L::$L, $L)", task.name(), kernels.name(), task.holder(), task.name(),
        String.join(", ", arguments));
    TornadoGrid grid = task.grid();
    if (grid != null) {
      String x = grid.x().replace("batch", mode.program() + "Batch");
      String id = graph + "." + task.name();
      if (grid.y() == 0) {
        method.addStatement("threads($S, $L, $L)", id, x, grid.localX());
      } else {
        method.addStatement("threads($S, $L, $L, $L, $L)", id, x, grid.y(), grid.localX(), grid.localY());
      }
    }
  }

  /** The field behind a kernel's array. */
  private String field(String array, Mode mode) {
    return own.contains(array) ? ModeArrays.name(mode, array) : array;
  }

  private static MethodSpec threads(boolean twoDimensions) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("threads")
            .addJavadoc("Lays out the threads of a task.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeNames.STRING, "task");
    List<String> names = twoDimensions ? List.of("x", "y", "localX", "localY") : List.of("x", "localX");
    names.forEach(name -> method.addParameter(int.class, name));
    ClassName worker = twoDimensions ? TornadoNames.WORKER_GRID_2D : TornadoNames.WORKER_GRID_1D;
    return method
        .addStatement("$T worker = new $T($L)", TornadoNames.WORKER_GRID, worker, twoDimensions ? "x, y" : "x")
        .addStatement("worker.setLocalWork(localX, $L, 1)", twoDimensions ? "localY" : "1")
        .addStatement("grid.addWorkerGrid(task, worker)")
        .build();
  }

  private void describe(TypeSpec.Builder type, Mode mode) {
    TypeName list = ParameterizedTypeName.get(TypeNames.LIST, RuntimeNames.DEVICE_TASK);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(mode.program() + "Tasks")
            .addAnnotation(TypeNames.OVERRIDE)
            .addModifiers(Modifier.PUBLIC)
            .returns(list);
    if (programs(mode).isEmpty()) {
      type.addMethod(method.addStatement("return $T.of()", TypeNames.LIST).build());
      return;
    }
    method.addStatement("$T tasks = new $T<>()", list, TypeNames.ARRAY_LIST);
    if (mode == Mode.TRAINING) {
      method.beginControlFlow("if (trainBatch == 0)").addStatement("return tasks").endControlFlow();
    }
    method.beginControlFlow("switch (placement.kind())");
    for (TornadoProgram p : programs(mode)) {
      String name = "describe" + Names.capitalized(mode.program())
          + p.schedule().className();
      method.addStatement("case $L -> $L(tasks)", p.schedule(), name);
      List<TornadoTask> all = p.tasks();
      MethodSpec.Builder rows = MethodSpec.methodBuilder(name)
          .addModifiers(Modifier.PRIVATE)
          .addParameter(list, "tasks");
      List<List<TornadoTask>> parts = Chunks.of(all, PER_METHOD);
      for (int i = 0; i < parts.size(); i++) {
        MethodSpec.Builder at = rows;
        if (parts.size() > 1) {
          String part = name + "Part" + (i + 1);
          rows.addStatement("$L(tasks)", part);
          at = MethodSpec.methodBuilder(part).addModifiers(Modifier.PRIVATE).addParameter(list, "tasks");
        }
        for (TornadoTask task : parts.get(i)) {
          String results = task.results().stream().map(r -> "\"" + r + "\"").collect(Collectors.joining(", "));
          at.addStatement("tasks.add(new $T($S, $T.of($L), $L, $L))", RuntimeNames.DEVICE_TASK, task.name(),
              TypeNames.LIST, results, times(task.flops(), task.sharedFlops(), mode),
              times(4 * task.sampleFloats(), 4 * task.sharedFloats(), mode));
        }
        if (at != rows) {
          type.addMethod(at.build());
        }
      }
      type.addMethod(rows.build());
    }
    if (programs(mode).size() < DeviceSchedule.values().length) {
      method.addStatement("default -> throw new $T(placement.kind().name())", TypeNames.ASSERTION_ERROR);
    }
    type.addMethod(method.endControlFlow().addStatement("return tasks").build());
  }

  private static String times(long perSample, long shared, Mode mode) {
    String each = perSample == 0 ? "" : perSample + "L * " + mode.program() + "Batch";
    String rest = shared == 0 ? "" : shared + "L";
    return each.isEmpty() ? rest.isEmpty() ? "0" : rest : rest.isEmpty() ? each : each + " + " + rest;
  }
}
