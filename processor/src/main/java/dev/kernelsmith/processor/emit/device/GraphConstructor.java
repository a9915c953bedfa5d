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
  private final ResidentArrays memory;
  private final int losses;

  /**
   * A writer.
   *
   * @param network name of its class
   * @param losses number of its losses
   */
  GraphConstructor(String network, int losses, TornadoTasksWriter tasks, ResidentArrays memory) {
    this.network = network;
    this.losses = losses;
    this.tasks = tasks;
    this.memory = memory;
  }

  void write(TypeSpec.Builder type) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("this.placement = placement");
    for (Mode mode : ResidentArrays.MODES) {
      String batch = ModeArrays.name(mode, "batch");
      code.addStatement("$L = rounded(placement.$L())", batch, batch);
    }
    memory.modes().forEach(mode -> allocate(code, mode));
    for (String array : memory.zeroed()) {
      code.addStatement("$L.init(0f)", array);
    }
    code.addStatement("$T<$T> graphs = new $T<>()", TypeNames.LIST, TornadoNames.IMMUTABLE_GRAPH, TypeNames.ARRAY_LIST);
    code.addStatement("graphs.add(uploadGraph().snapshot())");
    if (tasks.derives()) {
      code.add(tasks.derivation());
      code.addStatement("$L = graphs.size()", memory.firstGraph(memory.modes().getFirst().mode(), true));
    }
    for (ModeArrays mode : memory.modes()) {
      if (mode.optional()) {
        code.beginControlFlow("if ($L > 0)", mode.name("batch"));
      }
      code.add(tasks.choice(mode.mode()));
      if (mode.optional()) {
        code.endControlFlow();
      }
      code.addStatement("$L = graphs.size()", mode.name("end"));
    }
    code.addStatement(
        "plan = new $T(graphs.toArray($T[]::new))", TornadoNames.EXECUTION_PLAN, TornadoNames.IMMUTABLE_GRAPH);
    code.addStatement("plan.withDevice($T.getDevice(placement.backend(), placement.device()))",
        TornadoNames.EXECUTION_PLAN);
    code.beginControlFlow("if (placement.kind() != $T.Kind.FPGA)", RuntimeNames.DEVICE_PLACEMENT);
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

  /** Allocates what a mode has for itself. */
  private void allocate(CodeBlock.Builder code, ModeArrays mode) {
    String batch = mode.name("batch");
    mode.sent().forEach((array, sent) -> allocate(code, batch, array, sent));
    if (mode.takesStep()) {
      code.addStatement(
          "step = new $T(FACTORS + $L)", TornadoNames.FLOAT_ARRAY, losses == 1 ? batch : losses + " * " + batch);
      code.add(
          "// Where a batch is rounded up, what is behind it stays as it is here: below 0, as it is for what no sample is.\n");
      code.addStatement("step.init(-1f)");
    }
    code.addStatement("$L = floats($L, $L)", mode.name("values"), batch, mode.valuesConstant());
    code.addStatement("$L = floats($L, $L)", mode.name("results"), batch, mode.results());
  }

  private static void allocate(CodeBlock.Builder code, String batch, String array, DeviceInterface.Sent sent) {
    if (!sent.ints()) {
      code.addStatement("$L = floats($L, $L)", array, batch, sent.constant());
    } else if (sent.length() == 1) {
      code.addStatement("$L = new $T(#Math.max(1, $L))", array, TornadoNames.INT_ARRAY, batch);
    } else {
      code.addStatement(
          "$L = new $T(#Math.max(1, #Math.multiplyExact($L, $L)))", array, TornadoNames.INT_ARRAY, batch,
          sent.constant());
    }
  }
}
