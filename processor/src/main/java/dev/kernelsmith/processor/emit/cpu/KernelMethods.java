package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.kernel.KernelSource;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.kernel.SharedKernel;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.KernelShape;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The methods for the kernels of a program: one for each, or one for several of one shape. */
final class KernelMethods {
  private final ScheduledProgram program;
  private final Constants constants;
  private final Names methods;

  /** The kernels of its shape for each, in their order. */
  private final Map<Kernel, List<Kernel>> alike = new IdentityHashMap<>();

  /** The methods that several kernels have, by the first of these. */
  private final Map<Kernel, SharedKernel> shared = new IdentityHashMap<>();

  private final Map<Kernel, String> names = new IdentityHashMap<>();
  private final Map<Kernel, List<ParameterSpec>> parameters = new IdentityHashMap<>();

  /**
   * Gives methods their names.
   *
   * @param constants of the class with the program
   * @param methods names of its methods
   * @param kinds what a layer of some name is
   */
  KernelMethods(ScheduledProgram program, Constants constants, Names methods, UnaryOperator<String> kinds) {
    this.program = program;
    this.constants = constants;
    this.methods = methods;
    Map<KernelShape, List<Kernel>> shapes = new HashMap<>();
    for (Kernel kernel : program.kernels()) {
      List<Kernel> kernels = shapes.computeIfAbsent(KernelShape.of(program, kernel), shape -> new ArrayList<>());
      kernels.add(kernel);
      alike.put(kernel, kernels);
    }
    for (Kernel kernel : program.kernels()) {
      if (isShared(kernel) && isFirst(kernel)) {
        String layer = kernel.main().layer();
        String kind = layer == null ? "" : kinds.apply(layer);
        shared.put(kernel, new SharedKernel(program, alike.get(kernel), kind, constants, methods));
      }
      Kernel first = alike.get(kernel).getFirst();
      names.put(kernel, isShared(kernel) ? shared.get(first).name() : methods.exact(kernel.name()));
    }
  }

  private boolean isShared(Kernel kernel) {
    return alike.get(kernel).size() > 1;
  }

  /** Whether no earlier kernel has the same method. */
  boolean isFirst(Kernel kernel) {
    return alike.get(kernel).getFirst() == kernel;
  }

  /** Name of a kernel's method. */
  String name(Kernel kernel) {
    return names.get(kernel);
  }

  /** What a kernel is called in comments: by its method, or where others have that too, by what it computes. */
  String description(Kernel kernel) {
    return isShared(kernel) ? kernel.name() : name(kernel);
  }

  /** Parameters of a kernel's method, without the starts of buffers and the range. */
  List<ParameterSpec> parameters(Kernel kernel) {
    return parameters.computeIfAbsent(
        alike.get(kernel).getFirst(), first -> KernelWriter.parameters(program, first));
  }

  /** What a kernel's method is called with, up to its range. */
  List<String> arguments(Kernel kernel) {
    return arguments(kernel, ParameterSpec::name);
  }

  /** The same where there are no variables but a block, and the loops around rows. */
  List<String> argumentsOfBlock(Kernel kernel, ProgramVariables variables) {
    Set<String> given = kernel.given().stream().map(Axis::name).collect(Collectors.toSet());
    return arguments(kernel,
        variable -> given.contains(variable.name()) ? variable.name() : variables.source(variable));
  }

  private List<String> arguments(Kernel kernel, Function<ParameterSpec, String> text) {
    List<String> arguments = new ArrayList<>();
    parameters(kernel).stream().map(text).forEach(arguments::add);
    if (isShared(kernel)) {
      for (Buffer start : KernelShape.starts(program, kernel)) {
        arguments.add(constants.of(start));
      }
    }
    return arguments;
  }

  /**
   * What was written for a kernel.
   *
   * @param kernel the first that it is for
   */
  record Written(Kernel kernel, KernelSource source) {}

  /** Writes the methods. */
  List<Written> write() {
    List<Written> written = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      if (!isShared(kernel)) {
        written.add(new Written(kernel, new KernelWriter(program, kernel, constants, methods).write(name(kernel))));
      } else if (isFirst(kernel)) {
        written.add(new Written(kernel, shared.get(kernel).write()));
      }
    }
    return written;
  }

  /** The constants of methods that several kernels have. */
  List<Constants> constants() {
    return program.kernels().stream().filter(shared::containsKey).map(k -> shared.get(k).constants()).toList();
  }
}
