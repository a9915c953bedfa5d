package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the statements and parameters of a network while its layers are lowered. */
public final class Lowering {
  /** Names of axes by rank. */
  private static final List<List<String>> AXES =
      List.of(
          List.of(), List.of("u"), List.of("t", "c"), List.of("h", "w", "c"), List.of("d", "h", "w", "c"));

  private final List<Statement> statements = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  private final Map<Buffer, OwnAdjoint> adjoints = new LinkedHashMap<>();
  private final Set<Buffer> gradients = new HashSet<>();
  private int streams;
  private final Mode mode;
  private @Nullable String layer;

  /** Collects statements that belong to no layer, until one begins. */
  public Lowering(Mode mode) {
    this.mode = mode;
  }

  /** Statements that are added from now on belong to a layer. */
  public void begin(LayerNode next) {
    layer = next.name();
  }

  /** What the forward pass is for. */
  public Mode mode() {
    return mode;
  }

  /** Adds a statement. A second sum into the same gradient is added to the first. */
  public void add(Statement statement) {
    boolean again = statement.target().role() == Buffer.Role.GRADIENT && !gradients.add(statement.target());
    statements.add((again ? statement.accumulating(true) : statement).ofLayer(layer));
  }

  /** Gives the adjoint of a value instead of having it derived; the reason belongs into the comment of who does so. */
  public void adjoint(Buffer value, OwnAdjoint adjoint) {
    adjoints.put(value, adjoint);
  }

  /** The adjoints that are given, by the value they belong to. */
  public Map<Buffer, OwnAdjoint> adjoints() {
    return adjoints;
  }

  /** A new stream of random numbers. */
  public int stream() {
    return streams++;
  }

  /** A new buffer for a value of one sample. */
  public Buffer value(String name, List<Integer> shape) {
    return Buffer.value(name, shape);
  }

  /**
   * New weights of a layer: a trained parameter that decays, called {@code layer.kind}.
   *
   * @param kind such as {@code weights}
   * @param shape extents of its buffer
   * @param canonical extents as handles and files see them, in the same order of elements
   * @param fanIn inputs of one output unit
   * @param fanOut outputs that one input reaches
   */
  public Buffer parameter(
      LayerNode layer,
      String kind,
      List<Integer> shape,
      List<Integer> canonical,
      Initializer initializer,
      int fanIn,
      int fanOut) {
    return declare(layer, kind, shape, canonical, initializer, fanIn, fanOut, new Group.Trained(true));
  }

  /** A new trained parameter of a layer, one for each channel of its output, that does not decay: a bias, or a factor behind a normalisation. */
  public Buffer perChannel(LayerNode layer, String kind, Initializer initializer) {
    return perElement(layer, kind, List.of(layer.shape().channels()), initializer);
  }

  /** A new trained parameter of a layer, one for each element of a shape, that does not decay. */
  public Buffer perElement(LayerNode layer, String kind, List<Integer> shape, Initializer initializer) {
    return declare(layer, kind, shape, shape, initializer, 1, 1, new Group.Trained(false));
  }

  /**
   * A new moving average of a layer, called {@code layer.kind}. A step changes it to {@code w = momentum * w + (1 - momentum) * g}, with
   * {@code g} from statements that sum up {@link Buffer#gradient} of the result over the batch; only a training has such statements.
   *
   * @param momentum share that it keeps of itself in a step, at least 0 and below 1
   */
  public Buffer state(LayerNode layer, String kind, List<Integer> shape, Initializer initializer, double momentum) {
    return declare(layer, kind, shape, shape, initializer, 1, 1, new Group.State(momentum, 1));
  }

  /**
   * A new trained parameter of a layer.
   *
   * @param decays whether it is weights
   * @param start the number that it starts from; null where its initializer says it
   */
  public Buffer parameter(
      LayerNode layer, String kind, List<Integer> shape, Initializer initializer, int fanIn, int fanOut, boolean decays,
      @Nullable Double start) {
    return declare(layer, kind, shape, shape, initializer, fanIn, fanOut, new Group.Trained(decays), start);
  }

  /** The bias of a layer, one per channel, initially zero. */
  public Buffer bias(LayerNode layer) {
    return perChannel(layer, "bias", Initializer.ZEROS);
  }

  private Buffer declare(
      LayerNode layer, String kind, List<Integer> shape, List<Integer> canonical, Initializer initializer, int fanIn,
      int fanOut, Group group) {
    return declare(layer, kind, shape, canonical, initializer, fanIn, fanOut, group, null);
  }

  private Buffer declare(
      LayerNode layer, String kind, List<Integer> shape, List<Integer> canonical, Initializer initializer, int fanIn,
      int fanOut, Group group, @Nullable Double start) {
    String name = Buffer.nameOf(layer.owner(), Character.toUpperCase(kind.charAt(0)) + kind.substring(1));
    String key = layer.owner() + "." + kind;
    Buffer buffer = Buffer.of(name, Buffer.Role.PARAMETER, shape);
    boolean weights = Parameter.isWeights(group);
    Attributes initial = Initials.of(layer, kind, weights);
    FormulaLayer formula = initial == null && weights ? FormulaUse.INITIALIZER.in(layer.attributes()) : null;
    Parameter parameter =
        new Parameter(
            key, buffer, canonical, initializer, fanIn, fanOut, marked(group, layer), weights,
            initial == null && formula == null && start != null
                ? new Attributes(Map.of("value", start), Map.of())
                : initial,
            formula == null ? null : FormulaInitial.of(formula, canonical, fanIn, fanOut));
    parameters.merge(key, parameter, Parameter::usedAgain);
    return buffer;
  }

  /** How a parameter changes, with what is said of its layer. */
  private static Group marked(Group group, LayerNode layer) {
    if (layer.frozen()) {
      return new Group.Frozen();
    }
    return group instanceof Group.Trained trained
        ? new Group.Trained(trained.decays(), layer.marks().factor())
        : group;
  }

  /** Axes over a shape: {@code u} for units, {@code t, c} for steps, {@code h, w, c} for an image, {@code d, h, w, c} with depth. */
  public static List<Axis> axes(List<Integer> shape) {
    List<String> names = AXES.get(shape.size());
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      axes.add(new Axis(names.get(d), shape.get(d)));
    }
    return axes;
  }

  /** Has a layer lowered for one step, and makes what that adds statements for all. */
  Buffer forEachStep(EachStep all, Supplier<Buffer> one) {
    int first = statements.size();
    Set<Buffer> given = Set.copyOf(adjoints.keySet());
    Buffer result = one.get();
    statements.subList(first, statements.size()).replaceAll(all::of);
    for (Buffer value : List.copyOf(adjoints.keySet())) {
      if (!given.contains(value)) {
        adjoints.put(all.of(value), all.of(adjoints.remove(value)));
      }
    }
    return all.of(result);
  }

  /** The statements so far. */
  public List<Statement> statements() {
    return statements;
  }

  /** The parameters so far, in order. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }
}
