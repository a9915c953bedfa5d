package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.CpuSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes one variant of a network: a class with the programs for training and prediction, and the optimizer. */
public final class KernelsWriter {
  private final LayerGraph graph;
  private final CpuSchedules programs;
  private final ParameterLayout parameters;
  private final UpdateProgram update;
  private final boolean vector;
  private final int registers;
  private final Constants constants;
  private @Nullable TypeSpec body;

  /** A variant. */
  public KernelsWriter(LayerGraph graph, CpuSchedules programs, ParameterLayout parameters, UpdateProgram update) {
    constants = KernelConstants.of(parameters);
    this.graph = graph;
    this.programs = programs;
    this.parameters = parameters;
    this.update = update;
    vector = programs.vector();
    registers = programs.registers();
  }

  /** Simple name of the class. */
  public String name() {
    return graph.names().generated(vector ? "VectorKernels" + registers : "ScalarKernels");
  }

  /** Whether this variant does what another does: tiles for more and for fewer registers may well be the same. */
  public boolean isLike(KernelsWriter variant) {
    return body().toString().equals(variant.body().toString());
  }

  /**
   * A class that does what another variant does, under its own name.
   *
   * @param variant the other, written as one that is extended
   */
  public JavaFile writeAs(KernelsWriter variant, BackEnd.Target target) {
    TypeSpec.Builder type = head(target).addModifiers(Modifier.FINAL);
    type.superclass(ClassName.get(graph.packageName(), variant.name()));
    MethodSpec description =
        MethodSpec.methodBuilder("description")
            .addAnnotation(TypeNames.OVERRIDE)
            .addModifiers(Modifier.PUBLIC)
            .returns(TypeNames.STRING)
            .addStatement("return super.description().replace($S, $S)", variant.registers + " reg", registers + " reg")
            .build();
    return file(type.addMethod(description).build());
  }

  /**
   * Writes the class.
   *
   * @param extended whether another variant extends it
   */
  public JavaFile write(BackEnd.Target target, boolean extended) {
    TypeSpec.Builder type = head(target).addSuperinterface(RuntimeNames.KERNEL_PROGRAM);
    if (!extended) {
      type.addModifiers(Modifier.FINAL);
    }
    type.addJavadoc("\n<p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.\n")
        .addJavadoc(
            "Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or\n")
        .addJavadoc("{@code _SAMPLE} behind its name, the floats from one of these to the next.\n");
    body().fieldSpecs().forEach(type::addField);
    type.addMethod(description());
    body().methodSpecs().forEach(type::addMethod);
    body().typeSpecs().forEach(type::addType);
    return file(type.build());
  }

  private TypeSpec.Builder head(BackEnd.Target target) {
    String words = vector ? "Vector kernels, tiles for " + registers + " registers" : "Scalar kernels";
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addOriginatingElement(target.origin())
            .addJavadoc("$L of {@link ~$L}.\n", words, graph.className());
    GeneratedMark.add(type, target);
    return type;
  }

  private JavaFile file(TypeSpec type) {
    return JavaFile.builder(graph.packageName(), type).skipJavaLangImports(true).indent("  ").build();
  }

  /** The class but for its name and what it says of itself. */
  private TypeSpec body() {
    if (body == null) {
      body = newBody();
    }
    return body;
  }

  private TypeSpec newBody() {
    TypeSpec.Builder type = TypeSpec.classBuilder("Variant");
    ScheduledProgram training = programs.training();
    List<TypeSpec> nested = new ArrayList<>();
    List<String> warmedUp = new ArrayList<>();
    add("Training", "training", training, type, nested, warmedUp);
    add("Evaluation", "evaluation", programs.evaluation(), type, nested, warmedUp);
    if (programs.prediction() == programs.single()) {
      type.addMethod(accessor("prediction", "new Single()"));
    } else {
      add("Prediction", "prediction", programs.prediction(), type, nested, warmedUp);
    }
    add("Single", "single", programs.single(), type, nested, warmedUp);
    new UpdateWriter(update, vector).write().forEach(type::addMethod);
    type.addMethod(warmUp(warmedUp));
    nested.forEach(type::addType);
    int gradients = parameters.gradients() + (training == null ? 0 : training.parts());
    KernelConstants.write(type, constants, parameters, vector, gradients);
    return type.build();
  }

  private MethodSpec description() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("description")
            .addAnnotation(TypeNames.OVERRIDE)
            .addModifiers(Modifier.PUBLIC)
            .returns(TypeNames.STRING);
    if (vector) {
      method.addStatement("return $S + SPECIES.vectorBitSize() + $S", "vector, ", " bits, " + registers + " registers");
    } else {
      method.addStatement("return $S", "scalar");
    }
    return method.build();
  }

  private void add(
      String className,
      String method,
      @Nullable ScheduledProgram program,
      TypeSpec.Builder type,
      List<TypeSpec> nested,
      List<String> warmedUp) {
    type.addMethod(accessor(method, program == null ? "null" : "new " + className + "()"));
    if (program != null) {
      ProgramWriter writer = new ProgramWriter(program, className, constants, parameters);
      nested.add(writer.write());
      if (writer.warmedUp()) {
        warmedUp.add(className);
      }
    }
  }

  private static MethodSpec accessor(String method, String program) {
    return MethodSpec.methodBuilder(method)
        .addAnnotation(TypeNames.OVERRIDE)
        .addModifiers(Modifier.PUBLIC)
        .returns(RuntimeNames.BLOCK_PROGRAM)
        .addStatement("return $L", program)
        .build();
  }

  private static MethodSpec warmUp(List<String> warmedUp) {
    MethodSpec.Builder warmUp =
        MethodSpec.methodBuilder("warmUp").addAnnotation(TypeNames.OVERRIDE).addModifiers(Modifier.PUBLIC);
    boolean trains = warmedUp.contains("Training");
    warmedUp.stream().filter(name -> !trains || name.equals("Training"))
        .forEach(name -> warmUp.addStatement("$L.warmUp()", name));
    return warmUp.build();
  }
}
