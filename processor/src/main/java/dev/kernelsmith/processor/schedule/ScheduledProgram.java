package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A program, ready to be written as source.
 *
 * @param name what it does
 * @param target what it is scheduled for
 * @param kernels the kernels in order of execution
 * @param layouts where every buffer lies
 * @param floats length of the block's working memory
 */
public record ScheduledProgram(
    String name, Target target, List<Kernel> kernels, Map<Buffer, Layout> layouts, int floats) {
  /** Start of the scratch memory in which lanes are added up. */
  public static final int SCRATCH = 0;

  /** Copies the collections. */
  public ScheduledProgram {
    kernels = List.copyOf(kernels);
    layouts = Map.copyOf(layouts);
  }

  /** The layout of a buffer. */
  public Layout layout(Buffer buffer) {
    return layouts.get(buffer);
  }
}
