package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.AddressBook;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.schedule.Blocked;
import dev.kernelsmith.processor.schedule.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operand of a product of matrices on its way through local memory. Neighbouring threads load neighbouring elements: along its rows or columns, or along the terms of the
 * sum. In working memory neighbouring samples are neighbours, in what is handed in the elements of one. What does not change from slice to slice is computed before the loop over these.
 */
final class BlockedOperand {
  private final Blocked product;
  private final Names names;
  private final TornadoAddresses addresses;
  private final Expr.Read operand;
  private final Affine flat;
  private final String name;
  private final String slice;
  /** The first term of a slice that the thread loads, and the first row or column. */
  private final String inner;
  private final String beside;
  private final String first;
  private final List<Axis> outer;
  private final int side;
  private final Distance pitch;
  private final boolean samplesOuter;
  private final boolean outerFirst;
  private final boolean handedIn;
  /** Elements that each thread loads of a slice, and the distance from one to the next along what its neighbours do not run along. */
  private final int loads;
  private final int step;

  /**
   * An operand.
   *
   * @param isLeft whether it is the left one
   */
  BlockedOperand(Blocked product, boolean isLeft, Names names, TornadoAddresses addresses, Constants constants) {
    this.product = product;
    this.names = names;
    this.addresses = addresses;
    operand = isLeft ? product.left() : product.right();
    flat = addresses.layout(operand.buffer()).flat(operand.index());
    name = isLeft ? "left" : "right";
    slice = Size.SLICE.in(constants);
    inner = name + "Inner";
    beside = name + "Outer";
    first = isLeft ? BlockedWriter.ofRow(product, beside) : BlockedWriter.ofColumn(product, beside);
    outer = isLeft ? product.rows() : product.columns();
    side = isLeft ? product.rowSide() : product.columnSide();
    pitch = Distance.of((side == Blocked.SIDE ? Size.PITCH : Size.NARROW_PITCH).in(constants));
    samplesOuter = product.samples() && !isLeft;
    handedIn = operand.buffer().isExternal();
    outerFirst = handedIn
        ? !product.samples() && stride(outer) == 1 && Blocked.extent(product.inner()) == 1
        : samplesOuter || product.samples() && stride(outer) == 1;
    int along = outerFirst ? side : Blocked.SLICE;
    loads = Blocked.SLICE * side / product.team();
    step = product.team() / along;
    names.reserve(List.of(inner, beside, name + "At", name + "To", name + "From"));
  }

  private int stride(List<Axis> axes) {
    return axes.stream().filter(axis -> axis.extent() > 1).reduce((before, last) -> last).map(flat::coefficient)
        .orElse(0);
  }

  /** What an axis is multiplied by. */
  private Distance distance(Axis axis) {
    return at(List.of(axis)).terms().getOrDefault(axis, Distance.ZERO);
  }

  /** Where elements lie along some axes, the others being 0: only what is asked for has constants in the class. */
  private AddressBook.Address at(List<Axis> axes) {
    Map<Axis, Affine> rest = new HashMap<>();
    operand.index().forEach(index -> index.axes().forEach(axis -> rest.put(axis, Affine.ZERO)));
    axes.forEach(rest::remove);
    return addresses.address((Expr.Read) operand.substitute(rest));
  }

  /** Declares its part of local memory. */
  void allocate(Scope scope) {
    String teams = product.teams() == 1 ? "" : product.teams() + " * ";
    scope.line(String.format(Locale.ROOT, "float[] %s = context.allocateFloatLocalArray(%s%s * %s)", name, teams, slice,
        pitch));
  }

  /** Source of an element in local memory. */
  String element(String inner, String place, int further) {
    String from = product.teams() > 1 ? name + "From" : place;
    return name + "[" + IndexText.plus(inner + " * " + pitch + " + " + from, further) + "]";
  }

  /** Computes before the loop over slices where the thread loads from, and where to. */
  void locate(Scope scope) {
    String width = outerFirst ? Integer.toString(side) : slice;
    scope.line(String.format(Locale.ROOT, "int %s = thread %s %s", inner, outerFirst ? "/" : "%", width));
    scope.line(String.format(Locale.ROOT, "int %s = thread %s %s", beside, outerFirst ? "%" : "/", width));
    String own = product.teams() > 1 ? "team * " + slice + " * " + pitch + " + " : "";
    if (product.teams() > 1) {
      scope.line("int " + name + "From = " + own + (name.equals("left") ? "row" : "column"));
    }
    scope.line("int " + name + "To = " + own + inner + " * " + pitch + " + " + beside);
    for (int j = 0; j < (outerFirst ? 1 : loads); j++) {
      int further = outerFirst ? 0 : j * step;
      String at = name + "At" + (outerFirst ? "" : j);
      names.reserve(List.of(at));
      String number = samplesOuter ? "" : number(first, further, Blocked.extent(outer), side);
      Map<Axis, Distance> terms = digits(scope, number, outer, name + "Index" + j);
      scope.line(
          "int " + at + " = " + placed(terms, true, samplesOuter ? IndexText.plus(first, further) : "0"));
    }
  }

  /** The number of a row or column, the last one for those behind it: what comes of these is stored nowhere. */
  private static String number(String text, int further, long extent, int side) {
    String whole = IndexText.plus(text, further);
    return extent % side == 0 ? whole : "#Math.min(" + whole + ", " + (extent - 1) + ")";
  }

  /**
   * Takes a number apart into the axes that it counts, as far as these do not lie behind one another.
   *
   * @return what each part is multiplied by
   */
  private Map<Axis, Distance> digits(Scope scope, String number, List<Axis> axes, String stem) {
    List<Axis> joined = new ArrayList<>();
    List<Axis> last = new ArrayList<>();
    for (Axis axis : axes.reversed()) {
      if (axis.extent() == 1) {
        continue;
      }
      Axis next = joined.isEmpty() ? null : joined.getFirst();
      if (next != null && flat.coefficient(axis) == flat.coefficient(last.getFirst()) * next.extent()) {
        joined.set(0, new Axis(axis.name() + next.name(), axis.extent() * next.extent()));
      } else {
        joined.addFirst(axis);
        last.addFirst(axis);
      }
    }
    Map<Axis, Distance> terms = new LinkedHashMap<>();
    if (joined.isEmpty()) {
      return terms;
    }
    if (joined.size() == 1) {
      Axis whole = new Axis(number, joined.getFirst().extent());
      terms.put(whole, distance(last.getFirst()));
      return terms;
    }
    names.reserve(List.of(stem));
    scope.line("int " + stem + " = " + number);
    List<Axis> parts = new ArrayList<>();
    for (int i = 0; i < joined.size(); i++) {
      Axis part = new Axis(names.exact(name + "_" + joined.get(i).name()), joined.get(i).extent());
      parts.add(part);
      terms.put(part, distance(last.get(i)));
    }
    Digits.declare(scope, Value.number(stem), "", Digits.of(parts));
    return terms;
  }

  /**
   * An index in the array.
   *
   * @param terms what is multiplied by what
   * @param whole whether it is that of an element, rather than a distance from one
   * @param sample number of the sample
   */
  private String placed(Map<Axis, Distance> terms, boolean whole, String sample) {
    Map<Axis, Distance> all = new LinkedHashMap<>();
    if (whole) {
      for (Axis axis : product.outer()) {
        if (axis.extent() > 1 && !distance(axis).isZero()) {
          all.put(axis, distance(axis));
        }
      }
    }
    terms.forEach((axis, distance) -> {
      if (!distance.isZero()) {
        all.put(axis, distance);
      }
    });
    String place =
        IndexText.of(whole ? addresses.start(operand.buffer()) : "", all,
            whole ? at(List.of()).constant() : Distance.ZERO);
    boolean counted = addresses.layout(operand.buffer()).place().is(Place.Kind.FLOATS);
    if (handedIn && !sample.equals("0")) {
      return IndexText.of(place.equals("0") ? "" : place,
          Map.of(new Axis(sample, Integer.MAX_VALUE), addresses.ofSamples(operand.buffer())), Distance.ZERO);
    }
    if (!counted) {
      return place;
    }
    if (place.equals("0")) {
      return sample;
    }
    String scaled = (place.indexOf(' ') < 0 ? place : "(" + place + ")") + " * batch";
    return sample.equals("0") ? scaled : scaled + " + " + sample;
  }

  /** Number of the term in a slice that a thread loads, where the terms are samples and its neighbours load those beside it; empty where these load other rows or columns. */
  String sampleOfSlice() {
    return outerFirst ? "" : inner;
  }

  /** Loads a slice. */
  void fill(Scope scope, String terms) {
    if (outerFirst) {
      fillAcross(scope, terms);
    } else {
      fillAlong(scope, terms);
    }
  }

  /** Whether a slice may end behind the last term. */
  private boolean isCut() {
    // Samples are a multiple of 32.
    long sure = product.samples() ? Blocked.extent(product.inner()) : Blocked.extent(product.inner()) * Blocked.SIDE;
    return sure % ((long) Blocked.SLICE * product.teams()) != 0;
  }

  /** Loads a term of several rows or columns: neighbours load neighbouring terms. */
  private void fillAlong(Scope scope, String terms) {
    String term = "slice + " + inner;
    if (isCut()) {
      scope.open("if (" + (product.samples() ? term : "slice") + " < " + terms + ")");
    }
    Scope within = scope.inner();
    String further;
    if (product.samples()) {
      further = placed(digits(within, term, product.inner(), names.exact(name + "Term")), false, "0");
    } else {
      Map<Axis, Distance> places = new LinkedHashMap<>();
      product.inner().forEach(axis -> {
        if (axis.extent() > 1) {
          places.put(axis, distance(axis));
        }
      });
      further = placed(places, false, "n");
    }
    String at = further;
    if (further.indexOf(' ') >= 0) {
      at = names.exact(name + "Term");
      within.line("int " + at + " = " + further);
    }
    for (int j = 0; j < loads; j++) {
      within.line(into(j) + " = " + addresses.get(operand.buffer(), name + "At" + j + " + " + at));
    }
    if (isCut()) {
      elseZeros(scope, 0, loads);
    }
  }

  /** Loads several terms of a row or column: neighbours load neighbouring rows or columns. */
  private void fillAcross(Scope scope, String terms) {
    boolean wholeSlices = !product.samples() || Blocked.extent(product.inner()) % Blocked.SLICE == 0;
    if (isCut() && wholeSlices) {
      scope.open("if (slice < " + terms + ")");
    }
    for (int j = 0; j < loads; j++) {
      String term = IndexText.plus("slice + " + inner, j * step);
      if (isCut() && !wholeSlices) {
        scope.open("if (" + term + " < " + terms + ")");
      }
      Scope within = scope.inner();
      String further = product.samples()
          ? placed(digits(within, term, product.inner(), names.exact(name + "Term")), false, "0")
          : placed(Map.of(), false, term);
      String at = name + "At";
      within.line(into(j) + " = " + addresses.get(operand.buffer(), further.equals("0") ? at : at + " + " + further));
      if (isCut() && !wholeSlices) {
        elseZeros(scope, j, j + 1);
      }
    }
    if (isCut() && wholeSlices) {
      elseZeros(scope, 0, loads);
    }
  }

  /** The other branch of where terms are loaded: behind the last one there are zeros. */
  private void elseZeros(Scope scope, int from, int to) {
    scope.otherwise("else");
    for (int j = from; j < to; j++) {
      scope.line(into(j) + " = 0f");
    }
    scope.close();
  }

  /** Where in local memory an element goes: the next term where neighbours run along rows or columns, else the next of these. */
  private String into(int load) {
    Distance further = outerFirst ? pitch.times(load * step) : Distance.of(load * step);
    return name + "[" + IndexText.plus(name + "To", further) + "]";
  }
}
