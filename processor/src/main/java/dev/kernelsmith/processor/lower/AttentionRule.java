package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.annotations.SelfAttention;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Attention of several heads: of a sequence to itself, or to another one. */
final class AttentionRule implements LayerLowering {
  private final Class<? extends Annotation> annotation;
  private final boolean self;

  AttentionRule(Class<? extends Annotation> annotation) {
    this.annotation = annotation;
    self = annotation == SelfAttention.class;
  }

  @Override
  public Class<? extends Annotation> annotation() {
    return annotation;
  }

  private ShapeChecks checks(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
  }

  private static boolean isMasked(Attributes attributes) {
    return !attributes.text("mask").isEmpty();
  }

  private static boolean isRotary(Attributes attributes) {
    return attributes.values().containsKey("rotary") && attributes.flag("rotary");
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    List<String> named = new ArrayList<>(self ? List.of() : attributes.texts("value"));
    if (isMasked(attributes)) {
      if (self) {
        named.add(BEFORE);
      }
      named.add(attributes.text("mask"));
    }
    return named;
  }

  @Override
  public @Nullable Position inputAt(Attributes attributes, int number) {
    return !self && number < 2 ? attributes.at("value", number) : attributes.at("mask");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    return checks.positive("heads") & checks.inRange("dropout", 0, Math.nextDown(1f), "at least 0 and below 1")
        & (self || checks.onlyTwoNamed(attributes.texts("value").size()));
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = checks(layer, attributes, diagnostics);
    Shape queries = inputs.getFirst();
    Shape memory = memory(inputs);
    if (inputs.size() != (self ? 1 : 2) + (isMasked(attributes) ? 1 : 0)) {
      report(checks, "value", "it reads several layers, so that @Reuse, which says one, cannot use it");
      return null;
    }
    if (!checks.slidOver(queries, 2) || !checks.slidOver(memory, 2)) {
      return null;
    }
    int heads = attributes.integer("heads");
    if (queries.channels() % heads != 0) {
      report(
          checks, "heads", heads + " heads cannot share " + queries.channelsText() + ": take a divisor of that number");
      return null;
    }
    if (isRotary(attributes) && queries.channels() / heads % 2 != 0) {
      report(
          checks, "rotary",
          "pairs of channels are turned, but a head has " + queries.channels() / heads + ": take other heads");
      return null;
    }
    int steps = memory.dims().getFirst();
    if (isMasked(attributes) && !checks.mask(inputs.getLast(), steps)) {
      return null;
    }
    int columns = queries.dims().getFirst();
    boolean fits =
        checks.within("The table of scores", "heads", repair(heads, columns, steps), List.of(heads, columns, steps))
            && checks.parameters("heads", parameterFloats(attributes, inputs), queries);
    return fits ? queries : null;
  }

  /** What to reduce where scores are too many. */
  private static String repair(int heads, int columns, int steps) {
    boolean oneFits = Sizes.times(columns, steps) <= Sizes.MAX_ELEMENTS;
    return (heads > 1 ? oneFits ? "'heads', or " : "'heads' and " : "") + "the steps of its input";
  }

  private static void report(ShapeChecks checks, String attribute, String what) {
    checks.diagnostics()
        .report(Message.ATTENTION, checks.attributes().at(attribute), checks.kind(), checks.layer(), what);
  }

  private Shape memory(List<Shape> inputs) {
    return inputs.get(self || inputs.size() == 1 ? 0 : 1);
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    int heads = attributes.integer("heads");
    int channels = inputs.getFirst().channels();
    int width = channels / heads;
    long rows = channels + 2L * memory(inputs).channels() + (attributes.flag("bias") ? 3 : 0);
    long out = channels + (attributes.flag("bias") ? 1L : 0L);
    return Sizes.plus(Sizes.padded(Sizes.times(rows, heads), width), Sizes.padded(out, channels));
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    return new Heads(layer, inputs.getFirst(), inputs.get(self ? 0 : 1), out)
        .lower(isMasked(layer.attributes()) ? inputs.getLast() : null);
  }

  /** The statements of a layer, over steps {@code t} that read, steps {@code s} that are read, heads {@code a}, and {@code d} within a head. */
  private static final class Heads {
    private final LayerNode layer;
    private final Lowering out;
    private final Buffer queries;
    private final Buffer memory;
    private final Axis reading;
    private final Axis read;
    private final Axis head;
    private final Axis within;
    private final boolean bias;

    Heads(LayerNode layer, Buffer queries, Buffer memory, Lowering out) {
      this.layer = layer;
      this.out = out;
      this.queries = queries;
      this.memory = memory;
      reading = new Axis("t", queries.shape().getFirst());
      read = new Axis("s", memory.shape().getFirst());
      head = new Axis("a", layer.attributes().integer("heads"));
      within = new Axis("d", layer.shape().channels() / head.extent());
      bias = layer.attributes().flag("bias");
    }

    Buffer lower(@Nullable Buffer mask) {
      Expr.Read query = turned("query", projected("query", queries, reading, 1 / Math.sqrt(within.extent())));
      Expr.Read key = turned("key", projected("key", memory, read, 1));
      Expr value = projected("value", memory, read, 1);
      List<Axis> pairs = List.of(head, reading, read);
      Buffer scores = buffer("Scores", pairs);
      out.add(
          Statement.sum(layer.name() + " scores", scores, pairs, List.of(within), query.times(key)));
      Expr weights =
          dropped(MaskedSoftmax.over(Expr.at(scores, pairs), pairs, choices(mask), layer.name(), out), pairs);
      List<Axis> parts = List.of(reading, head, within);
      Buffer heads = buffer("Heads", parts);
      out.add(Statement.sum(layer.name() + " heads", heads, parts, List.of(read), weights.times(value)));
      return combined(heads, parts);
    }

    private Buffer buffer(String part, List<Axis> axes) {
      return out.value(Buffer.nameOf(layer.name(), part), axes.stream().map(Axis::extent).toList());
    }

    /** {@code (sum over c of x[t, c] * weights[c, a, d] + bias[a, d]) * factor}. */
    private Expr.Read projected(String kind, Buffer x, Axis step, double factor) {
      int channels = x.shape().getLast();
      Axis channel = new Axis("c", channels);
      List<Axis> parts = List.of(step, head, within);
      List<Axis> ofWeights = List.of(channel, head, within);
      String part = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
      Buffer sum = buffer(part + "Projection", parts);
      Expr weights = Expr.at(parameter(kind + "Weights", ofWeights, channels, layer.shape().channels()), ofWeights);
      out.add(
          Statement.sum(
              layer.name() + " " + kind, sum, parts, List.of(channel),
              Expr.at(x, List.of(step, channel)).times(weights)));
      Expr result = Expr.at(sum, parts);
      if (bias) {
        List<Axis> ofBias = List.of(head, within);
        result =
            result.plus(
                Expr.at(
                    out.perElement(
                        layer, kind + "Bias", List.of(head.extent(), within.extent()), Initializer.ZEROS),
                    ofBias));
      }
      result = result.times(constant(factor));
      if (result instanceof Expr.Read plain) {
        return plain;
      }
      Buffer projected = buffer(part, parts);
      out.add(Statement.assign(layer.name() + " " + kind + " biased", projected, parts, result));
      return Expr.at(projected, parts);
    }

    /** {@code y[2 i] = x[2 i] cos - x[2 i + 1] sin, y[2 i + 1] = x[2 i] sin + x[2 i + 1] cos}, where that is asked for. */
    private Expr.Read turned(String kind, Expr.Read x) {
      if (!isRotary(layer.attributes())) {
        return x;
      }
      Axis step = x.index().getFirst().asAxis();
      Axis pair = new Axis("i", within.extent() / 2);
      String part = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
      Buffer turned = buffer(part + "Turned", List.of(step, head, within));
      Expr cosine = waves(part + "Cosines", UnaryOp.COS, step, pair);
      Expr sine = waves(part + "Sines", UnaryOp.SIN, step, pair);
      Expr.Read even = member(x.buffer(), step, pair, 0);
      Expr.Read odd = member(x.buffer(), step, pair, 1);
      List<Axis> axes = List.of(step, head, pair);
      String label = layer.name() + " " + kind + " turned";
      out.add(
          Statement.assign(label, turned, axes, even.times(cosine).minus(odd.times(sine)))
              .at(member(turned, step, pair, 0).index()));
      out.add(
          Statement.assign(label, turned, axes, even.times(sine).plus(odd.times(cosine)))
              .at(member(turned, step, pair, 1).index()));
      return Expr.at(turned, List.of(step, head, within));
    }

    private Expr.Read member(Buffer buffer, Axis step, Axis pair, int which) {
      Affine channel = Affine.of(pair).times(2).plus(which);
      return Expr.read(buffer, List.of(Affine.of(step), Affine.of(head), channel));
    }

    /** Waves by step and pair, which follow from nothing and are computed once. */
    private Expr waves(String part, UnaryOp wave, Axis step, Axis pair) {
      List<Axis> axes = List.of(step, pair);
      Buffer waves =
          Buffer.ofParameters(
              Buffer.nameOf(layer.name(), part), axes.stream().map(Axis::extent).toList());
      Expr angle = Expr.unary(wave, Waves.angle(step, pair, within.extent()));
      out.add(Statement.assign(layer.name() + " " + part.toLowerCase(Locale.ROOT), waves, axes, angle));
      return Expr.at(waves, axes);
    }

    private Buffer parameter(String kind, List<Axis> axes, int fanIn, int fanOut) {
      List<Integer> shape = axes.stream().map(Axis::extent).toList();
      Initializer start = layer.attributes().constant("initializer", Initializer.class);
      return out.parameter(
          layer, kind, shape, shape, start == Initializer.AUTO ? Initializer.GLOROT_UNIFORM : start, fanIn, fanOut);
    }

    /** What each is above 0 where a step may be read. */
    private List<Expr> choices(@Nullable Buffer mask) {
      List<Expr> choices = new ArrayList<>();
      Expr step = new Expr.Index(Affine.of(read));
      if (layer.attributes().values().containsKey("causal") && layer.attributes().flag("causal")) {
        List<Axis> pair = List.of(reading, read);
        Buffer earlier = Buffer.ofParameters(Buffer.nameOf(layer.name(), "Earlier"), queriesByMemory());
        Expr later =
            Expr.select(Relation.LESS, new Expr.Index(Affine.of(reading)), step, constant(0), constant(1));
        out.add(Statement.assign(layer.name() + " earlier steps", earlier, pair, later));
        choices.add(Expr.at(earlier, pair));
      }
      if (mask != null && mask.shape().equals(List.of(read.extent()))) {
        choices.add(Expr.at(mask, List.of(read)));
      } else if (mask != null) {
        Buffer valid = buffer("Valid", List.of(read));
        Expr length = Expr.read(mask, List.of(Affine.ZERO));
        out.add(
            Statement.assign(
                layer.name() + " valid steps", valid, List.of(read),
                Expr.select(Relation.GREATER, length, step, constant(1), constant(0))));
        choices.add(Expr.at(valid, List.of(read)));
      }
      return choices;
    }

    private List<Integer> queriesByMemory() {
      return List.of(reading.extent(), read.extent());
    }

    /** The weights, of which a training leaves out some. */
    private Expr dropped(Expr.Read weights, List<Axis> axes) {
      double kept = 1 - layer.attributes().floating("dropout");
      if (out.mode() == Mode.PREDICTION || kept == 1) {
        return weights;
      }
      Buffer dropped = buffer("Dropped", axes);
      Expr random = new Expr.Random(out.stream(), Affine.ordinal(axes));
      out.add(
          Statement.assign(
              layer.name() + " dropout", dropped, axes,
              Expr.select(
                  Relation.LESS, random, constant(kept), weights.times(constant(1 / kept)), constant(0))));
      return Expr.at(dropped, axes);
    }

    /** {@code y[t, u] = sum over a and d of heads[t, a, d] * weights[a, d, u] + bias[u]}. */
    private Buffer combined(Buffer heads, List<Axis> parts) {
      int channels = layer.shape().channels();
      Axis unit = new Axis("u", channels);
      List<Axis> ofWeights = List.of(head, within, unit);
      List<Axis> output = List.of(reading, unit);
      Buffer y = out.value(layer.name(), layer.shape().dims());
      Buffer sum = bias ? buffer("Combined", output) : y;
      Expr weights = Expr.at(parameter("outputWeights", ofWeights, channels, channels), ofWeights);
      out.add(
          Statement.sum(
              layer.name() + " output", sum, output, List.of(head, within), Expr.at(heads, parts).times(weights)));
      if (bias) {
        Expr summand =
            Expr.at(out.perElement(layer, "outputBias", List.of(channels), Initializer.ZEROS), List.of(unit));
        out.add(Statement.assign(layer.name() + " biased", y, output, Expr.at(sum, output).plus(summand)));
      }
      return y;
    }
  }
}
