package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.kernel.KernelSource;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.text.Chunks;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes the method that has the JIT compile the kernels of a program before they are needed. HotSpot counts calls and turns of loops. A method whose loops made it hot
 * is compiled for a loop that is already running, which takes three times as long for a tile as the method by itself, and that follows
 * anyway. So tiles are mostly called at a place where there is none, which counts and takes no time.
 */
final class WarmUpWriter {
  /** Floats above which the warm-up is left out: it would take longer than it saves. */
  private static final long LARGE = 1L << 24;

  private final ScheduledProgram program;
  private final ParameterLayout parameters;
  private final ProgramVariables variables;
  private final KernelMethods kernelMethods;
  private final List<CodeBlock> counted = new ArrayList<>();
  private final List<CodeBlock> worked = new ArrayList<>();

  WarmUpWriter(
      ScheduledProgram program, ParameterLayout parameters, ProgramVariables variables, KernelMethods kernelMethods) {
    this.program = program;
    this.parameters = parameters;
    this.variables = variables;
    this.kernelMethods = kernelMethods;
  }

  /** Whether a program is small enough to be warmed up. */
  static boolean pays(ScheduledProgram program, ParameterLayout parameters) {
    return program.memory() + 2L * parameters.floats() < LARGE;
  }

  /** The method. */
  Members.Method write(List<KernelMethods.Written> kernels) {
    MethodSpec.Builder method = MethodSpec.methodBuilder("warmUp").addModifiers(Modifier.STATIC);
    variables.of(program.kernels()).forEach(v -> method.addStatement("$T $L = $L", v.type(), v.name(), value(v)));
    program.kernels().stream().flatMap(kernel -> kernel.given().stream()).map(Axis::name).distinct()
        .forEach(step -> method.addStatement("int $L = 0", step));
    kernels.forEach(this::add);
    method.addCode("$T.repeat(", RuntimeNames.WARM_UP).addCode(list(counted)).addCode(", ").addCode(list(worked))
        .addCode(");\n");
    return new Members.Method(
        method.build(),
        kernels.stream().flatMap(kernel -> kernel.source().methods().stream()).map(MethodSpec::name).toList());
  }

  private void add(KernelMethods.Written written) {
    Kernel kernel = written.kernel();
    List<KernelSource.Tile> tiles = written.source().tiles();
    boolean counts = tiles.stream().noneMatch(tile -> tile.places().isEmpty());
    if (counts && !tiles.isEmpty()) {
      tiles.forEach(tile -> call(counted, tile.name(), kernel, tile.nowhere()));
      tiles.forEach(tile -> call(worked, tile.name(), kernel, tile.places()));
    } else if (KernelWriter.hasRange(kernel)) {
      call(counted, kernelMethods.name(kernel), kernel, List.of("0", "0"));
      call(worked, kernelMethods.name(kernel), kernel, List.of("0", Integer.toString(KernelWriter.step(kernel))));
    } else {
      call(worked, kernelMethods.name(kernel), kernel, List.of());
    }
  }

  private void call(List<CodeBlock> calls, String method, Kernel kernel, List<String> last) {
    String arguments =
        String.join(", ", Stream.concat(kernelMethods.arguments(kernel).stream(), last.stream()).toList());
    calls.add(CodeBlock.of("$L($L);\n", method, arguments));
  }

  private static CodeBlock list(List<CodeBlock> calls) {
    List<CodeBlock> parts = new ArrayList<>();
    for (List<CodeBlock> part : Chunks.of(calls, ProgramWriter.CALLS)) {
      parts.add(CodeBlock.builder().add("() -> {\n$>").add(CodeBlock.join(part, "")).add("$<}").build());
    }
    return CodeBlock.of("$T.of($L)", TypeNames.LIST, CodeBlock.join(parts, ", "));
  }

  /** What stands for a variable. */
  private String value(ParameterSpec variable) {
    Place array = variables.array(variable);
    if (array != null) {
      return "new " + array.element() + "[" + size(array) + "]";
    }
    return switch (variable.name()) {
      case "gradientOffset" -> "0";
      case "accumulate" -> "false";
      default -> "1";
    };
  }

  private int size(Place place) {
    return switch (place.kind()) {
      case FLOATS -> program.floats();
      case KEPT -> program.kept();
      case SHARED -> program.shared();
      case PARAMETERS -> parameters.floats();
      case GRADIENTS -> parameters.gradients() + program.parts();
      default -> Math.toIntExact(program.handed(place));
    };
  }
}
