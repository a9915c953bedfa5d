package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.Chain;
import dev.kernelsmith.processor.schedule.Kernel;
import java.util.List;
import java.util.function.Function;

/** Writes the loops around the kernels of a chain: over the axes around its rows, and over these, some at a time. */
final class ChainWriter {
  private final List<Kernel> kernels;
  private final Chain chain;
  private final int step;

  ChainWriter(List<Kernel> kernels) {
    this.kernels = kernels;
    chain = kernels.getFirst().chain();
    step = chain.step(kernels);
  }

  /** The axis that threads share out: the outermost. */
  private Axis shared() {
    return chain.outer().isEmpty() ? chain.row() : chain.outer().getFirst();
  }

  /** The end of the whole range. */
  int range() {
    return shared().extent();
  }

  /** The shortest range. */
  int step() {
    return chain.outer().isEmpty() ? step : 1;
  }

  /**
   * The loops.
   *
   * @param from first of the range
   * @param to its end
   * @param call what a kernel is called with, up to its range
   */
  CodeBlock write(String from, String to, Function<Kernel, String> call) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Axis axis : chain.outer()) {
      boolean ranged = axis.equals(shared());
      code.beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L++)", axis.name(), ranged ? from : "0",
          ranged ? to : axis.extent());
    }
    Axis row = chain.row();
    String end = chain.outer().isEmpty() ? to : Integer.toString(row.extent());
    boolean loops = step < row.extent();
    if (loops) {
      code.beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L += $4L)", row.name(),
          chain.outer().isEmpty() ? from : "0", end, step);
    }
    CodeBlock first = CodeBlock.of("$L", loops ? row.name() : chain.outer().isEmpty() ? from : "0");
    CodeBlock last =
        !loops ? CodeBlock.of("$L", end)
            : row.extent() % step == 0 ? CodeBlock.of("$L + $L", row.name(), step)
                : CodeBlock.of("$T.min($L + $L, $L)", TypeNames.MATH, row.name(), step, end);
    for (Kernel kernel : kernels) {
      code.addStatement("$L, $L, $L)", call.apply(kernel), first, last);
    }
    for (int loop = 0; loop < chain.outer().size() + (loops ? 1 : 0); loop++) {
      code.endControlFlow();
    }
    return code.build();
  }
}
