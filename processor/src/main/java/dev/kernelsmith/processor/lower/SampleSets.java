package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sets of the elements of a sample, and means over them. Sums run over plain axes first, so that they can have lanes; groups of channels are put
 * together from the sums of channels, and each channel gets the group's.
 *
 * @param layer name of the layer
 * @param x the values
 * @param axes of the values
 * @param kept axes along which sets differ, or, with groups, the channels
 * @param groups into which the channels fall; as many as there are sets, or 0 where each channel, or whatever else is kept, has its own
 */
record SampleSets(String layer, Buffer x, List<Axis> axes, List<Axis> kept, int groups) {
  /** Sets of all that some last axes hold. */
  static SampleSets ofLast(String layer, Buffer x, int firstAxis) {
    List<Axis> axes = Lowering.axes(x.shape());
    return new SampleSets(layer, x, axes, axes.subList(0, firstAxis), 0);
  }

  /** Sets of the positions of each channel. */
  static SampleSets ofChannels(String layer, Buffer x) {
    List<Axis> axes = Lowering.axes(x.shape());
    return new SampleSets(layer, x, axes, List.of(axes.getLast()), 0);
  }

  /** Sets of the positions of a group of channels. */
  static SampleSets ofGroups(String layer, Buffer x, int groups) {
    List<Axis> axes = Lowering.axes(x.shape());
    return groups == axes.getLast().extent() ? ofChannels(layer, x)
        : new SampleSets(layer, x, axes, List.of(axes.getLast()), groups);
  }

  private List<Axis> summed() {
    return axes.stream().filter(axis -> !kept.contains(axis)).toList();
  }

  /** Elements of a set. */
  private long count() {
    return Axis.iterations(summed()) * (groups == 0 ? 1 : members().extent());
  }

  private Axis group() {
    return new Axis("g", groups);
  }

  private Axis members() {
    return new Axis("m", axes.getLast().extent() / groups);
  }

  /** The channel that is a member of a group. */
  private Affine channel() {
    return Affine.ordinal(List.of(group(), members()));
  }

  /** A new value of each set, or of each channel of one. */
  Expr.Read value(String part) {
    Buffer buffer = Buffer.value(Buffer.nameOf(layer, part), kept.stream().map(Axis::extent).toList());
    return Expr.at(buffer, kept);
  }

  /** The mean of an expression over each set, at the axes that are kept. */
  Expr mean(String part, Expr value, Consumer<Statement> out) {
    String label = layer + " " + part.toLowerCase(Locale.ROOT);
    Expr sum = value;
    if (!summed().isEmpty()) {
      sum = value(part + "Sum");
      out.accept(Statement.sum(label + " sum", ((Expr.Read) sum).buffer(), kept, summed(), value));
    }
    return (groups == 0 ? sum : ofGroups(part, label, sum, out)).times(constant(1.0 / count()));
  }

  /** A sum over the channels of each group, for each of these. */
  private Expr ofGroups(String part, String label, Expr ofChannels, Consumer<Statement> out) {
    Buffer sum = Buffer.value(Buffer.nameOf(layer, part + "GroupSum"), List.of(groups));
    Expr member = ofChannels.substitute(Map.of(axes.getLast(), channel()));
    out.accept(Statement.sum(label + " group sum", sum, List.of(group()), List.of(members()), member));
    return spread(part + "ChannelSum", label + " channel sum", Expr.at(sum, List.of(group())), out);
  }

  /** A value of each group, for each of its channels. */
  private Expr spread(String part, String label, Expr ofGroups, Consumer<Statement> out) {
    Expr.Read spread = value(part);
    out.accept(
        Statement.assign(label, spread.buffer(), List.of(group(), members()), ofGroups).at(List.of(channel())));
    return spread;
  }

  /** An element of each set: in the middle, since one at the edge is less like the others where padding takes part in it. */
  Expr element(Consumer<Statement> out) {
    List<Affine> index = new ArrayList<>();
    axes.forEach(axis -> index.add(kept.contains(axis) ? Affine.of(axis) : Affine.of(axis.extent() / 2)));
    if (groups == 0) {
      return Expr.read(x, index);
    }
    index.set(index.size() - 1, Affine.of(group()).times(members().extent()));
    return spread("Element", layer + " element", Expr.read(x, index), out);
  }
}
