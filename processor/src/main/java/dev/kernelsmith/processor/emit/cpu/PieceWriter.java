package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.text.Chunks;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.PieceUse;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Writes how several threads run one block together: which kernels they share, each in pieces along the range of its method, and the method that
 * runs a piece.
 */
final class PieceWriter {
  /** Least work of a kernel in pieces: some 5 microseconds of vector code, where all threads have begun and ended after 1.5. */
  private static final long LEAST_KERNEL = 500_000;

  /**
   * Least work in pieces of a program that is run by several threads: some 150 microseconds, since what one has computed another must fetch from its
   * cache.
   */
  private static final long LEAST_PROGRAM = 15_000_000;

  /** Least share of that in all work of the program. */
  private static final double LEAST_SHARE = 0.7;

  private final KernelMethods methods;
  private final ProgramVariables variables;
  private final List<Kernel> cut;
  private final Map<Kernel, Integer> numbers = new IdentityHashMap<>();
  private final boolean pay;

  PieceWriter(ScheduledProgram program, KernelMethods methods, ProgramVariables variables) {
    this.methods = methods;
    this.variables = variables;
    cut = program.kernels().stream().filter(kernel -> isCut(program, kernel)).toList();
    cut.forEach(kernel -> numbers.put(kernel, numbers.size()));
    long work = work(program, cut);
    boolean pays = work >= LEAST_PROGRAM && work >= LEAST_SHARE * work(program, program.kernels());
    pay = isEverywhere(program) ? !cut.isEmpty() : pays;
  }

  private static boolean isEverywhere(ScheduledProgram program) {
    return program.target().pieces() == PieceUse.EVERYWHERE;
  }

  /** Whether a kernel runs in pieces: not where they would use the same scratch memory. */
  private static boolean isCut(ScheduledProgram program, Kernel kernel) {
    return program.target().pieces() != PieceUse.NOWHERE
        && KernelWriter.hasRange(kernel)
        && KernelWriter.range(kernel) > KernelWriter.step(kernel)
        && kernel.steps() == null
        && !kernel.sumsLanes()
        && !kernel.drawsVectors()
        && (isEverywhere(program) || work(program, kernel) >= LEAST_KERNEL);
  }

  private static long work(ScheduledProgram program, List<Kernel> kernels) {
    return kernels.stream().mapToLong(kernel -> work(program, kernel)).sum();
  }

  /** Operations of a kernel, and the bytes that it touches, which take about as long each. */
  private static long work(ScheduledProgram program, Kernel kernel) {
    return KernelCost.flops(program, kernel) + KernelCost.bytes(program, kernel);
  }

  /** Whether it pays to run a block by several threads. */
  boolean pay() {
    return pay;
  }

  /** Whether a kernel runs in pieces. */
  boolean has(Kernel kernel) {
    return numbers.containsKey(kernel);
  }

  /** Whether any of these does. */
  boolean any(List<Kernel> kernels) {
    return kernels.stream().anyMatch(this::has);
  }

  /** The call of a crew for a kernel. */
  CodeBlock call(Kernel kernel) {
    return CodeBlock.of("crew.run($L, $L, $L); // $L\n", numbers.get(kernel), KernelWriter.range(kernel),
        KernelWriter.step(kernel), methods.description(kernel));
  }

  private List<List<Kernel>> parts() {
    return Chunks.of(cut, ProgramWriter.CALLS);
  }

  /** Names that the methods of a program have which run pieces, if there are any. */
  static List<String> methodNames(ScheduledProgram program) {
    int parts = Chunks.of(program.kernels(), ProgramWriter.CALLS).size();
    return IntStream.range(0, parts).mapToObj(PieceWriter::methodName).toList();
  }

  private static String methodName(int part) {
    return part == 0 ? "piece" : "piecePart" + (part + 1);
  }

  /** Methods of the interface: that there are pieces, and one that runs them. */
  List<Members.Method> write() {
    List<Members.Method> written = new ArrayList<>();
    written.add(
        new Members.Method(
            Members.override("hasPieces").returns(boolean.class).addStatement("return true").build(), List.of()));
    for (int part = 0; part < parts().size(); part++) {
      written.add(method(part));
    }
    return written;
  }

  /** A method for some of the kernels, which hands the others on to the next. */
  private Members.Method method(int part) {
    String name = methodName(part);
    List<Kernel> kernels = parts().get(part);
    List<String> uses = new ArrayList<>(kernels.stream().map(methods::name).distinct().toList());
    MethodSpec.Builder method =
        part == 0 ? Members.override(name) : MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC);
    method.addParameter(int.class, "kernel").addParameter(RuntimeNames.BLOCK, "block");
    method.addParameter(int.class, "from").addParameter(int.class, "to");
    method.beginControlFlow("switch (kernel)");
    for (Kernel kernel : kernels) {
      method.addStatement("case $L -> $L($L, from, to)", numbers.get(kernel), methods.name(kernel),
          String.join(", ", methods.argumentsOfBlock(kernel, variables)));
    }
    if (part + 1 < parts().size()) {
      method.addStatement("default -> $L(kernel, block, from, to)", methodName(part + 1));
      uses.add(methodName(part + 1));
    } else {
      method.addCode("default -> { /* No other kernel runs in pieces. */ }\n");
    }
    return new Members.Method(method.endControlFlow().build(), uses);
  }
}
