package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Scheduler;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes one twin of a network: a class with the programs for training and prediction, and the optimizer. */
final class KernelsWriter {
  private static final String VECTOR = "jdk.incubator.vector";

  private final LayerGraph graph;
  private final NetworkPrograms programs;
  private final ParameterLayout parameters;
  private final boolean vector;
  private final int registers;
  private final int largestBlock;

  /**
   * A twin.
   *
   * @param registers floating-point registers that a tile may fill
   * @param largestBlock floats of working memory of a block of 16 above which the samples are taken one at a time
   */
  KernelsWriter(
      LayerGraph graph, NetworkPrograms programs, ParameterLayout parameters, boolean vector, int registers,
      int largestBlock) {
    this.largestBlock = largestBlock;
    this.graph = graph;
    this.programs = programs;
    this.parameters = parameters;
    this.vector = vector;
    this.registers = registers;
  }

  /** Simple name of the class. */
  String name() {
    String base = graph.className().replace('.', '_');
    return vector ? base + "VectorKernels" + registers : base + "ScalarKernels";
  }

  JavaFile write(BackEnd.Target target) {
    String words = vector ? "vector kernels, tiles for " + registers + " registers" : "scalar kernels";
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(RuntimeNames.KERNEL_PROGRAM)
            .addOriginatingElement(target.origin())
            .addJavadoc("$L of {@link $L}.\n", Character.toUpperCase(words.charAt(0)) + words.substring(1),
                graph.className())
            .addJavadoc("\n<p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.\n");
    markGenerated(type, target);
    fields(type);
    type.addMethod(description());
    List<TypeSpec> nested = new ArrayList<>();
    List<String> primed = new ArrayList<>();
    ScheduledProgram training = programs.training() == null ? null : training();
    add("Training", "training", training, type, nested, primed);
    ScheduledProgram prediction = prediction();
    ScheduledProgram single = single(programs.prediction());
    if (prediction.target().equals(single.target())) {
      type.addMethod(accessor("prediction", "new Single()"));
    } else {
      add("Prediction", "prediction", prediction, type, nested, primed);
    }
    add("Single", "single", single, type, nested, primed);
    new UpdateWriter(graph.optimizer(), graph.optimizerAttributes(), vector ? Target.Style.VECTOR : Target.Style.SCALAR)
        .write()
        .forEach(type::addMethod);
    type.addMethod(prime(primed));
    nested.forEach(type::addType);
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  static void markGenerated(TypeSpec.Builder type, BackEnd.Target target) {
    if (target.generatedReadable()) {
      type.addAnnotation(
          AnnotationSpec.builder(RuntimeNames.GENERATED)
              .addMember("value", "$S", "dev.kernelsmith.processor.KernelsmithProcessor")
              .build());
    }
  }

  private void fields(TypeSpec.Builder type) {
    if (vector) {
      ClassName species = ClassName.get(VECTOR, "VectorSpecies");
      type.addField(
          FieldSpec.builder(ParameterizedTypeName.get(species, ClassName.get(Float.class)), "SPECIES")
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer("$T.SPECIES", RuntimeNames.VECTOR_MATH)
              .build());
      type.addField(constant("LANES", "SPECIES.length()"));
    }
    type.addField(constant("PARAMETERS", Integer.toString(parameters.floats())));
    parameters
        .offsets()
        .forEach((buffer, offset) -> type.addField(constant(Names.constant(buffer.name()), Integer.toString(offset))));
  }

  private static FieldSpec constant(String name, String value) {
    return FieldSpec.builder(int.class, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value)
        .build();
  }

  private MethodSpec description() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("description")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(String.class);
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
      List<String> primed) {
    type.addMethod(accessor(method, program == null ? "null" : "new " + className + "()"));
    if (program != null) {
      ProgramWriter writer = new ProgramWriter(program, className, parameters.floats());
      nested.add(writer.write());
      if (writer.primed()) {
        primed.add(className);
      }
    }
  }

  private static MethodSpec accessor(String method, String program) {
    return MethodSpec.methodBuilder(method)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(RuntimeNames.BLOCK_PROGRAM)
        .addStatement("return $L", program)
        .build();
  }

  private static MethodSpec prime(List<String> primed) {
    MethodSpec.Builder prime =
        MethodSpec.methodBuilder("prime").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    boolean trains = primed.contains("Training");
    primed.stream().filter(name -> !trains || name.equals("Training"))
        .forEach(name -> prime.addStatement("$L.prime()", name));
    return prime.build();
  }

  private ScheduledProgram training() {
    return blocked(programs.training());
  }

  private ScheduledProgram prediction() {
    return blocked(programs.prediction());
  }

  /** By blocks where these fit, else sample by sample. */
  private ScheduledProgram blocked(Program program) {
    if (vector) {
      try {
        ScheduledProgram block =
            Scheduler.schedule(program, Target.vectorBlock(registers), parameters.offsets());
        if (block.floats() <= largestBlock) {
          return block;
        }
      } catch (ArithmeticException tooLargeForAnArray) {
        return single(program);
      }
    }
    return single(program);
  }

  private ScheduledProgram single(Program program) {
    Target target = vector ? Target.vectorSingle(registers) : Target.scalar();
    return schedule(program, target, parameters, graph);
  }

  /** The schedule for one sample at a time. */
  static ScheduledProgram schedule(Program program, Target target, ParameterLayout parameters, LayerGraph graph) {
    try {
      return Scheduler.schedule(program, target, parameters.offsets());
    } catch (ArithmeticException e) {
      LayerNode largest =
          graph.layers().stream().max(Comparator.comparing(layer -> layer.shape().elements())).orElseThrow();
      throw new BackEnd.TooLargeException(
          "its input is " + graph.input() + ", its largest value '" + largest.name() + "' "
              + largest.shape(),
          e);
    }
  }
}
