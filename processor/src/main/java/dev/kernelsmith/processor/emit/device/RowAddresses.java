package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where elements lie for a thread that computes vectors of neighbours along the last axis of a weight, the first of which is number {@code vector}. */
final class RowAddresses extends TornadoAddresses implements VectorAddresses {
  /** Number of a vector along the axis. */
  static final Axis VECTOR = new Axis("vector", Integer.MAX_VALUE);

  /** Gradients as vectors. */
  static final String GRADIENTS = "gradientLanes";

  private final Axis lane;
  private final boolean counted;
  private final String lanes;

  RowAddresses(ScheduledProgram program, Constants constants, Kernel kernel) {
    super(program, constants);
    lane = kernel.laneAxis();
    lanes = Size.LANES.in(constants);
    counted = kernel.loops().stream().anyMatch(loop -> loop.axis().equals(lane) && kernel.tiles(loop) > 1);
  }

  @Override
  public boolean isLanes(Buffer buffer) {
    return isRows(buffer) || isGradient(buffer);
  }

  private boolean isGradient(Buffer buffer) {
    return layout(buffer).place().is(Place.Kind.GRADIENTS);
  }

  /** In vectors, of what consists of them. */
  @Override
  public Address address(Expr.Read read) {
    if (!isLanes(read.buffer())) {
      return super.address(read);
    }
    Layout layout = layout(read.buffer());
    Map<Axis, Distance> terms = new LinkedHashMap<>();
    Distance constant = Distance.ZERO;
    if (isRows(read.buffer())) {
      terms.put(SAMPLE, vectors(sampleStride(read.buffer())));
    }
    for (int d = 0; d < read.index().size(); d++) {
      Affine index = read.index().get(d);
      boolean last = d == read.index().size() - 1;
      Distance stride = last ? Distance.of(1) : vectors(stride(read.buffer(), d, layout.strides().get(d)));
      index.terms().forEach((axis, times) -> terms.merge(axis, stride.times(times), Distance::plus));
      constant = constant.plus(stride.times(index.constant()));
    }
    if (terms.remove(lane) != null && counted) {
      terms.put(VECTOR, Distance.of(1));
    }
    return new Address(terms, constant);
  }

  /** A distance in vectors, of one in floats that is a constant or a number. */
  private Distance vectors(Distance floats) {
    return floats.plain() > 0
        ? Distance.of(floats.plain() / Target.LANES)
        : Distance.of(floats + " / " + lanes);
  }

  @Override
  public String start(Buffer buffer) {
    return isGradient(buffer) ? constant(buffer) + " / " + lanes
        : isRows(buffer) ? constant(buffer) + " * blocks" : super.start(buffer);
  }

  @Override
  protected String vectors(Buffer buffer, String index, int vectors) {
    return IndexText.plus(index, vectors);
  }

  @Override
  public String get(Buffer buffer, String index) {
    return isLanes(buffer) ? vectors(buffer) + ".get(" + index + ")" : super.get(buffer, index);
  }

  @Override
  public String set(Buffer buffer, String index, String value) {
    return isLanes(buffer) ? vectors(buffer) + ".set(" + index + ", " + value + ")" : super.set(buffer, index, value);
  }

  private String vectors(Buffer buffer) {
    return isGradient(buffer) ? GRADIENTS : "lanes";
  }
}
