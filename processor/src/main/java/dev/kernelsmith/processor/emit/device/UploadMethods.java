package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the methods that bring parameters and optimizer state to a device, and back from it. */
final class UploadMethods {
  private final String kernels;
  private final ResidentArrays memory;
  private final boolean trains;
  private final boolean derives;

  /**
   * A writer.
   *
   * @param kernels name of the class with the kernels
   * @param derives whether something must be computed anew when parameters have changed
   */
  UploadMethods(String kernels, ResidentArrays memory, boolean trains, boolean derives) {
    this.kernels = kernels;
    this.memory = memory;
    this.trains = trains;
    this.derives = derives;
  }

  void write(TypeSpec.Builder type) {
    graph(type);
    MethodSpec.Builder upload = GraphMethods.override("upload")
        .addParameter(float[].class, "parameters")
        .addParameter(float[][].class, "slots")
        .addStatement("copy(parameters, 0, this.parameters, $L)", memory.lead("parameters"));
    MethodSpec.Builder download = GraphMethods.override("download")
        .addParameter(float[].class, "parameters")
        .addParameter(float[][].class, "slots");
    String source = trains ? "(trained == null ? uploaded : trained)" : "uploaded";
    download.addStatement("$L.transferToHost(this.parameters)", source);
    download.addStatement("copy(this.parameters, $L, parameters)", memory.lead("parameters"));
    List<String> slots = memory.slots();
    if (!slots.isEmpty()) {
      upload.beginControlFlow("if (slots.length > 0)");
      download.beginControlFlow("if (slots.length > 0)");
      for (int s = 0; s < slots.size(); s++) {
        upload.addStatement("copy(slots[$L], 0, $L, $L)", s, slots.get(s), memory.lead(slots.get(s)));
        download.addStatement("$L.transferToHost($L)", source, slots.get(s));
        download.addStatement("copy($L, $L, slots[$L])", slots.get(s), memory.lead(slots.get(s)), s);
      }
      upload.endControlFlow();
      download.endControlFlow();
    }
    if (derives) {
      upload.addStatement("derived = false");
    }
    type.addMethod(upload.addStatement("uploaded = plan.withGraph(0).execute()").build());
    type.addMethod(download.build());
  }

  private void graph(TypeSpec.Builder type) {
    String state = String.join(", ", memory.state());
    String zeros = String.join(", ", memory.zeroed());
    type.addMethod(
        MethodSpec.methodBuilder("uploadGraph")
            .addModifiers(Modifier.PRIVATE)
            .returns(TornadoNames.TASK_GRAPH)
            .addCode(
                CodeBlock.builder()
                    .add("return new $T($S)\n$>$>", TornadoNames.TASK_GRAPH, "upload")
                    .add(".transferToDevice($T.FIRST_EXECUTION, $L)\n", TornadoNames.TRANSFER_MODE, zeros)
                    .add(".transferToDevice($T.EVERY_EXECUTION, $L)\n", TornadoNames.TRANSFER_MODE, state)
                    .add(".task($S, $L::$L, $L)\n", TornadoKernelsWriter.TOUCH, kernels,
                        TornadoKernelsWriter.TOUCH, String.join(", ", memory.all()))
                    .add(".persistOnDevice($L, $L)\n", zeros, state)
                    .add(".transferToHost($T.UNDER_DEMAND, $L);\n$<$<", TornadoNames.TRANSFER_MODE, state)
                    .build())
            .build());
  }
}
