package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.lower.Mode;

/** Writes the methods that run a network's graphs: {@code predict}, {@code train} and {@code downloadGradients}. */
final class RunMethods {
  private final String network;
  private final TornadoKernelsWriter kernels;
  private final DeviceInterface handed;
  private final ResidentArrays memory;
  private final boolean trains;
  private final boolean derives;

  /**
   * A writer.
   *
   * @param network name of its class
   * @param derives whether some graphs run only after parameters have changed
   */
  RunMethods(
      String network, TornadoKernelsWriter kernels, DeviceInterface handed, ResidentArrays memory, boolean trains,
      boolean derives) {
    this.network = network;
    this.kernels = kernels;
    this.handed = handed;
    this.memory = memory;
    this.trains = trains;
    this.derives = derives;
  }

  void write(TypeSpec.Builder type) {
    predicts(type);
    if (trains) {
      trains(type);
    } else {
      untrained(type);
    }
  }

  private void predicts(TypeSpec.Builder type) {
    MethodSpec.Builder predict = GraphMethods.override("predict").addParameter(RuntimeNames.BLOCK, "block");
    send(predict, Mode.PREDICTION);
    predict.addStatement("profile.setLength(0)");
    if (derives) {
      predict.beginControlFlow("if (!derived)");
      predict.addCode(run("1", memory.firstGraph(Mode.PREDICTION, true), "execute(graph)"));
      predict.addStatement("derived = true");
      predict.endControlFlow();
    }
    predict.addCode(run(Mode.PREDICTION, "execute(graph)"));
    for (int i = 0; i < 2 * handed.outputs().size(); i++) {
      predict.addStatement("copy(predictResults, $L, block.outputs[$L])",
          offset(Mode.PREDICTION, handed.predictedStart(i)), i);
    }
    type.addMethod(predict.build());
  }

  /** Where something starts in an array of all samples. */
  private static String offset(Mode mode, String start) {
    return switch (start) {
      case "" -> "0";
      case "1" -> mode.program() + "Batch";
      default -> mode.program() + "Batch * " + (start.contains(" ") ? "(" + start + ")" : start);
    };
  }

  /** Copies inputs, and targets while training, to where they are sent from. */
  private void send(MethodSpec.Builder method, Mode mode) {
    String copy = mode == Mode.TRAINING ? CopyMethods.SAMPLES : "copy";
    handed.sent(mode).forEach(
        (array, sent) -> method.addStatement("$L(block.$L, $L)", copy, sent.place().field(), array));
  }

  /** Executes the graphs of a mode one after another. */
  private CodeBlock run(Mode mode, String execute) {
    return run(memory.firstGraph(mode, derives), ModeArrays.name(mode, "end"), execute);
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
    MethodSpec.Builder train = GraphMethods.override("train")
        .addParameter(RuntimeNames.BLOCK, "block")
        .addParameter(float.class, "learningRate")
        .addParameter(long.class, "step")
        .addCode(kernels.update().computeFactors());
    train.addCode(kernels.step().send(handed.losses()));
    send(train, Mode.TRAINING);
    if (derives) {
      train.addStatement("derived = false");
    }
    train.addStatement("profile.setLength(0)");
    train.addCode(run(Mode.TRAINING, "trained = execute(graph)"));
    for (int i = 0; i < handed.losses(); i++) {
      train.addStatement(
          "copy(trainResults, $L, block.losses[$L])", offset(Mode.TRAINING, i == 0 ? "" : Integer.toString(i)), i);
    }
    for (int i = 0; i < handed.outputs().size(); i++) {
      train.addStatement(
          "copy(trainResults, $L, block.outputs[$L])", offset(Mode.TRAINING, handed.trainedStart(i)), 2 * i);
    }
    type.addMethod(train.build());
    type.addMethod(
        GraphMethods.override("downloadGradients")
            .addParameter(float[].class, "gradients")
            .addStatement("trained.transferToHost(this.gradients)")
            .addStatement("copy(this.gradients, $L, gradients)", memory.lead("gradients"))
            .build());
  }

  private void untrained(TypeSpec.Builder type) {
    String reason = "network " + network + " has no loss and cannot be trained";
    type.addMethod(
        GraphMethods.override("train")
            .addParameter(RuntimeNames.BLOCK, "block")
            .addParameter(float.class, "learningRate")
            .addParameter(long.class, "step")
            .addStatement("throw new $T($S)", TypeNames.ILLEGAL_STATE_EXCEPTION, reason)
            .build());
    type.addMethod(
        GraphMethods.override("downloadGradients")
            .addParameter(float[].class, "gradients")
            .addStatement("throw new $T($S)", TypeNames.ILLEGAL_STATE_EXCEPTION, reason)
            .build());
  }
}
