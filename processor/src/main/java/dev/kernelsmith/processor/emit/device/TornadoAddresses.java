package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.AddressBook;
import dev.kernelsmith.processor.emit.kernel.ReductionLoops;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;

/**
 * Where elements lie on a device. Working memory has the samples innermost, {@code [h][w][c][n]}, so that neighbouring threads touch
 * neighbouring floats; what is packed has a row for each sample, and what is handed in and out is canonical.
 */
class TornadoAddresses extends AddressBook {
  /** Number of the sample. */
  static final Axis SAMPLE = new Axis("n", ReductionLoops.BATCH);

  TornadoAddresses(ScheduledProgram program, Constants constants) {
    super(program, constants, Affine.of(SAMPLE));
  }

  /** Name of the array in which a place lies. */
  static String array(Place place) {
    return switch (place.kind()) {
      case FLOATS -> "values";
      case LOSS_GRADIENTS -> TornadoDialect.STEP;
      case OUTPUT, LOSSES -> "results";
      default -> place.variable();
    };
  }

  @Override
  public String array(Buffer buffer) {
    return array(layout(buffer).place());
  }

  /** Whether a buffer has a row for each sample, rather than its samples innermost. */
  final boolean isRows(Buffer buffer) {
    return layout(buffer).place().is(Place.Kind.FLOATS) && layout(buffer).sampleStride() > 0;
  }

  /** Whether every place of a buffer has an element for each sample. */
  private boolean isColumns(Buffer buffer) {
    return layout(buffer).place().is(Place.Kind.FLOATS) && !isRows(buffer);
  }

  @Override
  public String start(Buffer buffer) {
    if (isRows(buffer)) {
      return constant(buffer) + " * batch";
    }
    return switch (layout(buffer).place().kind()) {
      case GRADIENTS -> constant(buffer);
      case LOSS_GRADIENTS -> StepArray.lossGradients(layout(buffer).place().number(), "batch");
      case LOSSES -> layout(buffer).place().number() == 0
          ? ""
          : TornadoProgram.startOf(layout(buffer).place()) + " * batch";
      case OUTPUT -> TornadoProgram.startOf(layout(buffer).place()) + " * batch";
      default -> super.start(buffer);
    };
  }

  /** The elements between neighbouring samples of what is handed in or out. */
  final Distance ofSamples(Buffer buffer) {
    return sampleStride(buffer);
  }

  @Override
  public String sampleNumber() {
    return SAMPLE.name();
  }

  @Override
  public String index(Buffer buffer, String place) {
    return scaled(buffer, place, "batch", "n");
  }

  /** The index of one of so many elements that every place of working memory has. */
  final String scaled(Buffer buffer, String place, String count, String number) {
    if (!isColumns(buffer)) {
      return place;
    }
    return (place.indexOf(' ') < 0 ? place : "(" + place + ")") + " * " + count + " + " + number;
  }

  @Override
  public String moved(Buffer buffer, String index, Distance distance) {
    return shifted(buffer, index, distance, "batch");
  }

  /** The index of an element at a distance from another, where every place of working memory has a number of elements. */
  final String shifted(Buffer buffer, String index, Distance distance, String count) {
    return isColumns(buffer)
        ? IndexText.plus(index, distance, count)
        : super.moved(buffer, index, distance);
  }

  @Override
  public String get(Buffer buffer, String index) {
    return array(buffer) + ".get(" + index + ")";
  }

  @Override
  public String set(Buffer buffer, String index, String value) {
    return array(buffer) + ".set(" + index + ", " + value + ")";
  }
}
