package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the task graphs of a network: upload, predict and train, in one execution plan over the same resident arrays. */
public final class TornadoGraphsWriter {
  private final LayerGraph graph;
  private final TornadoKernelsWriter kernels;
  private final TornadoTasksWriter tasks;
  private final boolean trains;
  private final DeviceInterface handed;
  private final ParameterLayout layout;
  private final int trainValues;
  private final int predictValues;
  private final int trainShared;
  private final int predictShared;

  public TornadoGraphsWriter(
      LayerGraph graph, NetworkPrograms programs, ParameterLayout layout, TornadoKernelsWriter kernels) {
    this.graph = graph;
    this.kernels = kernels;
    trains = programs.training() != null;
    handed = new DeviceInterface(programs);
    this.layout = layout;
    trainValues = kernels.training().stream().mapToInt(TornadoProgram::floats).max().orElse(0);
    predictValues = kernels.prediction().stream().mapToInt(TornadoProgram::floats).max().orElse(0);
    trainShared = kernels.training().stream().mapToInt(TornadoProgram::shared).max().orElse(0);
    predictShared = kernels.prediction().stream().mapToInt(TornadoProgram::shared).max().orElse(0);
    tasks = new TornadoTasksWriter(kernels, handed, state(), resident());
  }

  /** Simple name of the class. */
  public String name() {
    return graph.names().generated("TornadoGraphs");
  }

  public JavaFile write(BackEnd.Target target) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(RuntimeNames.DEVICE_PROGRAM)
            .addAnnotation(
                AnnotationSpec.builder(TypeNames.SUPPRESS_WARNINGS).addMember("value", "{$S, $S}", "hiding", "resource")
                    .build())
            .addOriginatingElement(target.origin())
            .addJavadoc(
                "Task graphs of {@link ~$L}: the first uploads, then follow those that predict, and those that train.\n"
                    + "Parameters and optimizer state stay on the device.\n",
                graph.className());
    GeneratedMark.add(type, target);
    fields(type);
    constructor(type);
    uploads(type);
    predicts(type);
    if (trains) {
      trains(type);
    } else {
      untrained(type);
    }
    tasks.write(type);
    rest(type);
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  /** Arrays that stay on the device, besides the values. */
  private List<String> state() {
    List<String> state = new ArrayList<>(List.of("parameters"));
    if (trains) {
      state.addAll(kernels.update().slots());
    }
    return state;
  }

  private static void constant(TypeSpec.Builder type, String name, int value, String doc) {
    type.addField(
        FieldSpec.builder(int.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("$L\n", doc)
            .initializer("$L", value)
            .build());
  }

  private static void field(TypeSpec.Builder type, TypeName of, String name, String initializer) {
    FieldSpec.Builder field = FieldSpec.builder(of, name, Modifier.PRIVATE, Modifier.FINAL);
    if (!initializer.isEmpty()) {
      field.initializer(initializer, of);
    }
    type.addField(field.build());
  }

  private void fields(TypeSpec.Builder type) {
    constant(type, "PARAMETERS", layout.floats(), "Floats of all parameters, rows padded.");
    for (DeviceInterface.Sent input : handed.inputs()) {
      constant(type, input.constant(), input.length(),
          "Values of a sample" + of("input", input.place().number()) + ".");
    }
    for (int i = 0; i < handed.outputs().size(); i++) {
      constant(type, "OUTPUT" + (i == 0 ? "" : i), handed.outputs().get(i),
          "Values of an output" + of("output", i) + ".");
    }
    constant(type, "PREDICT_VALUES", predictValues, "Floats of working memory per sample of a prediction.");
    if (trains) {
      if (!kernels.update().slots().isEmpty()) {
        constant(type, "TRAINED", layout.trained(),
            "Floats of those that are trained, and of each slot of the optimizer.");
      }
      constant(type, "GRADIENTS", kernels.update().gradientFloats(), "Floats of all gradients, and of sums over them.");
      constant(type, "TRAIN_VALUES", trainValues, "Floats of working memory per sample of a training step.");
      constant(type, "FACTORS", kernels.step().shared(), "Numbers of a step that all samples share.");
    }
    shared(type, "PREDICT_SHARED", predictShared);
    shared(type, "TRAIN_SHARED", trainShared);
    field(type, RuntimeNames.DEVICE_PLACEMENT, "placement", "");
    field(type, TypeName.INT, "predictBatch", "");
    field(type, TypeName.INT, "trainBatch", "");
    resident(type, "parameters", "PARAMETERS", layout.floats());
    inputs(type, Mode.PREDICTION);
    sharedFields(type);
    List<String> sized = new ArrayList<>(List.of("predictValues", "predictResults"));
    if (trains) {
      kernels.update().slots().forEach(slot -> resident(type, slot, "TRAINED", layout.trained()));
      resident(type, "gradients", "GRADIENTS", kernels.update().gradientFloats());
      inputs(type, Mode.TRAINING);
      handed.targets().forEach(target -> field(type, array(target), target.name(), ""));
      sized.addAll(List.of("step", "trainValues", "trainResults"));
    }
    sized.forEach(array -> field(type, TornadoNames.FLOAT_ARRAY, array, ""));
    field(type, TornadoNames.GRID_SCHEDULER, "grid", "new $T()");
    field(type, TornadoNames.EXECUTION_PLAN, "plan", "");
    if (tasks.derives()) {
      field(type, TypeName.INT, "predictStart", "");
    }
    field(type, TypeName.INT, "predictEnd", "");
    if (trains) {
      field(type, TypeName.INT, "trainEnd", "");
    }
    field(type, TypeNames.STRING_BUILDER, "profile", "new $T()");
    type.addField(TypeName.BOOLEAN, "profiled", Modifier.PRIVATE);
    if (trains) {
      nullable(type, "trained");
    }
    nullable(type, "uploaded");
    if (tasks.derives()) {
      type.addField(TypeName.BOOLEAN, "derived", Modifier.PRIVATE);
    }
  }

  private static void shared(TypeSpec.Builder type, String constant, int length) {
    if (length > 0) {
      String program = constant.startsWith("TRAIN") ? "training step" : "prediction";
      constant(type, constant, length, "Floats of working memory that all samples of a " + program + " share.");
    }
  }

  private void sharedFields(TypeSpec.Builder type) {
    if (predictShared > 0) {
      resident(type, "predictShared", "PREDICT_SHARED", predictShared);
    }
    if (trainShared > 0) {
      resident(type, "trainShared", "TRAIN_SHARED", trainShared);
    }
  }

  /** An array as long as a constant says, or of one element where that is 0. */
  private static void resident(TypeSpec.Builder type, String array, String constant, int length) {
    field(type, TornadoNames.FLOAT_ARRAY, array, length > 0 ? "new $T(" + constant + ")" : "new $T(1)");
  }

  private void inputs(TypeSpec.Builder type, Mode mode) {
    handed.inputs().forEach(input -> field(type, array(input), TornadoTasksWriter.ofProgram(mode, input.name()), ""));
  }

  private static ClassName array(DeviceInterface.Sent sent) {
    return sent.ints() ? TornadoNames.INT_ARRAY : TornadoNames.FLOAT_ARRAY;
  }

  /** {@code  of input 1}; nothing for the first. */
  private static String of(String what, int number) {
    return number == 0 ? "" : " of " + what + " " + number;
  }

  private static void nullable(TypeSpec.Builder type, String name) {
    type.addField(TornadoNames.EXECUTION_RESULT, name, Modifier.PRIVATE);
  }

  private static void allocate(CodeBlock.Builder code, Mode mode, String array, DeviceInterface.Sent sent) {
    if (!sent.ints()) {
      code.addStatement("$L = floats($LBatch, $L)", array, mode.program(), sent.constant());
    } else if (sent.length() == 1) {
      code.addStatement("$L = new $T(#Math.max(1, $LBatch))", array, TornadoNames.INT_ARRAY, mode.program());
    } else {
      code.addStatement(
          "$L = new $T(#Math.max(1, #Math.multiplyExact($LBatch, $L)))", array, TornadoNames.INT_ARRAY, mode.program(),
          sent.constant());
    }
  }

  private void constructor(TypeSpec.Builder type) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("this.placement = placement");
    code.addStatement("predictBatch = rounded(placement.predictBatch())");
    code.addStatement("trainBatch = rounded(placement.trainBatch())");
    handed.inputs().forEach(
        input -> allocate(code, Mode.PREDICTION, TornadoTasksWriter.ofProgram(Mode.PREDICTION, input.name()), input));
    code.addStatement("predictValues = floats(predictBatch, PREDICT_VALUES)");
    code.addStatement("predictResults = floats(predictBatch, $L)", handed.predicted());
    if (trains) {
      handed.inputs().forEach(
          input -> allocate(code, Mode.TRAINING, TornadoTasksWriter.ofProgram(Mode.TRAINING, input.name()), input));
      handed.targets().forEach(target -> allocate(code, Mode.TRAINING, target.name(), target));
      code.addStatement("step = new $T(FACTORS + trainBatch)", TornadoNames.FLOAT_ARRAY);
      code.addStatement("trainValues = floats(trainBatch, TRAIN_VALUES)");
      code.addStatement("trainResults = floats(trainBatch, $L)", handed.trained());
    }
    for (String array : zeroed()) {
      code.addStatement("$L.init(0f)", array);
    }
    code.addStatement("$T<$T> graphs = new $T<>()", TypeNames.LIST, TornadoNames.IMMUTABLE_GRAPH, TypeNames.ARRAY_LIST);
    code.addStatement("graphs.add(uploadGraph().snapshot())");
    if (tasks.derives()) {
      code.add(tasks.derivation());
      code.addStatement("predictStart = graphs.size()");
    }
    code.add(tasks.choice(Mode.PREDICTION));
    code.addStatement("predictEnd = graphs.size()");
    if (trains) {
      code.beginControlFlow("if (trainBatch > 0)");
      code.add(tasks.choice(Mode.TRAINING));
      code.endControlFlow();
      code.addStatement("trainEnd = graphs.size()");
    }
    code.addStatement(
        "plan = new $T(graphs.toArray($T[]::new))", TornadoNames.EXECUTION_PLAN, TornadoNames.IMMUTABLE_GRAPH);
    code.addStatement("plan.withDevice($T.getDevice(placement.backend(), placement.device()))",
        TornadoNames.EXECUTION_PLAN);
    code.beginControlFlow("if (placement.kind() == $T.Kind.GPU)", RuntimeNames.DEVICE_PLACEMENT);
    code.addStatement("plan.withGridScheduler(grid)");
    code.endControlFlow();
    code.beginControlFlow("if (placement.recorded())");
    code.add("// Only asked for before the first execution does it record what it launches.\n");
    code.addStatement("plan.withCUDAGraph()");
    code.endControlFlow();
    type.addMethod(
        MethodSpec.constructorBuilder()
            .addParameter(RuntimeNames.DEVICE_PLACEMENT, "placement")
            .addCode(code.build())
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("rounded")
            .addJavadoc("A number of samples, rounded up to whole groups of threads.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(int.class, "samples")
            .returns(int.class)
            .addStatement("int lanes = switch (placement.kind()) {\n$L}", tasks.lanes())
            .beginControlFlow("if (samples > #Integer.MAX_VALUE - lanes)")
            .addStatement("throw tooLarge(samples)")
            .endControlFlow()
            .addStatement("return #Math.ceilDiv(samples, lanes) * lanes")
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("floats")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(int.class, "samples")
            .addParameter(int.class, "each")
            .returns(TornadoNames.FLOAT_ARRAY)
            .beginControlFlow("if ((long) samples * each > #Integer.MAX_VALUE - 16)")
            .addStatement("throw tooLarge(samples)")
            .endControlFlow()
            .addStatement("return new $T(#Math.max(1, samples * each))", TornadoNames.FLOAT_ARRAY)
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("tooLarge")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(int.class, "samples")
            .returns(TypeNames.ILLEGAL_ARGUMENT_EXCEPTION)
            .addStatement(
                "return new $T($S + samples + $S)", TypeNames.ILLEGAL_ARGUMENT_EXCEPTION,
                "network " + graph.className() + " needs more than 8 GiB on the device for a batch of ",
                " samples: use a smaller batch")
            .build());
  }

  /** Arrays that start as zeros on the device: halos and padding stay so. */
  private List<String> zeroed() {
    List<String> zeroed = new ArrayList<>(List.of("predictValues"));
    if (predictShared > 0) {
      zeroed.add("predictShared");
    }
    if (trains) {
      zeroed.add("trainValues");
    }
    if (trainShared > 0) {
      zeroed.add("trainShared");
    }
    if (trains) {
      zeroed.add("gradients");
    }
    return zeroed;
  }

  private void uploads(TypeSpec.Builder type) {
    String state = String.join(", ", state());
    String zeros = String.join(", ", zeroed());
    type.addMethod(
        MethodSpec.methodBuilder("uploadGraph")
            .addModifiers(Modifier.PRIVATE)
            .returns(TornadoNames.TASK_GRAPH)
            .addCode(
                CodeBlock.builder()
                    .add("return new $T($S)\n$>$>", TornadoNames.TASK_GRAPH, "upload")
                    .add(".transferToDevice($T.FIRST_EXECUTION, $L)\n", TornadoNames.TRANSFER_MODE, zeros)
                    .add(".transferToDevice($T.EVERY_EXECUTION, $L)\n", TornadoNames.TRANSFER_MODE, state)
                    .add(".task($S, $L::$L, $L)\n", TornadoKernelsWriter.TOUCH, kernels.name(),
                        TornadoKernelsWriter.TOUCH, String.join(", ", resident()))
                    .add(".persistOnDevice($L, $L)\n", zeros, state)
                    .add(".transferToHost($T.UNDER_DEMAND, $L);\n$<$<", TornadoNames.TRANSFER_MODE, state)
                    .build())
            .build());
    MethodSpec.Builder upload = override("upload")
        .addParameter(float[].class, "parameters")
        .addParameter(float[][].class, "slots")
        .addStatement("copy(parameters, this.parameters)");
    MethodSpec.Builder download = override("download")
        .addParameter(float[].class, "parameters")
        .addParameter(float[][].class, "slots");
    String source = trains ? "(trained == null ? uploaded : trained)" : "uploaded";
    download.addStatement("$L.transferToHost(this.parameters)", source);
    download.addStatement("copy(this.parameters, parameters)");
    List<String> slots = state().subList(1, state().size());
    if (!slots.isEmpty()) {
      upload.beginControlFlow("if (slots.length > 0)");
      download.beginControlFlow("if (slots.length > 0)");
      for (int s = 0; s < slots.size(); s++) {
        upload.addStatement("copy(slots[$L], $L)", s, slots.get(s));
        download.addStatement("$L.transferToHost($L)", source, slots.get(s));
        download.addStatement("copy($L, slots[$L])", slots.get(s), s);
      }
      upload.endControlFlow();
      download.endControlFlow();
    }
    changed(upload);
    type.addMethod(upload.addStatement("uploaded = plan.withGraph(0).execute()").build());
    type.addMethod(download.build());
  }

  /**
   * All arrays that stay on the device. Every graph takes them from and leaves them to the others, whether its tasks use them or not: one
   * graph inherits what the graph that ran before it had.
   */
  public List<String> resident() {
    List<String> all = new ArrayList<>(state());
    all.addAll(zeroed());
    return all;
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name).addAnnotation(TypeNames.OVERRIDE).addModifiers(Modifier.PUBLIC);
  }

  private void predicts(TypeSpec.Builder type) {
    MethodSpec.Builder predict = override("predict").addParameter(RuntimeNames.BLOCK, "block");
    send(predict, Mode.PREDICTION);
    predict.addStatement("profile.setLength(0)");
    if (tasks.derives()) {
      predict.beginControlFlow("if (!derived)");
      predict.addCode(run("1", "predictStart", "execute(graph)"));
      predict.addStatement("derived = true");
      predict.endControlFlow();
    }
    predict.addCode(run(tasks.derives() ? "predictStart" : "1", "predictEnd", "execute(graph)"));
    for (int i = 0; i < 2 * handed.outputs().size(); i++) {
      predict.addStatement("copy(predictResults, $L, block.outputs[$L])",
          offset(Mode.PREDICTION, handed.predictedStart(i)), i);
    }
    type.addMethod(predict.build());
  }

  /** Says that the parameters change, where that matters. */
  private void changed(MethodSpec.Builder method) {
    if (tasks.derives()) {
      method.addStatement("derived = false");
    }
  }

  /** Where something starts in an array of all samples. */
  private static String offset(Mode mode, String start) {
    return switch (start) {
      case "" -> "0";
      case "1" -> mode.program() + "Batch";
      default -> mode.program() + "Batch * " + (start.contains(" ") ? "(" + start + ")" : start);
    };
  }

  /** Copies inputs to where they are sent from. */
  private void send(MethodSpec.Builder method, Mode mode) {
    for (DeviceInterface.Sent input : handed.inputs()) {
      String array = TornadoTasksWriter.ofProgram(mode, input.name());
      method.addStatement("copy(block.$L, $L)", input.place().field(), array);
    }
  }

  /** Executes graphs one after another. */
  private static CodeBlock run(String from, String to, String execute) {
    return CodeBlock.builder()
        .beginControlFlow("for (int graph = $L; graph < $L; graph++)", from, to)
        .addStatement("$L", execute)
        .endControlFlow()
        .build();
  }

  private void trains(TypeSpec.Builder type) {
    MethodSpec.Builder train = override("train")
        .addParameter(RuntimeNames.BLOCK, "block")
        .addParameter(float.class, "learningRate")
        .addParameter(long.class, "step")
        .addCode(kernels.update().computeFactors());
    train.addCode(kernels.step().send());
    send(train, Mode.TRAINING);
    handed.targets().forEach(target -> train.addStatement("copy(block.$L, $L)", target.place().field(), target.name()));
    changed(train);
    train.addStatement("profile.setLength(0)");
    train.addCode(run("predictEnd", "trainEnd", "trained = execute(graph)"));
    for (int i = 0; i < handed.targets().size(); i++) {
      train.addStatement(
          "copy(trainResults, $L, block.losses[$L])", offset(Mode.TRAINING, i == 0 ? "" : Integer.toString(i)), i);
    }
    for (int i = 0; i < handed.outputs().size(); i++) {
      train.addStatement(
          "copy(trainResults, $L, block.outputs[$L])", offset(Mode.TRAINING, handed.trainedStart(i)), 2 * i);
    }
    type.addMethod(train.build());
    type.addMethod(
        override("downloadGradients")
            .addParameter(float[].class, "gradients")
            .addStatement("trained.transferToHost(this.gradients)")
            .addStatement("copy(this.gradients, gradients)")
            .build());
  }

  private void untrained(TypeSpec.Builder type) {
    String reason = "network " + graph.className() + " has no loss and cannot be trained";
    type.addMethod(
        override("train")
            .addParameter(RuntimeNames.BLOCK, "block")
            .addParameter(float.class, "learningRate")
            .addParameter(long.class, "step")
            .addStatement("throw new $T($S)", TypeNames.ILLEGAL_STATE_EXCEPTION, reason)
            .build());
    type.addMethod(
        override("downloadGradients")
            .addParameter(float[].class, "gradients")
            .addStatement("throw new $T($S)", TypeNames.ILLEGAL_STATE_EXCEPTION, reason)
            .build());
  }

  private void rest(TypeSpec.Builder type) {
    type.addMethod(
        override("placement").returns(RuntimeNames.DEVICE_PLACEMENT).addStatement("return placement").build());
    type.addMethod(
        override("profiling")
            .addParameter(boolean.class, "on")
            .addStatement("profiled = on")
            .beginControlFlow("if (on)")
            .addStatement("plan.withProfiler($T.SILENT)", TornadoNames.PROFILER_MODE)
            .nextControlFlow("else")
            .addStatement("plan.withoutProfiler()")
            .endControlFlow()
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("execute")
            .addJavadoc("Executes a graph; its result has a profile only until the next one runs.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "graph")
            .returns(TornadoNames.EXECUTION_RESULT)
            .addStatement("$T result = plan.withGraph(graph).execute()", TornadoNames.EXECUTION_RESULT)
            .beginControlFlow("if (profiled)")
            .addStatement("#String log = result.getProfilerResult().getProfileLog()")
            .addStatement("profile.append(log == null ? $S : log)", "")
            .endControlFlow()
            .addStatement("return result")
            .build());
    type.addMethod(
        override("lastProfile")
            .returns(TypeNames.STRING)
            .addStatement("return profile.toString()")
            .build());
    type.addMethod(
        override("close")
            .beginControlFlow("try")
            .addStatement("plan.freeDeviceMemory()")
            .addStatement("plan.close()")
            .nextControlFlow("catch ($T e)", TornadoNames.PLAN_EXCEPTION)
            .addStatement("throw new $T($S, e)", TypeNames.ILLEGAL_STATE_EXCEPTION,
                "the device's memory for network " + graph.className() + " could not be freed")
            .endControlFlow()
            .build());
    CopyMethods.write(type, handed.ints());
    if (kernels.step().streams() > 0) {
      RandomMethods.writeHost(type);
    }
  }
}
