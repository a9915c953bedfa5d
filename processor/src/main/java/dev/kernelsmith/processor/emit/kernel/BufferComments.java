package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the constant with a buffer's offset says of the buffer: its shape, its halo, and from which kernel to which it is needed. */
public final class BufferComments {
  private final Map<Buffer, String> first = new HashMap<>();
  private final Map<Buffer, String> last = new HashMap<>();

  /**
   * Comments for the buffers of a program.
   *
   * @param kernels of the program, in order
   * @param method name of a kernel's method
   */
  public BufferComments(List<Kernel> kernels, Function<Kernel, String> method) {
    for (Kernel kernel : kernels) {
      String name = method.apply(kernel);
      for (Buffer buffer : kernel.touched()) {
        first.putIfAbsent(buffer, name);
        last.put(buffer, name);
      }
    }
  }

  /** The comment of one. */
  public String of(Layout layout) {
    return of(layout, "");
  }

  /**
   * The comment of one.
   *
   * @param whose what the floats are counted in, beginning with a space; nothing where that is the array
   */
  public String of(Layout layout, String whose) {
    StringBuilder text = new StringBuilder();
    text.append("Floats ").append(layout.offset()).append(" to ").append(layout.offset() + layout.size() - 1);
    text.append(whose);
    text.append(": ").append(layout.buffer().shape().isEmpty() ? "one value" : layout.buffer().shape());
    if (layout.hasHalo()) {
      text.append(" in a halo of ").append(layout.before()).append(" before and ").append(layout.after());
      text.append(" after");
    }
    String begin = first.get(layout.buffer());
    if (begin != null) {
      String end = last.getOrDefault(layout.buffer(), begin);
      text.append(begin.equals(end) ? "; " + begin + " alone" : "; from " + begin + " to " + end);
    }
    return text.append(".\n").toString();
  }
}
