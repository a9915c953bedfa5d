package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * The checks of layers with windows. Each tells the diagnostics what it finds, and returns whether all is well.
 *
 * @param of the checks of the layer
 * @param sizeName how its annotation calls the size of the window
 */
public record WindowChecks(ShapeChecks of, String sizeName) {
  private Attributes attributes() {
    return of.attributes();
  }

  private void report(Message message, String blamed, Object... arguments) {
    of.diagnostics().report(message, attributes().at(blamed), arguments);
  }

  /** Whether size, steps and padding are sound by themselves. */
  public boolean sound() {
    boolean stride = attributes().integers("stride").isEmpty() && sizeName.equals("size") || oneOrTwo("stride");
    return oneOrTwo(sizeName) & stride & oneOrTwo("dilation") & pads();
  }

  /** Whether an int array holds one or two numbers, each at least 1. */
  public boolean oneOrTwo(String name) {
    List<Integer> numbers = attributes().integers(name);
    if (numbers.isEmpty() || numbers.size() > 2) {
      report(Message.ONE_OR_TWO_NUMBERS, name, name, of.kind(), of.layer(), numbers.size(), name, name);
      return false;
    }
    boolean positive = true;
    for (int i = 0; i < numbers.size(); i++) {
      positive &= of.positive(name, numbers.get(i), attributes().at(name, i));
    }
    return positive;
  }

  private boolean pads() {
    List<Integer> pads = attributes().integers("pads");
    if (!pads.isEmpty() && attributes().given("padding")) {
      report(Message.PADDING_TWICE, "pads", of.kind(), of.layer());
      return false;
    }
    if (pads.size() == 3 || pads.size() > 4) {
      report(Message.PADS_NUMBERS, "pads", of.kind(), of.layer(), pads.size());
      return false;
    }
    boolean sound = true;
    for (int i = 0; i < pads.size(); i++) {
      sound &= notNegative("pads", pads.get(i), attributes().at("pads", i));
    }
    return sound;
  }

  private boolean notNegative(String name, int number, Position at) {
    if (number < 0) {
      of.diagnostics().report(Message.NEGATIVE, at, name, of.kind(), of.layer(), number);
    }
    return number >= 0;
  }

  /** Whether there are no more numbers than a shape has directions, or sides. */
  private boolean directions(Shape image) {
    int directions = image.rank() - 1;
    for (String name : List.of(sizeName, "stride", "dilation", "pads")) {
      int most = name.equals("pads") ? 2 * directions : directions;
      int given = attributes().integers(name).size();
      if (given > most) {
        report(Message.ONE_DIRECTION, name, name, of.kind(), of.layer(), given, image, most);
        return false;
      }
    }
    return true;
  }

  /** Whether windows fit an image, padding included. Taps that can only ever see padding are a warning. */
  public boolean fit(Windows windows, Shape image) {
    if (!directions(image)) {
      return false;
    }
    String size = windows.text(Window::size);
    if (windows.along().stream().anyMatch(w -> w.dilation() > 1)) {
      size += " with dilation " + windows.text(Window::dilation);
    }
    if (windows.out().contains(0)) {
      boolean unpadded = windows.along().stream().allMatch(w -> w.before() + w.after() == 0);
      report(
          Message.WINDOW_TOO_LARGE, sizeName, of.kind(), of.layer(), size, image,
          windows.text(Window::out) + "x" + image.channels(), sizeName,
          windows.value(w -> fitting(w, w.before() + w.in() + w.after())), unpadded ? ", or padding = SAME" : "");
      return false;
    }
    long padded = windows.along().stream().mapToLong(Window::covered).reduce(image.channels(), Sizes::times);
    if (padded > Sizes.MAX_ELEMENTS) {
      report(
          Message.TOO_MANY_ELEMENTS, blamedForPadding(), "The padded input of @" + of.kind() + " '" + of.layer() + "'",
          windows.text(Window::covered) + "x" + image.channels(), Sizes.text(padded), Sizes.MAX_ELEMENTS,
          "'" + blamedForPadding() + "'");
      return false;
    }
    if (!windows.along().stream().allMatch(Window::useful)) {
      report(
          Message.WINDOW_BEYOND_PADDING, sizeName, of.kind(), of.layer(), size, image, sizeName,
          windows.value(w -> fitting(w, 2L * w.in() - 1)));
    }
    return true;
  }

  /** Where a window reaches too far into padding: what is given in numbers, or how far its taps are apart. */
  private String blamedForPadding() {
    boolean dilated = attributes().integers("dilation").stream().anyMatch(d -> d > 1);
    return !attributes().integers("pads").isEmpty() ? "pads" : dilated ? "dilation" : sizeName;
  }

  /** Taps of the longest window that reaches no farther than this. */
  private static long fitting(Window window, long room) {
    return (room - 1) / window.dilation() + 1;
  }

  /** Whether the output of a transposed convolution keeps anything, and falls into few enough parts. */
  public boolean fitOutput(Windows windows, Shape image) {
    if (windows.along().stream().anyMatch(w -> w.in() < 1)) {
      report(
          Message.NOTHING_LEFT, blamedForPadding(), of.kind(), of.layer(), windows.text(Window::before),
          windows.text(Window::after), windows.text(w -> (w.out() - 1L) * w.stride() + w.reach()), blamedForPadding());
      return false;
    }
    long padded = windows.along().stream().mapToLong(Window::covered).reduce(image.channels(), Sizes::times);
    if (padded > Sizes.MAX_ELEMENTS) {
      report(
          Message.TOO_MANY_ELEMENTS, blamedForPadding(), "The output of @" + of.kind() + " '" + of.layer() + "'",
          windows.text(Window::covered) + "x" + image.channels(), Sizes.text(padded), Sizes.MAX_ELEMENTS,
          "'" + blamedForPadding() + "'");
      return false;
    }
    boolean few = windows.residues() <= Windows.MOST_PARTS;
    if (!few) {
      report(
          Message.OUTPUT_PARTS, "stride", of.kind(), of.layer(), windows.text(Window::stride),
          Sizes.text(windows.residues()), Windows.MOST_PARTS);
    }
    return few;
  }

  /** Whether the rows and columns that are added to an output are sound. */
  public boolean outputPadding() {
    List<Integer> more = attributes().integers("outputPadding");
    if (more.isEmpty() || more.size() > 2) {
      report(
          Message.ONE_OR_TWO_NUMBERS, "outputPadding", "outputPadding", of.kind(), of.layer(), more.size(),
          "outputPadding", "outputPadding");
      return false;
    }
    boolean sound = true;
    for (int i = 0; i < more.size(); i++) {
      sound &= notNegative("outputPadding", more.get(i), attributes().at("outputPadding", i));
    }
    boolean none = more.stream().allMatch(m -> m == 0);
    boolean same =
        attributes().integers("pads").isEmpty() && Windows.isSame(attributes().constant("padding", Padding.class));
    if (sound && same && !none) {
      report(Message.OUTPUT_PADDING_SAME, "outputPadding", of.kind(), of.layer(), attributes().text("padding"));
      return false;
    }
    return sound && (none || lessThanSteps());
  }

  private boolean lessThanSteps() {
    List<Integer> more = attributes().each("outputPadding", 2);
    List<Integer> stride = attributes().each("stride", 2);
    List<Integer> dilation = attributes().each("dilation", 2);
    for (int d = 0; d < Math.min(more.size(), Math.min(stride.size(), dilation.size())); d++) {
      int step = Math.max(stride.get(d), dilation.get(d));
      if (more.get(d) >= step) {
        report(Message.OUTPUT_PADDING_LARGE, "outputPadding", of.kind(), of.layer(), more.get(d), step);
        return false;
      }
    }
    return true;
  }

  private static String direction(Windows windows, Window window) {
    return windows.along().size() == 1
        ? "along the steps"
        : windows.along().indexOf(window) == 0 ? "vertically" : "horizontally";
  }

  /** Whether each window has a tap on the image: of nothing there is neither a maximum nor a mean. */
  public boolean coverSomething(Windows windows, Shape image) {
    for (Window window : windows.along()) {
      long empty = window.firstWithoutInput();
      if (empty >= 0) {
        report(
            Message.WINDOW_OF_PADDING, blamedForPadding(), empty, of.kind(), of.layer(),
            direction(windows, window), image, blamedForPadding());
        return false;
      }
    }
    return true;
  }
}
