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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private final List<List<Kernel>> cut;
  private final Map<Kernel, Integer> numbers = new IdentityHashMap<>();
  private final boolean pay;

  PieceWriter(ScheduledProgram program, KernelMethods methods, ProgramVariables variables) {
    this.methods = methods;
    this.variables = variables;
    cut = Kernel.units(program.kernels()).stream()
        .flatMap(unit -> unit.getFirst().chain() == null ? unit.stream().map(List::of) : Stream.of(unit))
        .filter(unit -> isCut(program, unit)).toList();
    for (int number = 0; number < cut.size(); number++) {
      for (Kernel kernel : cut.get(number)) {
        numbers.put(kernel, number);
      }
    }
    long work = cut.stream().mapToLong(unit -> work(program, unit)).sum();
    boolean pays = work >= LEAST_PROGRAM && work >= LEAST_SHARE * work(program, program.kernels());
    pay = isEverywhere(program) ? !cut.isEmpty() : pays;
  }

  private static boolean isEverywhere(ScheduledProgram program) {
    return program.target().pieces() == PieceUse.EVERYWHERE;
  }

  /** Whether a kernel, or a chain, runs in pieces: not where they would use the same scratch memory. */
  private static boolean isCut(ScheduledProgram program, List<Kernel> unit) {
    Kernel kernel = unit.getFirst();
    return program.target().pieces() != PieceUse.NOWHERE
        && KernelWriter.hasRange(kernel)
        && range(unit) > step(unit)
        && kernel.steps() == null
        && !kernel.sumsLanes()
        && !kernel.drawsVectors()
        && (isEverywhere(program) || work(program, unit) >= LEAST_KERNEL);
  }

  private static int range(List<Kernel> unit) {
    return isChain(unit) ? new ChainWriter(unit).range() : KernelWriter.range(unit.getFirst());
  }

  private static int step(List<Kernel> unit) {
    return isChain(unit) ? new ChainWriter(unit).step() : KernelWriter.step(unit.getFirst());
  }

  private static boolean isChain(List<Kernel> unit) {
    return unit.getFirst().chain() != null;
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

  /** The call of a crew for a kernel, or for the chain that begins with it. */
  CodeBlock call(Kernel kernel) {
    List<Kernel> unit = cut.get(numbers.get(kernel));
    String words = unit.stream().map(methods::description).collect(Collectors.joining(", "));
    return CodeBlock.of("crew.run($L, $L, $L); // $L\n", numbers.get(kernel), range(unit), step(unit), words);
  }

  private List<List<List<Kernel>>> parts() {
    return Chunks.of(cut, ProgramWriter.CALLS);
  }

  /** Names that the methods of a program have which run pieces, if there are any. */
  static List<String> methodNames(ScheduledProgram program) {
    int parts = Chunks.of(program.kernels(), ProgramWriter.CALLS).size();
    IntStream chains = IntStream.range(0, program.kernels().size());
    return Stream.concat(
        IntStream.range(0, parts).mapToObj(PieceWriter::methodName), chains.mapToObj(PieceWriter::chainName)).toList();
  }

  private static String methodName(int part) {
    return part == 0 ? "piece" : "piecePart" + (part + 1);
  }

  private static String chainName(int number) {
    return "rows" + number;
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
    cut.stream().filter(PieceWriter::isChain).map(this::chain).forEach(written::add);
    return written;
  }

  /** A method of its own for the loops of a chain, in which the JIT inlines what is called. */
  private Members.Method chain(List<Kernel> unit) {
    MethodSpec method = MethodSpec.methodBuilder(chainName(numbers.get(unit.getFirst()))).addModifiers(Modifier.STATIC)
        .addParameter(RuntimeNames.BLOCK, "block").addParameter(int.class, "from").addParameter(int.class, "to")
        .addCode(new ChainWriter(unit).write("from", "to", this::begun)).build();
    return new Members.Method(method, unit.stream().map(methods::name).distinct().toList());
  }

  /** The call of a kernel up to its range. */
  private String begun(Kernel kernel) {
    return methods.name(kernel) + "(" + String.join(", ", methods.argumentsOfBlock(kernel, variables));
  }

  /** A method for some of the kernels, which hands the others on to the next. */
  private Members.Method method(int part) {
    String name = methodName(part);
    List<List<Kernel>> units = parts().get(part);
    List<String> uses = new ArrayList<>(
        units.stream().filter(unit -> !isChain(unit)).map(unit -> methods.name(unit.getFirst())).distinct().toList());
    MethodSpec.Builder method =
        part == 0 ? Members.override(name) : MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC);
    method.addParameter(int.class, "kernel").addParameter(RuntimeNames.BLOCK, "block");
    method.addParameter(int.class, "from").addParameter(int.class, "to");
    method.beginControlFlow("switch (kernel)");
    for (List<Kernel> unit : units) {
      int number = numbers.get(unit.getFirst());
      if (isChain(unit)) {
        method.addStatement("case $L -> $L(block, from, to)", number, chainName(number));
        uses.add(chainName(number));
      } else {
        method.addStatement("case $L -> $L, from, to)", number, begun(unit.getFirst()));
      }
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
