package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.ClassName;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that add tasks to graphs, and that describe them: one of each per kind of device and program. */
final class TornadoTasksWriter {
  /** Tasks in one method, so that no method grows with the network. */
  private static final int PER_METHOD = 40;

  private final TornadoKernelsWriter kernels;

  TornadoTasksWriter(TornadoKernelsWriter kernels) {
    this.kernels = kernels;
  }

  private List<TornadoProgram> programs(String program) {
    return program.equals("train") ? kernels.training() : kernels.prediction();
  }

  private List<TornadoTask> tasks(String name, TornadoProgram program) {
    List<TornadoTask> tasks = new ArrayList<>(program.tasks());
    if (name.equals("train") && kernels.update().isNeeded()) {
      tasks.add(kernels.update().task(program.schedule()));
    }
    return tasks;
  }

  /** Cases of a switch over the kind of the device: samples to which a batch is rounded up. */
  CodeBlock lanes() {
    CodeBlock.Builder cases = CodeBlock.builder().indent();
    kernels.prediction().forEach(p -> cases.add("case $L -> $L;\n", p.schedule(), p.schedule().lanes()));
    if (kernels.prediction().size() < DeviceSchedule.values().length) {
      String here = kernels.prediction().stream().map(p -> p.schedule().name().toLowerCase(java.util.Locale.ROOT))
          .collect(Collectors.joining(","));
      cases.add(
          "default -> throw new $T($S + placement.kind() + $S);\n", IllegalArgumentException.class,
          "there are no kernels for a ",
          ", only for " + here + ": add it to the compiler option -Akernelsmith.tornado.schedules=" + here);
    }
    return cases.unindent().build();
  }

  /** The statement that adds the tasks for the device at hand to {@code graph}. */
  CodeBlock choice(String program) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("switch (placement.kind())");
    for (TornadoProgram p : programs(program)) {
      code.addStatement("case $L -> $L(graph)", p.schedule(), method(program, p));
    }
    if (kernels.prediction().size() < DeviceSchedule.values().length) {
      code.addStatement("default -> throw new $T(placement.kind().name())", AssertionError.class);
    }
    return code.endControlFlow().build();
  }

  private static String method(String program, TornadoProgram p) {
    return program + p.schedule().className();
  }

  void write(TypeSpec.Builder type) {
    for (String program : List.of("train", "predict")) {
      for (TornadoProgram p : programs(program)) {
        parts(type, method(program, p), tasks(program, p), program);
      }
      describe(type, program);
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
    for (String program : List.of("train", "predict")) {
      for (TornadoProgram p : programs(program)) {
        if (tasks(program, p).stream().anyMatch(t -> t.grid() != null && t.grid().y() > 0 == twoDimensions)) {
          return true;
        }
      }
    }
    return false;
  }

  private void parts(TypeSpec.Builder type, String name, List<TornadoTask> tasks, String program) {
    MethodSpec.Builder method = builder(name);
    if (tasks.size() <= PER_METHOD) {
      tasks.forEach(task -> task(method, task, program));
    } else {
      for (int i = 0; i < tasks.size(); i += PER_METHOD) {
        String part = name + "Part" + (i / PER_METHOD + 1);
        method.addStatement("$L(graph)", part);
        MethodSpec.Builder some = builder(part);
        tasks.subList(i, Math.min(i + PER_METHOD, tasks.size())).forEach(task -> task(some, task, program));
        type.addMethod(some.build());
      }
    }
    type.addMethod(method.build());
  }

  private static MethodSpec.Builder builder(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .addParameter(TornadoNames.TASK_GRAPH, "graph");
  }

  private void task(MethodSpec.Builder method, TornadoTask task, String program) {
    List<String> arguments = new ArrayList<>();
    if (task.context()) {
      arguments.add("new KernelContext()");
    }
    task.arguments().forEach(array -> arguments.add(field(array, program)));
    if (task.batch()) {
      arguments.add(program + "Batch");
    }
    method.addStatement(
        "graph.task($S, $L.$L::$L, $L)", task.name(), kernels.name(), task.holder(), task.name(),
        String.join(", ", arguments));
    TornadoGrid grid = task.grid();
    if (grid != null) {
      String x = grid.x().replace("batch", program + "Batch");
      String id = program + "." + task.name();
      if (grid.y() == 0) {
        method.addStatement("threads($S, $L, $L)", id, x, grid.localX());
      } else {
        method.addStatement("threads($S, $L, $L, $L, $L)", id, x, grid.y(), grid.localX(), grid.localY());
      }
    }
  }

  /** The field behind a kernel's array. */
  private static String field(String array, String program) {
    return switch (array) {
      case "values", "results", "input" -> program + Character.toUpperCase(array.charAt(0)) + array.substring(1);
      default -> array;
    };
  }

  private static MethodSpec threads(boolean twoDimensions) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("threads")
            .addJavadoc("Lays out the threads of a task.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(String.class, "task");
    List<String> names = twoDimensions ? List.of("x", "y", "localX", "localY") : List.of("x", "localX");
    names.forEach(name -> method.addParameter(int.class, name));
    ClassName worker = twoDimensions ? TornadoNames.WORKER_GRID_2D : TornadoNames.WORKER_GRID_1D;
    return method
        .addStatement("$T worker = new $T($L)", TornadoNames.WORKER_GRID, worker, twoDimensions ? "x, y" : "x")
        .addStatement("worker.setLocalWork(localX, $L, 1)", twoDimensions ? "localY" : "1")
        .addStatement("grid.addWorkerGrid(task, worker)")
        .build();
  }

  private void describe(TypeSpec.Builder type, String program) {
    TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), RuntimeNames.DEVICE_TASK);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(program + "Tasks")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(list);
    if (programs(program).isEmpty()) {
      type.addMethod(method.addStatement("return $T.of()", List.class).build());
      return;
    }
    method.addStatement("$T tasks = new $T<>()", list, ArrayList.class);
    if (program.equals("train")) {
      method.beginControlFlow("if (trainBatch == 0)").addStatement("return tasks").endControlFlow();
    }
    method.beginControlFlow("switch (placement.kind())");
    for (TornadoProgram p : programs(program)) {
      String name = "describe" + Character.toUpperCase(program.charAt(0)) + program.substring(1)
          + p.schedule().className();
      method.addStatement("case $L -> $L(tasks)", p.schedule(), name);
      List<TornadoTask> all = tasks(program, p);
      MethodSpec.Builder rows = MethodSpec.methodBuilder(name)
          .addModifiers(Modifier.PRIVATE)
          .addParameter(list, "tasks");
      for (int i = 0; i < all.size(); i += PER_METHOD) {
        List<TornadoTask> some = all.subList(i, Math.min(i + PER_METHOD, all.size()));
        MethodSpec.Builder at = rows;
        if (all.size() > PER_METHOD) {
          String part = name + "Part" + (i / PER_METHOD + 1);
          rows.addStatement("$L(tasks)", part);
          at = MethodSpec.methodBuilder(part).addModifiers(Modifier.PRIVATE).addParameter(list, "tasks");
        }
        for (TornadoTask task : some) {
          String results = task.results().stream().map(r -> "\"" + r + "\"").collect(Collectors.joining(", "));
          at.addStatement("tasks.add(new $T($S, $T.of($L), $L, $L))", RuntimeNames.DEVICE_TASK, task.name(),
              List.class, results, times(task.flops(), 0, program),
              times(4 * task.sampleFloats(), 4 * task.sharedFloats(), program));
        }
        if (at != rows) {
          type.addMethod(at.build());
        }
      }
      type.addMethod(rows.build());
    }
    if (programs(program).size() < DeviceSchedule.values().length) {
      method.addStatement("default -> throw new $T(placement.kind().name())", AssertionError.class);
    }
    type.addMethod(method.endControlFlow().addStatement("return tasks").build());
  }

  private static String times(long perSample, long shared, String program) {
    String each = perSample == 0 ? "" : perSample + "L * " + program + "Batch";
    String rest = shared == 0 ? "" : shared + "L";
    return each.isEmpty() ? rest.isEmpty() ? "0" : rest : rest.isEmpty() ? each : each + " + " + rest;
  }
}
