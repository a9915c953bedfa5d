package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;

/** Where elements lie for a thread that computes {@link #LANES} neighbouring samples, number {@code block} of {@code blocks}, as one vector. */
final class LaneAddresses extends TornadoAddresses implements VectorAddresses {
  /** Samples of a vector. */
  static final int LANES = Size.LANES.value();

  LaneAddresses(ScheduledProgram program, Constants constants) {
    super(program, constants);
  }

  @Override
  public String index(Buffer buffer, String place) {
    return scaled(buffer, place, "blocks", "block");
  }

  @Override
  public String moved(Buffer buffer, String index, Distance distance) {
    return shifted(buffer, index, distance, "blocks");
  }

  @Override
  public String get(Buffer buffer, String index) {
    return isLanes(buffer) ? "lanes.get(" + index + ")" : super.get(buffer, index);
  }

  @Override
  public String set(Buffer buffer, String index, String value) {
    return isLanes(buffer) ? "lanes.set(" + index + ", " + value + ")" : super.set(buffer, index, value);
  }

  @Override
  public boolean isLanes(Buffer buffer) {
    return layout(buffer).place().is(Place.Kind.FLOATS) && !isRows(buffer);
  }
}
