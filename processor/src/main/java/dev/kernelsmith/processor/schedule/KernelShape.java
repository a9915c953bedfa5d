package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kernel but for the names of its buffers and where they start. Kernels of one shape can be one method that takes the starts as arguments.
 *
 * @param kernel the kernel with numbers for names
 * @param layouts of the buffers that it touches, all of which start at 0
 */
public record KernelShape(Kernel kernel, List<Layout> layouts) {
  /** Copies the layouts. */
  public KernelShape {
    layouts = List.copyOf(layouts);
  }

  /** The shape of a kernel of a program. */
  public static KernelShape of(ScheduledProgram program, Kernel kernel) {
    Map<Buffer, Buffer> numbered = new LinkedHashMap<>();
    buffers(kernel).forEach(buffer -> number(buffer, numbered));
    Kernel renamed = kernel.renamed("", numbered::get);
    List<Layout> layouts = new ArrayList<>();
    numbered.forEach((buffer, number) -> {
      if (!kernel.local().contains(buffer)) {
        layouts.add(program.layout(buffer).of(number).at(0));
      }
    });
    return new KernelShape(
        new Kernel(
            "", renamed.statements().stream().map(Statement::anonymous).toList(), renamed.lanes(), renamed.laneAxis(),
            renamed.loops(), renamed.reduced(), renamed.local(), renamed.start(),
            renamed.chain() == null ? null : renamed.chain().anonymous()),
        layouts);
  }

  /** The buffers that say where a kernel's are: those in memory that do not start their array, a parameter for its gradient. In order. */
  public static List<Buffer> starts(ScheduledProgram program, Kernel kernel) {
    Set<Buffer> starts = new LinkedHashSet<>();
    for (Buffer buffer : buffers(kernel)) {
      if (!kernel.local().contains(buffer) && program.layout(buffer).hasStart()) {
        starts.add(buffer.parameter());
      }
    }
    return List.copyOf(starts);
  }

  /** All buffers of a kernel, in the order in which its statements name them. */
  public static Set<Buffer> buffers(Kernel kernel) {
    Set<Buffer> buffers = new LinkedHashSet<>();
    for (Statement s : kernel.statements()) {
      s.value().reads().forEach(read -> buffers.add(read.buffer()));
      buffers.addAll(s.buffersWritten());
    }
    if (kernel.start() != null) {
      kernel.start().reads().stream().map(Expr.Read::buffer).forEach(buffers::add);
    }
    return buffers;
  }

  /** Gives a buffer the next number; a gradient the number of its parameter, since both lie alike. */
  private static void number(Buffer buffer, Map<Buffer, Buffer> numbered) {
    Buffer start = buffer.parameter();
    String name =
        numbered.entrySet().stream().filter(e -> e.getKey().parameter().equals(start)).findFirst()
            .map(e -> e.getValue().parameter().name())
            .orElse(Integer.toString(numbered.size()));
    numbered.put(buffer, buffer.equals(start) ? buffer.named(name) : start.named(name).gradient());
  }
}
