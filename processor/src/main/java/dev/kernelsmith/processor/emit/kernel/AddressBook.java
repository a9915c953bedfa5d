package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the elements that a kernel touches are found in generated code. */
public class AddressBook {
  /** Constant with the start of the memory in which lanes are added up. */
  public static final String LANE_SUMS = "LANE_SUMS";

  private final ScheduledProgram program;
  private final Constants constants;
  private final @Nullable Affine sample;

  /**
   * An address book.
   *
   * @param program layouts
   * @param constants names of the constants with the starts of buffers
   * @param sample number of the sample, or of the first in a vector; null where there is one sample
   */
  public AddressBook(ScheduledProgram program, Constants constants, @Nullable Affine sample) {
    this.program = program;
    this.constants = constants;
    this.sample = sample;
  }

  /** An address book for what runs once for the batch. */
  public static AddressBook ofBatch(ScheduledProgram program, Constants constants) {
    return new AddressBook(program, constants, null) {
      @Override
      public String start(Buffer buffer) {
        return constant(buffer);
      }
    };
  }

  public Layout layout(Buffer buffer) {
    return program.layout(buffer);
  }

  public String array(Buffer buffer) {
    return layout(buffer).place().variable();
  }

  /** Source of an element's value. */
  public String get(Buffer buffer, String index) {
    return array(buffer) + "[" + index + "]";
  }

  /** Source that stores an element. */
  public String set(Buffer buffer, String index, String value) {
    return get(buffer, index) + " = " + value;
  }

  /** Index in the array, from an element's place within a sample. */
  public String index(Buffer buffer, String place) {
    return place;
  }

  /** The index of an element at a distance from another. */
  public String moved(Buffer buffer, String index, Distance distance) {
    return IndexText.plus(IndexText.plus(index, distance.named()), distance.plain());
  }

  /** The index of the vector that lies so many vectors behind another, where lanes run along an axis. */
  protected String vectors(Buffer buffer, String index, int vectors) {
    return index + " + LANES" + (vectors == 1 ? "" : " * " + vectors);
  }

  /**
   * Where an element lies.
   *
   * @param terms what each axis is multiplied by
   * @param constant what is added
   */
  public record Address(Map<Axis, Distance> terms, Distance constant) {}

  /** The place of an element, from the buffer's start, in constants that this class has. */
  public Address address(Expr.Read read) {
    Buffer buffer = read.buffer();
    Layout layout = layout(buffer);
    Map<Axis, Distance> terms = new LinkedHashMap<>();
    Distance constant = Distance.ZERO;
    for (int d = 0; d < read.index().size(); d++) {
      Affine index = read.index().get(d).plus(layout.before().get(d));
      if (!index.equals(Affine.ZERO)) {
        Distance stride = stride(buffer, d, layout.strides().get(d));
        index.terms().forEach((axis, times) -> terms.merge(axis, stride.times(times), Distance::plus));
        constant = constant.plus(stride.times(index.constant()));
      }
    }
    if (sample != null && buffer.perSample()) {
      Distance stride = sampleStride(buffer);
      sample.terms().forEach((axis, times) -> terms.merge(axis, stride.times(times), Distance::plus));
      constant = constant.plus(stride.times(sample.constant()));
    }
    terms.values().removeIf(Distance::isZero);
    return new Address(terms, constant);
  }

  /** The elements between neighbouring samples of a buffer. */
  protected final Distance sampleStride(Buffer buffer) {
    return constants.sampleStride(buffer, layout(buffer).sampleStride());
  }

  /** The elements between neighbours along a dimension of a buffer. */
  protected Distance stride(Buffer buffer, int dimension, int elements) {
    return constants.stride(buffer, dimension, elements);
  }

  /** The place of one of the accumulators whose lanes are added up in memory. */
  final String laneSums(int accumulator) {
    Distance before = accumulator == 0 ? Distance.ZERO : Distance.of(constants.use(Constants.BLOCK)).times(accumulator);
    return IndexText.plus(constants.use(LANE_SUMS), before);
  }

  /** Constant start of a buffer in its array, by name; empty where it starts at 0. */
  public String start(Buffer buffer) {
    return switch (layout(buffer).place().kind()) {
      case FLOATS, KEPT, SHARED, PARAMETERS -> constant(buffer);
      case GRADIENTS -> "gradientOffset + " + constant(buffer);
      default -> "";
    };
  }

  /** Name of the constant with the start of a buffer, or of a gradient's parameter. */
  public final String constant(Buffer buffer) {
    return constants.of(buffer);
  }

  /** Flat index from the buffer's start. */
  public Affine flat(Expr.Read read) {
    Layout layout = layout(read.buffer());
    Affine flat = layout.flat(read.index());
    boolean counted = sample != null && read.buffer().perSample();
    return counted ? flat.plus(sample.times(layout.sampleStride())) : flat;
  }

  /** Source of the number of the sample, or of the first in a vector. */
  public String sampleNumber() {
    String first = RandomArguments.FIRST_SAMPLE;
    return sample == null ? first : first + " + " + IndexText.of(sample);
  }

  /** Constant start of the buffer in which a vector of random numbers is handed over. */
  String randomNumbers() {
    return constant(ScheduledProgram.randomNumbers(program.target()));
  }

  /** Whether each lane has a sample of its own. */
  final boolean countsSamples(Axis lane) {
    return sample != null && sample.uses(lane);
  }

  /** Whether neighbouring lanes read neighbouring elements. */
  public boolean varies(Expr.Read read, Axis lane) {
    return countsSamples(lane) ? read.buffer().perSample() : flat(read).uses(lane);
  }

  public boolean isInt(Buffer buffer) {
    return layout(buffer).place().kind().isInt();
  }
}
