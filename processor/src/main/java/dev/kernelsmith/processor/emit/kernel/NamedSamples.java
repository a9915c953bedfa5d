package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kernel whose tile covers several samples, with these as the first dimension of what each of them has: so a tile tells the elements of one sample from
 * those of another.
 *
 * @param kernel the kernel
 * @param program where its buffers lie
 */
record NamedSamples(Kernel kernel, ScheduledProgram program) {
  static NamedSamples of(Kernel kernel, ScheduledProgram program) {
    Map<Buffer, Layout> layouts = new HashMap<>(program.layouts());
    for (Buffer buffer : kernel.touched()) {
      Layout layout = program.layout(buffer);
      if (buffer.perSample()) {
        Buffer named = named(buffer);
        layouts.put(
            named, new Layout(
                named, layout.place(), layout.offset(),
                Statement.concat(List.of(layout.sampleStride()), layout.strides()),
                Statement.concat(List.of(0), layout.before()), Statement.concat(List.of(0), layout.after()), 0,
                layout.size()));
      }
    }
    List<Statement> statements = kernel.statements().stream().map(NamedSamples::named).toList();
    return new NamedSamples(
        new Kernel(
            kernel.name(), statements, kernel.lanes(), kernel.laneAxis(), kernel.loops(), kernel.reduced(),
            kernel.local().stream().map(NamedSamples::named).collect(Collectors.toSet()), kernel.start(),
            kernel.chain()),
        program.withLayouts(layouts));
  }

  private static Buffer named(Buffer buffer) {
    List<Integer> shape = Statement.concat(List.of(Kernel.SAMPLE.extent()), buffer.shape());
    return new Buffer(buffer.name(), buffer.role(), buffer.scope(), shape, buffer.number());
  }

  private static List<Affine> named(List<Affine> index) {
    return Statement.concat(List.of(Affine.of(Kernel.SAMPLE)), index);
  }

  private static Statement named(Statement s) {
    Expr value = s.value();
    for (Expr.Read read : s.value().reads()) {
      if (read.buffer().perSample()) {
        value = value.replace(read, Expr.read(named(read.buffer()), named(read.index())));
      }
    }
    return new Statement(
        s.label(), s.layer(), named(s.target()), named(s.index()), s.reduction(), s.accumulate(), value,
        Statement.concat(List.of(Kernel.SAMPLE), s.axes()), s.guards(), null);
  }

  /** Where elements are found, by constants that know the samples by themselves. */
  AddressBook addresses(Constants constants) {
    return new AddressBook(program, constants, null) {
      @Override
      protected Distance stride(Buffer buffer, int dimension, int elements) {
        if (!buffer.perSample()) {
          return super.stride(buffer, dimension, elements);
        }
        return dimension == 0 ? constants.sampleStride(buffer, elements)
            : super.stride(buffer, dimension - 1, elements);
      }
    };
  }
}
