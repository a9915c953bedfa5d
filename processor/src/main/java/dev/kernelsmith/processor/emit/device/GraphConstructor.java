package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.lower.Mode;
import javax.lang.model.element.Modifier;

/** Writes the constructor of a class with task graphs, which allocates the arrays and builds the graphs. */
final class GraphConstructor {
  private final String network;
  private final TornadoTasksWriter tasks;
  private final DeviceInterface handed;
  private final ResidentArrays memory;
  private final boolean trains;

  /**
   * A writer.
   *
   * @param network name of its class
   */
  GraphConstructor(
      String network, TornadoTasksWriter tasks, DeviceInterface handed, ResidentArrays memory, boolean trains) {
    this.network = network;
    this.tasks = tasks;
    this.handed = handed;
    this.memory = memory;
    this.trains = trains;
  }

  void write(TypeSpec.Builder type) {
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
    for (String array : memory.zeroed()) {
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
    lengths(type);
  }

  /** Methods for the lengths of arrays. */
  private void lengths(TypeSpec.Builder type) {
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
                "network " + network + " needs more than 8 GiB on the device for a batch of ",
                " samples: use a smaller batch")
            .build());
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
}
