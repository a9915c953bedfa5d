package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.KernelShape;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A method for kernels that differ only in where their buffers start, which it takes as arguments. It calls buffers by what they are to their
 * layer, such as {@code weights} and {@code sumGradient}; what it reads and writes of other layers is {@code in} and {@code out}.
 */
public final class SharedKernel {
  private final List<Kernel> kernels;
  private final Kernel shown;
  private final ScheduledProgram program;
  private final Constants constants;
  private final Names methods;
  private final List<String> starts;

  /**
   * A method.
   *
   * @param program that the kernels belong to
   * @param kernels of one {@link KernelShape}
   * @param kind what their layers are, such as {@code Conv2D}; of no importance where they belong to none
   * @param around constants of the class that has the method
   * @param methods names of its methods
   */
  public SharedKernel(
      ScheduledProgram program, List<Kernel> kernels, String kind, Constants around, Names methods) {
    Kernel first = kernels.getFirst();
    this.kernels = List.copyOf(kernels);
    this.methods = methods;
    constants = around.ofMethod(KernelWriter.reserved(program, first));
    Map<Buffer, Buffer> renamed = renamed(first, constants.locals());
    Map<Buffer, Layout> layouts = new HashMap<>();
    for (Buffer buffer : first.touched()) {
      layouts.put(renamed.get(buffer), program.layout(buffer).of(renamed.get(buffer)));
    }
    this.program = program.withLayouts(layouts);
    shown = first.renamed(methods.exact(methodName(first, kind)), renamed::get);
    starts = KernelShape.starts(this.program, shown).stream().map(b -> constants.addArgument(b, b.label())).toList();
    shown.touched().stream().map(Buffer::parameter).distinct().forEach(this::addStrides);
  }

  private void addStrides(Buffer buffer) {
    Layout layout = Objects.requireNonNullElseGet(program.layout(buffer), () -> program.layout(buffer.gradient()));
    String stem = Names.constant(shown.name() + Names.capitalized(buffer.label()));
    constants.addStrides(stem, buffer, layout.strides(), layout.sampleStride(), program.target().block());
  }

  /** Other names for the buffers of a kernel. */
  private static Map<Buffer, Buffer> renamed(Kernel kernel, Names names) {
    Map<Buffer, Buffer> renamed = new HashMap<>();
    for (Buffer buffer : KernelShape.buffers(kernel)) {
      Buffer start = buffer.parameter();
      Buffer known = renamed.computeIfAbsent(start, b -> b.named(names.exact(role(b, kernel))));
      renamed.put(buffer, buffer.equals(start) ? known : known.gradient());
    }
    return renamed;
  }

  /** What a buffer is to the layer of a kernel. */
  private static String role(Buffer buffer, Kernel kernel) {
    String layer = kernel.main().layer();
    if (buffer.isExternal()) {
      return buffer.label();
    }
    if (buffer.name().equals(layer)) {
      return "value";
    }
    if (layer != null && buffer.name().startsWith(layer + ".")) {
      return decapitalized(buffer.name().substring(layer.length()).replace(".", ""));
    }
    String direction = kernel.written().contains(buffer) ? "out" : "in";
    return buffer.name().endsWith(".Gradient") ? direction + "Gradient" : direction;
  }

  /** What a kernel is called but for names of layers: {@code conv2dBackward} for {@code conv3BackwardToPool2}. */
  private static String methodName(Kernel kernel, String kind) {
    String layer = kernel.main().layer();
    if (layer == null) {
      return kernel.name();
    }
    boolean named =
        kernel.name().startsWith(layer.replace('.', '_')) && kernel.name().length() > layer.length();
    String rest = named ? kernel.name().substring(layer.length()) : kernel.name();
    return decapitalized(kind).replace("D", "d") + Names.capitalized(rest.replaceFirst("(?<=Backward)To.*", ""));
  }

  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Its name. */
  public String name() {
    return shown.name();
  }

  /** The constants that it uses. */
  public Constants constants() {
    return constants;
  }

  /** Its methods. */
  public KernelSource write() {
    return new KernelWriter(program, shown, starts, constants, methods).write(name(), kernels);
  }
}
