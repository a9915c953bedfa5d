package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.BufferComments;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.kernel.ParameterLayout;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/** Writes one program as a nested class: where its buffers lie, a method that runs its kernels in order, and the kernels. */
final class ProgramWriter {
  /** Calls in one method, so that no method grows with the network. */
  private static final int CALLS = 40;

  /** Floats above which the warm-up is left out: it would take longer than it saves. */
  private static final long LARGE = 1L << 24;

  private final ScheduledProgram program;
  private final String name;
  private final Constants constants;
  private final Names methods = new Names().reserve(List.of("floats", "ints", "lanes", "warmUp", "run"));
  private final Map<Kernel, String> kernelMethods = new IdentityHashMap<>();
  private final ParameterLayout parameters;

  /**
   * A writer.
   *
   * @param name simple name of the class
   * @param constants of the class, none yet
   * @param parameters where the parameters lie
   */
  ProgramWriter(ScheduledProgram program, String name, Constants constants, ParameterLayout parameters) {
    this.program = program;
    this.name = name;
    this.constants = constants;
    this.parameters = parameters;
  }

  TypeSpec write() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addSuperinterface(RuntimeNames.BLOCK_PROGRAM);
    type.addJavadoc(
        "$L: $L at a time.\n",
        name,
        program.target().block() == 1 ? "one sample" : "a block of " + program.target().block() + " samples");
    for (int p = 1; p <= parts().size(); p++) {
      methods.reserve(List.of(part(p)));
    }
    program.kernels().forEach(kernel -> kernelMethods.put(kernel, methods.exact(kernel.name())));
    constants(type);
    type.addMethod(number("lanes", program.target().block()));
    type.addMethod(number("floats", program.floats()));
    type.addMethod(number("ints", 0));
    run(type);
    warmUp(type);
    for (Kernel kernel : program.kernels()) {
      new KernelWriter(program, kernel, constants, methods).write(kernelMethods.get(kernel)).forEach(type::addMethod);
    }
    return type.build();
  }

  private void constants(TypeSpec.Builder type) {
    List<Layout> layouts = new ArrayList<>(program.layouts().values());
    layouts.removeIf(l -> !l.place().is(Place.Kind.FLOATS));
    layouts.sort(Comparator.comparing(Layout::offset).thenComparing(l -> l.buffer().label()));
    BufferComments comments = new BufferComments(program.kernels(), kernelMethods::get);
    for (Layout layout : layouts) {
      type.addField(
          FieldSpec.builder(int.class, constants.add(layout.buffer()))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer("$L", layout.offset())
              .addJavadoc("$L", comments.of(layout))
              .build());
    }
  }

  private static MethodSpec number(String name, int value) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(TypeNames.OVERRIDE)
        .addModifiers(Modifier.PUBLIC)
        .returns(int.class)
        .addStatement("return $L", value)
        .build();
  }

  /** The kernels, cut into what one method calls. */
  private List<List<Kernel>> parts() {
    List<List<Kernel>> parts = new ArrayList<>();
    for (int i = 0; i < program.kernels().size(); i += CALLS) {
      parts.add(program.kernels().subList(i, Math.min(i + CALLS, program.kernels().size())));
    }
    return parts;
  }

  private static String part(int number) {
    return "part" + number;
  }

  private void run(TypeSpec.Builder type) {
    List<List<Kernel>> parts = parts();
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run")
            .addAnnotation(TypeNames.OVERRIDE)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(int.class, "phase")
            .addParameter(RuntimeNames.BLOCK, "block");
    if (parts.size() == 1) {
      run.addCode(calls(parts.getFirst()));
    } else {
      for (int p = 0; p < parts.size(); p++) {
        String part = part(p + 1);
        run.addStatement("$L(block)", part);
        type.addMethod(
            MethodSpec.methodBuilder(part)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(RuntimeNames.BLOCK, "block")
                .addCode(calls(parts.get(p)))
                .build());
      }
    }
    type.addMethod(run.build());
  }

  private CodeBlock calls(List<Kernel> kernels) {
    CodeBlock.Builder code = CodeBlock.builder();
    Set<Place> used = new TreeSet<>();
    kernels.forEach(k -> used.addAll(KernelWriter.places(program, k)));
    for (Place place : used) {
      code.addStatement("$T[] $L = block.$L", place.element(), place.variable(), place.field());
      if (place.is(Place.Kind.GRADIENTS)) {
        code.addStatement("int gradientOffset = block.gradientOffset");
        code.addStatement("boolean accumulate = block.accumulate");
      }
    }
    for (Kernel kernel : kernels) {
      call(code, kernel, KernelWriter.range(kernel));
    }
    return code.build();
  }

  private void call(CodeBlock.Builder code, Kernel kernel, int to) {
    String arguments = KernelWriter.arguments(KernelWriter.places(program, kernel));
    String range = kernel.loops().isEmpty() ? "" : ", 0, " + to;
    code.addStatement("$L($L$L)", kernelMethods.get(kernel), arguments, range);
  }

  /** Whether the program is small enough to be warmed up. */
  boolean warmedUp() {
    return program.memory() + 2L * parameters.floats() < LARGE;
  }

  private void warmUp(TypeSpec.Builder type) {
    if (!warmedUp()) {
      return;
    }
    MethodSpec.Builder warmUp = MethodSpec.methodBuilder("warmUp").addModifiers(Modifier.STATIC);
    Set<Place> used = new TreeSet<>();
    program.kernels().forEach(k -> used.addAll(KernelWriter.places(program, k)));
    for (Place place : used) {
      warmUp.addStatement("$T[] $L = new $T[$L]", place.element(), place.variable(), place.element(), size(place));
      if (place.is(Place.Kind.GRADIENTS)) {
        warmUp.addStatement("int gradientOffset = 0");
        warmUp.addStatement("boolean accumulate = false");
      }
    }
    for (List<Kernel> part : parts()) {
      CodeBlock.Builder calls = CodeBlock.builder();
      for (Kernel kernel : part) {
        boolean loops = !kernel.loops().isEmpty();
        call(calls, kernel, loops ? Math.min(KernelWriter.step(kernel), KernelWriter.range(kernel)) : 0);
      }
      warmUp.addCode("$T.repeat(() -> {\n$>", RuntimeNames.WARM_UP).addCode(calls.build()).addCode("$<});\n");
    }
    type.addMethod(warmUp.build());
  }

  private int size(Place place) {
    return switch (place.kind()) {
      case FLOATS -> program.floats();
      case PARAMETERS -> parameters.floats();
      case GRADIENTS -> parameters.gradients();
      default -> Math.toIntExact(program.handed(place));
    };
  }
}
