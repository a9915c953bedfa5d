package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that rules of several layers share. Each tells the diagnostics what it finds, and returns whether all is well.
 *
 * @param kind simple name of the layer's annotation
 * @param layer the layer's name
 * @param attributes the annotation's values
 * @param diagnostics takes every fault found
 */
public record ShapeChecks(String kind, String layer, Attributes attributes, Diagnostics diagnostics) {
  /** All integers up to this one are floats: kernels keep the number of a maximum's element as a float. */
  private static final long MOST_TAPS = 1 << 24;

  /** Whether an int is at least 1. */
  public boolean positive(String name) {
    return positive(name, attributes.integer(name), attributes.at(name));
  }

  /**
   * Whether a number lies in a range.
   *
   * @param range the range in words
   */
  public boolean inRange(String name, float least, float greatest, String range) {
    float number = attributes.floating(name);
    boolean inside = number >= least && number <= greatest;
    if (!inside) {
      diagnostics.report(Message.NUMBER_RANGE, attributes.at(name), name, kind, layer, attributes.shown(name), range);
    }
    return inside;
  }

  /** Tells that a value has no effect beside another one, as long as that is not what would give it one. */
  public void noEffect(String name, String beside, String instead) {
    diagnostics.report(
        Message.NO_EFFECT, attributes.at(name), name, kind, layer, beside, attributes.text(beside), beside, instead);
  }

  /** Whether a number at a place is at least 1. */
  boolean positive(String name, int number, @Nullable Position position) {
    if (number < 1) {
      diagnostics.report(Message.NOT_POSITIVE, position, name, kind, layer, number);
    }
    return number >= 1;
  }

  /** Whether a layer that names its inputs names two or more. */
  public boolean twoNamed(int named) {
    if (named < 2) {
      diagnostics.report(Message.NEEDS_TWO_INPUTS, attributes.at("value"), kind, layer, named, kind);
    }
    return named >= 2;
  }

  /** Whether a layer of two inputs names as many. */
  public boolean onlyTwoNamed(int named) {
    if (named != 2) {
      diagnostics.report(Message.TWO_INPUTS, attributes.at("value"), kind, layer, named, kind);
    }
    return named == 2;
  }

  /** Whether the elements along some axes can be told apart by a float, which is how kernels keep the number of a maximum's element. */
  public boolean fewTaps(String blamed, List<Integer> window) {
    long taps = Sizes.product(window);
    if (taps > MOST_TAPS) {
      diagnostics.report(
          Message.TOO_MANY_ELEMENTS, attributes.at(blamed), "The window of @" + kind + " '" + layer + "'",
          Sizes.text(window), Sizes.text(taps), MOST_TAPS, "'" + blamed + "'");
    }
    return taps <= MOST_TAPS;
  }

  /** Which axis of an input an int means, where negative ones count from the end; -1, and a finding, where it is none. */
  public int axis(String name, Shape input) {
    return axis(attributes.at(name), name, attributes.integer(name), input);
  }

  /** Which axes of an input some ints mean, in their order; null, and findings, where one is none or is given twice. */
  public @Nullable List<Integer> axes(String name, Shape input) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < attributes.integers(name).size(); i++) {
      int number = attributes.integers(name).get(i);
      int axis = axis(attributes.at(name, i), name, number, input);
      if (axes.contains(axis) && axis >= 0) {
        diagnostics.report(Message.AXIS_TWICE, attributes.at(name, i), name, kind, layer, number, axis);
        axis = -1;
      }
      axes.add(axis);
    }
    return axes.contains(-1) ? null : axes;
  }

  private int axis(@Nullable Position position, String name, int number, Shape input) {
    int axis = number < 0 ? number + input.rank() : number;
    if (axis < 0 || axis >= input.rank()) {
      diagnostics.report(
          Message.AXIS_RANGE, position, name, kind, layer, number, input, input.rank() - 1, -input.rank());
      return -1;
    }
    return axis;
  }

  /** Whether what is added to a variance keeps its root from 0. */
  public boolean epsilon() {
    return inRange("epsilon", Float.MIN_NORMAL, Float.MAX_VALUE, "1.17549435E-38 or more, and finite");
  }

  /** Whether a normalisation takes the statistics of several numbers. */
  public boolean normalises(int elements, Shape input, String repair) {
    if (elements < 2) {
      diagnostics.report(Message.NORMALISES_ONE, attributes.annotation(), kind, layer, input, repair);
    }
    return elements >= 2;
  }

  /** Whether a shape is what windows of a layer slide over: steps or an image, and channels, by its rank. */
  public boolean slidOver(Shape input, int rank) {
    if (rank == 2 && input.rank() != 2) {
      diagnostics.report(Message.STEPS_EXPECTED, attributes.annotation(), kind, layer, input);
      return false;
    }
    return rank == 2 || image(input);
  }

  /** Whether a mask is the number of steps that count, or has a number for each of so many steps. */
  public boolean mask(Shape mask, int steps) {
    boolean fits = mask.equals(Shape.of(1)) || mask.equals(Shape.of(steps));
    if (!fits) {
      diagnostics.report(Message.MASK_SHAPE, attributes.at("mask"), kind, layer, attributes.text("mask"), mask, steps);
    }
    return fits;
  }

  /** Whether a shape is height, width, channels, or steps, channels. */
  public boolean imageOrSteps(Shape input) {
    return input.rank() == 2 || image(input);
  }

  /** Whether a shape is height, width, channels. */
  public boolean image(Shape input) {
    if (!input.isImage()) {
      diagnostics.report(Message.IMAGE_EXPECTED, attributes.annotation(), kind, layer, input);
    }
    return input.isImage();
  }

  /** The shape of these extents; null, and a finding, where it has more elements than an array. */
  public @Nullable Shape output(String blamed, List<Integer> dims) {
    return fits("@" + kind + " '" + layer + "'", blamed, "'" + blamed + "'", dims) ? new Shape(dims) : null;
  }

  /**
   * Whether what a layer computes on its way fits an array.
   *
   * @param what what it is
   * @param blamed the attribute where the finding is shown
   * @param repair what to reduce
   */
  public boolean within(String what, String blamed, String repair, List<Integer> dims) {
    return fits(what + " of @" + kind + " '" + layer + "'", blamed, repair, dims);
  }

  private boolean fits(String what, String blamed, String repair, List<Integer> dims) {
    long elements = Sizes.product(dims);
    if (elements > Sizes.MAX_ELEMENTS) {
      diagnostics.report(
          Message.TOO_MANY_ELEMENTS, attributes.at(blamed), what, Sizes.text(dims), Sizes.text(elements),
          Sizes.MAX_ELEMENTS, repair);
    }
    return elements <= Sizes.MAX_ELEMENTS;
  }

  /** Whether a layer's parameters fit an array. */
  public boolean parameters(String blamed, long floats, Shape input) {
    if (floats > Sizes.MAX_ELEMENTS) {
      diagnostics.report(
          Message.TOO_MANY_PARAMETERS, attributes.at(blamed), "@" + kind + " '" + layer + "' with input " + input,
          Sizes.text(floats), Sizes.MAX_ELEMENTS, blamed + " or the input");
    }
    return floats <= Sizes.MAX_ELEMENTS;
  }
}
