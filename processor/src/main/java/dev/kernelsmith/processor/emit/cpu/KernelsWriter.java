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
import java.util.Set;
import java.util.stream.Collectors;
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
  private final List<ProgramWriter> writers = new ArrayList<>();
  private @Nullable Members members;

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

  /** Writes the class. */
  public JavaFile write(BackEnd.Target target) {
    return write(target, "", Members.NONE);
  }

  /**
   * Writes the class as one that extends another, without what is the same there: tiles for more and for fewer registers may well be.
   *
   * @param variant the other, whose kernels are of vectors too
   */
  public JavaFile writeBeyond(KernelsWriter variant, BackEnd.Target target) {
    return write(target, variant.name(), variant.members());
  }

  /** Simple names of the nested classes. */
  public Set<String> nested() {
    return members().programs().stream().map(Members.Program::name).collect(Collectors.toSet());
  }

  /** What each call of a kernel costs, in the order of programs and calls. */
  public List<KernelCost> costs() {
    members();
    return writers.stream().flatMap(writer -> writer.costs(name()).stream()).toList();
  }

  /** Which layers the calls of kernels in a training are of. */
  public List<CallLayers> layers() {
    members();
    return writers.stream().filter(ProgramWriter::trains).flatMap(writer -> writer.layers(name()).stream()).toList();
  }

  private JavaFile write(BackEnd.Target target, String above, Members inherited) {
    Members own = members().beyond(inherited);
    String words = vector ? "Vector kernels, tiles for " + registers + " registers" : "Scalar kernels";
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addOriginatingElement(target.origin())
            .addJavadoc("$L of {@link ~$L}.\n", words, graph.className());
    GeneratedMark.add(type, target);
    if (!vector || !above.isEmpty()) {
      type.addModifiers(Modifier.FINAL);
    }
    if (above.isEmpty()) {
      type.addSuperinterface(RuntimeNames.KERNEL_PROGRAM);
    } else {
      type.superclass(ClassName.get(graph.packageName(), above));
      type.addJavadoc(Members.INHERITED);
    }
    if (!own.programs().isEmpty()) {
      type.addJavadoc("\n<p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit.\n")
          .addJavadoc(
              "Constants: where a buffer starts in its array; with {@code _ROW}, {@code _COLUMN}, {@code _CHANNEL} or\n")
          .addJavadoc("{@code _SAMPLE} behind its name, the floats from one of these to the next.\n");
    }
    type.addFields(own.fields());
    own.methods().forEach(method -> type.addMethod(method.spec()));
    own.programs().forEach(program -> type.addType(program.type(vector && above.isEmpty(), above)));
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  private Members members() {
    if (members == null) {
      members = newMembers();
    }
    return members;
  }

  private Members newMembers() {
    ScheduledProgram training = programs.training();
    List<Members.Method> methods = new ArrayList<>();
    List<Members.Program> nested = new ArrayList<>();
    List<String> warmedUp = new ArrayList<>();
    methods.add(new Members.Method(description(), List.of()));
    add("Training", "training", training, methods, nested, warmedUp);
    add("Evaluation", "evaluation", programs.evaluation(), methods, nested, warmedUp);
    if (programs.prediction() == programs.single()) {
      methods.add(accessor("prediction", "Single"));
    } else {
      add("Prediction", "prediction", programs.prediction(), methods, nested, warmedUp);
    }
    add("Single", "single", programs.single(), methods, nested, warmedUp);
    if (programs.steps() != null) {
      add("Steps", "steps", programs.steps(), methods, nested, warmedUp);
    }
    if (programs.singleTraining() != null) {
      List<String> alone = new ArrayList<>();
      add("SingleTraining", "singleTraining", programs.singleTraining(), methods, nested, alone);
      methods.add(warmUp("warmUpSingleTraining", alone));
    }
    new UpdateWriter(update, vector).write().forEach(method -> methods.add(new Members.Method(method, List.of())));
    boolean trains = warmedUp.remove("Training");
    methods.add(warmUp("warmUp", trains ? List.of("Training") : List.of()));
    methods.add(warmUp("warmUpPredictions", warmedUp.reversed()));
    int gradients = parameters.gradients() + (training == null ? 0 : training.parts());
    return new Members(KernelConstants.of(constants, parameters, vector, gradients), methods, nested);
  }

  private MethodSpec description() {
    MethodSpec.Builder method = Members.override("description").returns(TypeNames.STRING);
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
      List<Members.Method> methods,
      List<Members.Program> nested,
      List<String> warmedUp) {
    methods.add(accessor(method, program == null ? null : className));
    if (program != null) {
      ProgramWriter writer = new ProgramWriter(program, className, constants, parameters, l -> graph.layer(l).kind());
      boolean warm = writer.pays() && program != programs.evaluation();
      nested.add(writer.write(warm));
      writers.add(writer);
      if (warm) {
        warmedUp.add(className);
      }
    }
  }

  private static Members.Method accessor(String method, @Nullable String program) {
    MethodSpec spec =
        Members.override(method)
            .returns(RuntimeNames.BLOCK_PROGRAM)
            .addStatement("return $L", program == null ? "null" : "new " + program + "()")
            .build();
    return new Members.Method(spec, program == null ? List.of() : List.of(program));
  }

  private static Members.Method warmUp(String name, List<String> programs) {
    MethodSpec.Builder warmUp = Members.override(name);
    programs.forEach(program -> warmUp.addStatement("$L.warmUp()", program));
    return new Members.Method(warmUp.build(), List.copyOf(programs));
  }
}
