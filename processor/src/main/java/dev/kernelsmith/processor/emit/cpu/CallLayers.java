package dev.kernelsmith.processor.emit.cpu;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which layer each call of a kernel is of, in which direction, and what it computes: a line of the table by which a profiler makes times of layers from places in generated code.
 *
 * @param type simple name of the class with the calls, nested ones behind a dollar sign
 * @param caller the method with the calls
 * @param samples samples of a call; 0 where it is once for the batch
 * @param calls what each call is, in their order
 */
public record CallLayers(String type, String caller, int samples, List<Call> calls) {
  /** Where the table lies: no package, so that modules do not hide it. */
  public static final String FOLDER = "META-INF/kernelsmith/";

  /** What the name of the table ends with. */
  public static final String FILE = ".layers";

  /** Copies the list. */
  public CallLayers {
    calls = List.copyOf(calls);
  }

  /**
   * A call.
   *
   * @param kernel name of the called method
   * @param layer the layer whose statement gives the kernel its loops; empty for none
   * @param forward whether the losses depend on it
   * @param flops operations of a call
   */
  record Call(String kernel, String layer, boolean forward, long flops) {
    static Call of(ScheduledProgram program, Kernel kernel, String method, boolean forward) {
      String layer = kernel.main().layer();
      return new Call(method, layer == null ? "" : layer, forward, KernelCost.flops(program, kernel));
    }

    private String text() {
      return String.join(" ", kernel, layer.isEmpty() ? "-" : layer, forward ? "forward" : "backward",
          Long.toString(flops));
    }
  }

  /** The kernels on which a loss or an output depends; the others are the way back. */
  static Set<Kernel> forward(ScheduledProgram program) {
    Set<Buffer> needed = new HashSet<>();
    Set<Kernel> forward = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Kernel kernel : program.kernels().reversed()) {
      boolean given = kernel.statements().stream().map(s -> s.target().role())
          .anyMatch(role -> role == Buffer.Role.LOSS || role == Buffer.Role.OUTPUT);
      if (given || kernel.written().stream().anyMatch(needed::contains)) {
        forward.add(kernel);
        needed.addAll(kernel.touched());
      }
    }
    return forward;
  }

  /** The table: a line for each method that calls kernels, with tabulators between it and its calls. */
  public static String table(List<CallLayers> callers) {
    return callers.stream().map(CallLayers::line).collect(Collectors.joining());
  }

  private String line() {
    String texts = calls.stream().map(Call::text).collect(Collectors.joining("\t"));
    return String.join("\t", type, caller, Integer.toString(samples), texts) + "\n";
  }
}
