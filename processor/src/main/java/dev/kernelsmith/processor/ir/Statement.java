package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code target[index] reduction= value} over all values of the axes, and over the samples of the batch where anything in it is
 * per sample.
 *
 * @param label what it computes, in words: {@code conv1 forward}
 * @param layer name of the layer that it computes, or whose derivative or loss; null for what belongs to none, such as handing in a sample
 * @param target the buffer written
 * @param index element of the target; axes that do not occur in it are reduced
 * @param reduction how iterations that share an element are joined
 * @param accumulate whether the result is added to what the target holds, rather than replacing it
 * @param value the right-hand side
 * @param axes all axes, outermost first; their order is the order of summation. One may be that of a {@link Sequence}, which then is in the target's index
 * @param guards iterations that violate one contribute nothing
 * @param argmax takes, at the same index, the ordinal of the winning iteration of a MAX in the row-major order of the reduced axes
 */
public record Statement(
    String label,
    @Nullable String layer,
    Buffer target,
    List<Affine> index,
    Reduction reduction,
    boolean accumulate,
    Expr value,
    List<Axis> axes,
    List<Guard> guards,
    @Nullable Buffer argmax) {
  /** Copies the lists and drops guards that always hold. */
  public Statement {
    index = List.copyOf(index);
    axes = List.copyOf(axes);
    guards = guards.stream().filter(g -> !g.always()).distinct().toList();
  }

  /** A statement of no layer, or of the one that is being lowered, which {@code Lowering} knows. */
  public Statement(
      String label,
      Buffer target,
      List<Affine> index,
      Reduction reduction,
      boolean accumulate,
      Expr value,
      List<Axis> axes,
      List<Guard> guards,
      @Nullable Buffer argmax) {
    this(label, null, target, index, reduction, accumulate, value, axes, guards, argmax);
  }

  /** {@code target[axes] = value}. */
  public static Statement assign(String label, Buffer target, List<Axis> axes, Expr value) {
    return new Statement(label, target, Affine.ofAll(axes), Reduction.NONE, false, value, axes, List.of(), null);
  }

  /** {@code target[output] += value} over the output and the reduced axes. */
  public static Statement sum(String label, Buffer target, List<Axis> output, List<Axis> reduced, Expr value) {
    return new Statement(
        label,
        target,
        Affine.ofAll(output),
        Reduction.SUM,
        false,
        value,
        concat(output, reduced),
        List.of(),
        null);
  }

  /** Whether some guard depends on an axis, and so tells its values apart. */
  public boolean isGuardedAlong(Axis axis) {
    return guards.stream().anyMatch(guard -> guard.index().uses(axis));
  }

  /** This with guards. */
  public Statement guarded(List<Guard> bounds) {
    return new Statement(label, layer, target, index, reduction, accumulate, value, axes, bounds, argmax);
  }

  /** This as a statement of a layer. */
  public Statement ofLayer(@Nullable String other) {
    return new Statement(label, other, target, index, reduction, accumulate, value, axes, guards, argmax);
  }

  /** What labels of statements that follow from this one begin with: the layer, or what it computes where it is of none. */
  public String stem() {
    return layer == null ? target.label() : layer;
  }

  /** This without storing which element was the largest. */
  public Statement withoutArgmax() {
    return new Statement(label, layer, target, index, reduction, accumulate, value, axes, guards, null);
  }

  /** This, adding to what the target holds or not. */
  public Statement accumulating(boolean adds) {
    return new Statement(label, layer, target, index, reduction, adds, value, axes, guards, argmax);
  }

  /** This with its iterations joined in another way. */
  public Statement reducing(Reduction other) {
    return new Statement(label, layer, target, index, other, accumulate, value, axes, guards, argmax);
  }

  /** This at another element of the target. */
  public Statement at(List<Affine> element) {
    return new Statement(label, layer, target, element, reduction, accumulate, value, axes, guards, argmax);
  }

  /** This with another right-hand side. */
  public Statement withValue(Expr other) {
    return new Statement(label, layer, target, index, reduction, accumulate, other, axes, guards, argmax);
  }

  /** This, writing another buffer of the same shape. */
  public Statement withTarget(Buffer other) {
    return new Statement(label, layer, other, index, reduction, accumulate, value, axes, guards, argmax);
  }

  /** This with others in the place of buffers. */
  public Statement renamed(UnaryOperator<Buffer> names) {
    return new Statement(
        label, layer, names.apply(target), index, reduction, accumulate, value.renamed(names), axes, guards,
        argmax == null ? null : names.apply(argmax));
  }

  /** This without words about where it comes from, and which sequence it belongs to. */
  public Statement anonymous() {
    Axis steps = steps();
    Statement s = steps == null ? this : along(new Axis(steps.name(), steps.extent(), Sequence.ANY));
    return new Statement("", null, s.target, s.index, s.reduction, s.accumulate, s.value, s.axes, s.guards, s.argmax);
  }

  /** This, which takes turns along some axis, along another one of that extent. */
  public Statement along(Axis other) {
    Axis steps = steps();
    return substitute(
        Map.of(steps, Affine.of(other)), axes.stream().map(axis -> axis.equals(steps) ? other : axis).toList());
  }

  /** The axes that occur in the target's index. */
  public List<Axis> outputAxes() {
    Set<Axis> used = new HashSet<>();
    index.forEach(i -> used.addAll(i.axes()));
    return axes.stream().filter(used::contains).toList();
  }

  /** The axis along which it takes turns with its neighbours, or null. */
  public @Nullable Axis steps() {
    for (Axis axis : axes) {
      if (axis.sequence() != null) {
        return axis;
      }
    }
    return null;
  }

  /** Whether it belongs to a sequence. */
  public boolean isStep() {
    return steps() != null;
  }

  /** Whether that is {@link Sequence#GIVEN}. */
  public boolean isGivenStep() {
    return axes.stream().anyMatch(Axis::isGiven);
  }

  /** The other axes. */
  public List<Axis> reducedAxes() {
    List<Axis> rest = new ArrayList<>(axes);
    rest.removeAll(outputAxes());
    return rest;
  }

  /** Whether the samples of the batch are summed: the target is shared, what is read is not. */
  public boolean sumsOverSamples() {
    return !target.perSample() && value.perSample();
  }

  /** Whether it runs once per sample. */
  public boolean perSample() {
    return target.perSample() || value.perSample();
  }

  /** Buffers read, each once; an accumulating statement also reads its target. */
  public Set<Buffer> buffersRead() {
    Set<Buffer> read =
        value.reads().stream().map(Expr.Read::buffer).collect(Collectors.toCollection(LinkedHashSet::new));
    if (accumulate) {
      read.add(target);
    }
    return read;
  }

  /** Buffers written. */
  public List<Buffer> buffersWritten() {
    return argmax == null ? List.of(target) : List.of(target, argmax);
  }

  /** Reads of ints that are neither compared with ints nor all of the value, which then becomes a float. */
  public List<Expr.Read> calculatedInts() {
    boolean converts = reduction == Reduction.NONE && value instanceof Expr.Read;
    List<Expr.Read> found = new ArrayList<>();
    if (!converts) {
      addInts(value, found);
    }
    return found;
  }

  private static void addInts(Expr e, List<Expr.Read> into) {
    if (e instanceof Expr.Read r && r.buffer().isInt()) {
      into.add(r);
    } else if (e instanceof Expr.Select c && isInt(c.left()) && isInt(c.right())) {
      addInts(c.then(), into);
      addInts(c.otherwise(), into);
    } else {
      e.children().forEach(child -> addInts(child, into));
    }
  }

  private static boolean isInt(Expr e) {
    return switch (e) {
      case Expr.Read r -> r.buffer().isInt();
      case Expr.Index i -> true;
      case Expr.Const c -> c.value() == Math.rint(c.value());
      default -> false;
    };
  }

  /** This with axes replaced by combinations of other axes. */
  public Statement substitute(Map<Axis, Affine> replacements, List<Axis> newAxes) {
    return new Statement(
        label,
        layer,
        target,
        index.stream().map(i -> i.substitute(replacements)).toList(),
        reduction,
        accumulate,
        value.substitute(replacements),
        newAxes,
        guards.stream().map(g -> g.substitute(replacements)).toList(),
        argmax);
  }

  /** Floating-point operations for one sample: operators of the value and one for the reduction, times the iterations within guards. */
  public long flops() {
    double iterations = 1;
    Selected selected = Selected.of(this);
    for (Axis axis : axes) {
      iterations *= selected != null && selected.axis().equals(axis) ? 1 : axis.extent();
    }
    for (Guard guard : guards) {
      iterations *= guard.share();
    }
    int perIteration = operators(value) + (reducedAxes().isEmpty() && !sumsOverSamples() ? 0 : 1);
    return Math.round(iterations * perIteration);
  }

  private static int operators(Expr e) {
    int own =
        switch (e) {
          case Expr.Unary u -> 1;
          case Expr.Binary b -> 1;
          default -> 0;
        };
    return own + e.children().stream().mapToInt(Statement::operators).sum();
  }

  /** Both lists, one after the other. */
  public static <T> List<T> concat(List<? extends T> a, List<? extends T> b) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  /** A right-hand side as text. */
  public static String text(Expr value) {
    return Printer.print(value);
  }

  /** As text, the way the documentation writes statements. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
