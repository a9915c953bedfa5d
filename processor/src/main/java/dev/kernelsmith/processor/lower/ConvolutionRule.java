package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.graph.WindowChecks;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all convolutions have in common: their windows, their checks, and how their parameters depend on the input. */
abstract class ConvolutionRule implements LayerLowering {
  static final String SIZE = "kernel";

  private final int rank;
  private final List<String> counts;

  /**
   * A kind of convolution.
   *
   * @param rank of its input
   * @param counts members of its annotation that are at least 1, first the one that tells the channels of the output
   */
  ConvolutionRule(int rank, String... counts) {
    this.rank = rank;
    this.counts = List.of(counts);
  }

  private ShapeChecks checks(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks(annotation().getSimpleName(), layer, attributes, diagnostics);
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    boolean positive = counts.stream().filter(count -> !checks.positive(count)).count() == 0;
    return positive & sound(new WindowChecks(checks, SIZE));
  }

  /** Whether the values about windows are sound by themselves. */
  boolean sound(WindowChecks checks) {
    return checks.sound();
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    if (!checks.slidOver(image, rank) || !suits(checks, image)) {
      return null;
    }
    Windows windows = windows(attributes, image);
    if (!fit(new WindowChecks(checks, SIZE), windows, image)) {
      return null;
    }
    String blamed = counts.getFirst();
    Shape output = checks.output(blamed, Statement.concat(extents(windows), List.of(channels(attributes, image))));
    return output != null && checks.parameters(blamed, parameterFloats(attributes, inputs), image) ? output : null;
  }

  /** Whether channels of the input suit the values. */
  boolean suits(ShapeChecks checks, Shape image) {
    return true;
  }

  /** Whether windows fit an image. */
  boolean fit(WindowChecks checks, Windows windows, Shape image) {
    return checks.fit(windows, image);
  }

  /** The windows over an image. */
  Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes, SIZE, false);
  }

  /** Extents of the output but for its channels. */
  List<Integer> extents(Windows windows) {
    return windows.out();
  }

  /** Channels of the output. */
  int channels(Attributes attributes, Shape image) {
    return attributes.integer(counts.getFirst());
  }

  /** A product of channels; what is no int is more than any tensor has. */
  static int product(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, (long) a * b);
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return windows(attributes, inputs.getFirst()).residues();
  }

  /** Floats of weights with so many rows for each tap, and of a bias, for as many channels. */
  static long weightFloats(Windows windows, int rowsPerTap, boolean bias, int channels) {
    return Sizes.padded(Sizes.plus(Sizes.times(windows.taps(), rowsPerTap), bias ? 1 : 0), channels);
  }

  @Override
  public String parameterInput(Shape input) {
    return input.rank() == rank ? input.channelsText() : LayerLowering.super.parameterInput(input);
  }

  /** Whether groups divide the channels of the input and the filters. */
  static boolean groupsDivide(ShapeChecks checks, Shape image) {
    int groups = checks.attributes().integer("groups");
    int filters = checks.attributes().integer("filters");
    boolean divides = image.channels() % groups == 0 && filters % groups == 0;
    if (!divides) {
      checks.diagnostics().report(
          Message.GROUPS_REMAINDER, checks.attributes().at("groups"), checks.kind(), checks.layer(), groups,
          image.channels(), filters, nearestDivisor(image.channels(), filters, groups));
    }
    return divides;
  }

  /** The largest common divisor of two numbers that is no larger than a third. */
  private static int nearestDivisor(int a, int b, int most) {
    int divisor = Math.min(most, Math.min(a, b));
    while (a % divisor != 0 || b % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  /** An element of a group among those of all groups. */
  static Affine inGroup(Axis group, Axis element) {
    return group.extent() == 1 ? Affine.of(element)
        : element.extent() == 1 ? Affine.of(group) : Affine.ordinal(List.of(group, element));
  }
}
