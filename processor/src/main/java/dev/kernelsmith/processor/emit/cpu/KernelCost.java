package dev.kernelsmith.processor.emit.cpu;

import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one call of a kernel computes and touches.
 *
 * @param variant simple name of the class of kernels
 * @param program simple name of the nested class of the program
 * @param caller the method that calls it
 * @param call which of the kernels that this method calls, from 0
 * @param kernel what it computes
 * @param flops operations of the call
 * @param bytes bytes of all buffers that it reads or writes
 */
public record KernelCost(
    String variant, String program, String caller, int call, String kernel, long flops, long bytes) {
  /** What the name of the table ends with. */
  public static final String FILE = "KernelCosts.tsv";

  static KernelCost of(
      ScheduledProgram program, Kernel kernel, String variant, String name, String caller, int call,
      String description) {
    return new KernelCost(variant, name, caller, call, description, flops(program, kernel), bytes(program, kernel));
  }

  /** Operations of a call. */
  static long flops(ScheduledProgram program, Kernel kernel) {
    long samples = kernel.once() ? 1 : program.target().block();
    return kernel.statements().stream().mapToLong(Statement::flops).sum() * samples;
  }

  /** Bytes of all buffers that a call reads or writes. */
  static long bytes(ScheduledProgram program, Kernel kernel) {
    long samples = program.target().block();
    return Float.BYTES
        * kernel.touched().stream().mapToLong(buffer -> buffer.elements() * (buffer.perSample() ? samples : 1)).sum();
  }

  /** The table: a line for the names of its columns, and one for each call, with tabulators between. */
  public static String table(List<KernelCost> costs) {
    return costs.stream().map(KernelCost::line)
        .collect(Collectors.joining("", "variant\tprogram\tcaller\tcall\tkernel\tflops\tbytes\n", ""));
  }

  private String line() {
    return String.join("\t", variant, program, caller, Integer.toString(call), kernel, Long.toString(flops),
        Long.toString(bytes)) + "\n";
  }
}
