package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.BlockDeclaration;
import dev.kernelsmith.processor.read.InputDeclaration;
import dev.kernelsmith.processor.read.LayerDeclaration;
import dev.kernelsmith.processor.read.ModelDeclaration;
import dev.kernelsmith.processor.read.ParameterMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wires the layers of one class and infers their shapes. */
public final class GraphBuilder {
  /** A method has at most 255 parameters, itself and an engine included. */
  private static final int MOST_ENDS = 250;

  private final ModelDeclaration model;
  private final Map<String, LayerRule> rules;
  private final Function<LossFunction, ? extends LossCheck> losses;
  private final Function<OptimizerType, ? extends OptimizerCheck> optimizers;
  private final Diagnostics diagnostics;
  private final BlockReuses declared;
  private final BlockNames blocks;
  private final Reuses reuses;
  private final List<LayerDeclaration> layers;
  private final Map<String, LayerNode> nodes = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  private GraphBuilder(
      ModelDeclaration model, Map<String, LayerRule> rules, Function<LossFunction, ? extends LossCheck> losses,
      Function<OptimizerType, ? extends OptimizerCheck> optimizers, Diagnostics diagnostics) {
    this.model = model;
    this.rules = rules;
    this.losses = losses;
    this.optimizers = optimizers;
    this.diagnostics = diagnostics;
    declared = new BlockReuses(model.layers(), model.blocks(), diagnostics);
    blocks = new BlockNames(declared.blocks());
    reuses = new Reuses(model.names().className(), declared, diagnostics);
    layers = reuses.layers();
  }

  /**
   * The graph of a class. Every layer is checked as far as its inputs are known, so that all faults show at once.
   *
   * @param model the class, as written
   * @param rules rules by the simple names of their annotations, one for each kind that the model has
   * @param losses the rule of each loss
   * @param optimizers the rule of each optimizer
   * @param diagnostics takes every fault found
   * @return null where an error was found, here or before
   */
  public static @Nullable LayerGraph build(
      ModelDeclaration model, Map<String, LayerRule> rules, Function<LossFunction, ? extends LossCheck> losses,
      Function<OptimizerType, ? extends OptimizerCheck> optimizers, Diagnostics diagnostics) {
    return new GraphBuilder(model, rules, losses, optimizers, diagnostics).build();
  }

  private @Nullable LayerGraph build() {
    String name = model.names().className();
    if (model.layers().isEmpty()) {
      diagnostics.report(Message.NO_LAYERS, null, name);
    }
    Inputs inputs = new Inputs(model, diagnostics);
    Wiring wiring = new Wiring(name, inputs.names(), layers, blocks, reuses, rules, diagnostics);
    inputs.known().forEach(input -> shapes.put(input.name(), input.shape()));
    layers.forEach(layer -> infer(layer, wiring.inputs(layer.name())));
    declared.uses().forEach(this::checkReuse);
    checkParameters();
    checkOutputs(inputs.known());
    checkStepwise(inputs.known());
    if (model.optimizer() != null) {
      OptimizerValues.check(model.optimizer(), optimizers, diagnostics);
    }
    boolean unknown = layers.stream().anyMatch(layer -> layer.attributes() == null); // which is reported elsewhere
    if (diagnostics.hasErrors() || unknown || !model.complete() || !inputs.complete() || model.optimizer() == null) {
      return null;
    }
    List<GraphOutput> outputs = outputs();
    checkUse(wiring, outputs);
    return new LayerGraph(
        model.names().packageName(), name, inputs.known(), List.copyOf(nodes.values()), blocks(), outputs,
        OptimizerCheck.name(model.optimizer()), model.optimizer(), model.initialFile(), isInspected(), stepwise());
  }

  private List<String> stepwise() {
    return model.network() == null ? List.of() : model.network().texts("stepwise");
  }

  /** Checks that what is to come step by step are inputs with as many steps. */
  private void checkStepwise(List<GraphInput> inputs) {
    GraphInput first = null;
    for (int i = 0; i < stepwise().size() && !inputs.isEmpty(); i++) {
      String name = stepwise().get(i);
      GraphInput input = inputs.stream().filter(in -> in.name().equals(name)).findFirst().orElse(null);
      Position at = model.network().at("stepwise", i);
      if (input == null) {
        List<String> names = inputs.stream().map(GraphInput::name).toList();
        diagnostics.report(Message.STEPWISE_UNKNOWN, at, name, NameHints.of(name, names, "there", "there is none"));
      } else if (first != null && !first.shape().dims().getFirst().equals(input.shape().dims().getFirst())) {
        diagnostics.report(Message.STEPWISE_LENGTHS, at, first.name(), first.shape(), name, input.shape());
      } else {
        first = input;
      }
    }
  }

  private boolean isInspected() {
    return model.network() != null && model.network().flag("inspect");
  }

  /** The fields with blocks, and the layers whose values they give. */
  private Map<String, String> blocks() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (BlockDeclaration block : declared.blocks()) {
      if (!block.scope().isBlock()) {
        fields.put(block.name(), blocks.output(block.name()));
      }
    }
    return fields;
  }

  /** Checks the losses, and what follows from there being any. */
  private void checkOutputs(List<GraphInput> inputs) {
    long outputs = layers.stream().filter(layer -> layer.loss() != null || layer.output() != null).count();
    if (inputs.size() + outputs > MOST_ENDS) {
      diagnostics.report(
          Message.TOO_MANY_ENDS, null, model.names().className(), inputs.size(), outputs, MOST_ENDS);
    }
    List<LayerDeclaration> trained = layers.stream().filter(layer -> layer.loss() != null).toList();
    for (LayerDeclaration layer : trained) {
      Attributes loss = Objects.requireNonNull(layer.loss());
      float weight = loss.floating("weight");
      if (!(weight > 0) || Float.isInfinite(weight)) {
        diagnostics.report(Message.LOSS_WEIGHT, loss.at("weight"), layer.name(), loss.shown("weight"));
      }
      if (layer.output() != null) {
        diagnostics.report(Message.OUTPUT_WITH_LOSS, layer.output().annotation(), layer.name());
      }
    }
    checkMarks();
    if (!trained.isEmpty() || isInspected()) {
      checkGradients(inputs);
    }
    if (!trained.isEmpty()) {
      checkTrained(trained.getFirst());
    }
    for (LayerDeclaration layer : trained) {
      if (nodes.containsKey(layer.name())) {
        Attributes loss = Objects.requireNonNull(layer.loss());
        new LossValues(losses.apply(function(loss)), loss).check(nodes.get(layer.name()), losses, about(layer));
      }
    }
  }

  /** The layers with a loss or {@code @Output}, in source order; else the last layer. */
  private List<GraphOutput> outputs() {
    List<GraphOutput> outputs = new ArrayList<>();
    for (LayerDeclaration layer : layers) {
      Attributes loss = layer.loss();
      if (loss != null) {
        outputs.add(new GraphOutput(layer.name(), function(loss), loss));
      } else if (layer.output() != null) {
        outputs.add(new GraphOutput(layer.name(), null));
      }
    }
    return outputs.isEmpty() ? List.of(new GraphOutput(layers.getLast().name(), null)) : outputs;
  }

  private static LossFunction function(Attributes loss) {
    return loss.constant("value", LossFunction.class);
  }

  private void infer(LayerDeclaration layer, @Nullable List<String> inputs) {
    LayerRule rule = LayerRule.of(rules, layer.kind(), layer.attributes());
    Attributes attributes = layer.attributes();
    if (attributes == null || !isSound(layer, rule, attributes) || !hasParametersOfOwner(layer)) {
      return;
    }
    Shape fixed = rule.fixedShape(attributes);
    if (fixed != null) {
      shapes.put(layer.name(), fixed);
    }
    if (inputs != null && shapes.keySet().containsAll(inputs)) {
      List<Shape> inputShapes = inputs.stream().map(shapes::get).toList();
      boolean suited = suitsParameters(layer, rule, inputShapes);
      Shape shape = suited ? rule.shape(layer.name(), attributes, inputShapes, about(layer)) : null;
      if (shape != null) {
        shapes.put(layer.name(), shape);
        String owner = sharesParameters(layer) ? reuses.owner(layer.name()) : layer.name();
        ParameterMarks marks = owner.equals(layer.name()) ? layer.marks() : nodes.get(owner).marks();
        LayerNode node =
            new LayerNode(layer.name(), layer.kind(), attributes, inputs, inputShapes, shape, marks, owner);
        nodes.put(layer.name(), node);
        rule.checkFormulas(node, about(layer));
      }
    }
  }

  /** Whether a layer has the parameters of another; of a block that is another once more only layers that have any. */
  private boolean sharesParameters(LayerDeclaration layer) {
    LayerNode owner = nodes.get(reuses.owner(layer.name()));
    return reuses.isReuse(layer.name()) && (owner == null || hasParameters(owner));
  }

  /** What takes findings about a layer. */
  private Diagnostics about(LayerDeclaration layer) {
    if (reuses.isOfBlock(layer.name())) {
      return diagnostics.ending(reuses.note(layer));
    }
    if (layer.scope().isBlock()) {
      return diagnostics.ending(
          "(Layer '" + layer.name() + "' is one of @Block class " + layer.scope().block() + ".)");
    }
    return reuses.isReuse(layer.name()) ? diagnostics.ending(reuses.note(layer)) : diagnostics;
  }

  /** Whether a layer's values are sound by themselves; of a reuse's nothing is said, since the owner's are the same. */
  private boolean isSound(LayerDeclaration layer, LayerRule rule, Attributes attributes) {
    Diagnostics about = reuses.isReuse(layer.name()) ? new Diagnostics() : about(layer);
    return rule.sound(layer.name(), attributes, about)
        & ActivationUse.sound(layer.kind(), layer.name(), attributes, about);
  }

  /** Whether there is something to share for a layer that is another once more, whatever it reads. */
  private boolean hasParametersOfOwner(LayerDeclaration layer) {
    LayerNode owner = nodes.get(reuses.owner(layer.name()));
    if (!reuses.isReuse(layer.name()) || owner == null) {
      return true;
    }
    boolean parameters = reuses.isOfBlock(layer.name()) || hasParameters(owner);
    if (!parameters) {
      diagnostics.report(
          Message.REUSE_WITHOUT_PARAMETERS, Objects.requireNonNull(layer.attributes()).annotation(), layer.name(),
          owner.name(), owner.kind(), owner.kind());
    }
    return parameters;
  }

  /** Whether the inputs of a layer suit the parameters that it is to have; those of another are made for that one's inputs. */
  private boolean suitsParameters(LayerDeclaration layer, LayerRule rule, List<Shape> inputs) {
    if (!sharesParameters(layer)) {
      return true;
    }
    LayerNode owner = nodes.get(reuses.owner(layer.name()));
    if (owner == null) {
      return false;
    }
    String expected = rule.parameterInput(owner.inputShapes().getFirst());
    String actual = rule.parameterInput(inputs.getFirst());
    if (!actual.equals(expected)) {
      diagnostics.report(
          Message.REUSE_INPUT, Objects.requireNonNull(layer.attributes()).annotation(), layer.name(), owner.name(),
          expected, actual, expected);
    }
    return actual.equals(expected);
  }

  /** Reports a block that is used again without having a parameter. */
  private void checkReuse(LayerDeclaration field, String block) {
    List<LayerNode> inner =
        layers.stream().filter(layer -> layer.name().startsWith(block + ".")).map(layer -> nodes.get(layer.name()))
            .toList();
    if (inner.stream().allMatch(node -> node != null && !hasParameters(node))) {
      diagnostics.report(
          Message.REUSE_WITHOUT_PARAMETERS, Objects.requireNonNull(field.attributes()).annotation(), field.name(),
          block,
          "Block", "Block");
    }
  }

  private void checkParameters() {
    long floats =
        nodes.values()
            .stream()
            .filter(node -> !node.isReuse())
            .mapToLong(node -> LayerRule.of(rules, node.kind(), node.attributes()).parameterFloats(node.attributes(),
                node.inputShapes()))
            .reduce(0, Sizes::plus);
    if (floats > Sizes.MAX_ELEMENTS) {
      diagnostics.report(
          Message.TOO_MANY_PARAMETERS, null, "Class " + model.names().className(), Sizes.text(floats),
          Sizes.MAX_ELEMENTS, "its layers");
    }
  }

  /** Reports layers whose gradient by their input would take too much code; the network's own inputs need none, unless it is inspected. */
  private void checkGradients(List<GraphInput> inputs) {
    Set<String> differentiable = new HashSet<>();
    Set<String> given = inputs.stream().map(GraphInput::name).collect(Collectors.toUnmodifiableSet());
    inputs.stream().filter(input -> isInspected() && !input.ints()).forEach(input -> differentiable.add(input.name()));
    for (LayerDeclaration layer : layers) {
      LayerNode node = nodes.get(layer.name());
      if (node == null) {
        continue;
      }
      LayerRule rule = LayerRule.of(rules, node.kind(), node.attributes());
      boolean passesOn = node.inputs().stream().anyMatch(differentiable::contains);
      long parts = rule.gradientParts(node.attributes(), node.inputShapes());
      if (passesOn && parts > Windows.MOST_PARTS) {
        String strides = rule.stepName(node.attributes());
        Diagnostics about =
            given.containsAll(node.inputs())
                ? diagnostics
                    .ending("@Network(inspect = true) asks for the gradient by '" + node.inputs().getFirst() + "'.")
                : about(layer);
        about.report(
            Message.STRIDE_TOO_LARGE, node.attributes().at(strides), strides, node.kind(), node.name(),
            node.attributes().numbersText(strides, node.inputShapes().getFirst().rank() - 1),
            node.inputShapes().getFirst(), Sizes.text(parts),
            Windows.MOST_PARTS);
      }
      if (passesOn || !node.frozen() && hasParameters(node)) {
        differentiable.add(node.name());
      }
    }
  }

  private boolean hasParameters(LayerNode node) {
    return LayerRule.of(rules, node.kind(), node.attributes()).parameterFloats(node.attributes(),
        node.inputShapes()) > 0;
  }

  /** Reports {@code @Frozen} where it leaves nothing to train. */
  private void checkTrained(LayerDeclaration trained) {
    List<LayerNode> withParameters = nodes.values().stream().filter(this::hasParameters).toList();
    if (!withParameters.isEmpty() && withParameters.stream().allMatch(LayerNode::frozen)) {
      diagnostics.report(
          Message.NOTHING_TRAINED, Objects.requireNonNull(trained.loss()).annotation(), trained.name());
    }
  }

  /** Reports what is said of parameters where there are none; beside a block it holds for what there is. */
  private void checkMarks() {
    checkMarks("Frozen", marks -> Stream.ofNullable(marks.frozen()));
    checkMarks("RateFactor", marks -> Stream.ofNullable(marks.rateFactor()));
    checkMarks("Initial", marks -> marks.initials().stream());
  }

  private void checkMarks(String mark, Function<ParameterMarks, Stream<Attributes>> values) {
    Map<Position, List<LayerDeclaration>> marked = new LinkedHashMap<>();
    for (LayerDeclaration layer : layers) {
      values.apply(layer.marks()).map(Attributes::annotation).filter(Objects::nonNull)
          .forEach(at -> marked.computeIfAbsent(at, same -> new ArrayList<>()).add(layer));
    }
    marked.forEach((at, same) -> {
      List<LayerNode> known = same.stream().map(layer -> nodes.get(layer.name())).toList();
      LayerDeclaration first = same.getFirst();
      boolean block = first.scope().isBlock();
      String name = block ? first.name().substring(0, first.name().indexOf('.')) : first.name();
      if (known.stream().allMatch(node -> node != null && !hasParameters(node))) {
        diagnostics.report(Message.MARK_OF_NOTHING, at, mark, name, block ? "Block" : first.kind());
      } else if (mark.equals("RateFactor") && known.stream().allMatch(node -> node != null && node.frozen())) {
        diagnostics.report(Message.RATE_FACTOR_FROZEN, at, name);
      } else if (mark.equals("RateFactor")) {
        checkDecay(first, name);
      }
    });
  }

  /** Reports a factor with which a step takes more of a weight than there is; the rate alone is reported with the optimizer. */
  private void checkDecay(LayerDeclaration layer, String name) {
    Attributes optimizer = model.optimizer();
    if (optimizer == null) {
      return;
    }
    double decay =
        OptimizerValues.decay(optimizer, optimizers.apply(OptimizerType.valueOf(optimizer.text("type"))));
    Attributes factor = Objects.requireNonNull(layer.marks().rateFactor());
    if (decay < 1 && decay * factor.number("value") >= 1) {
      diagnostics.report(
          Message.RATE_FACTOR_DECAY, factor.at("value"), name, factor.shown("value"), (float) (1 / decay));
    }
  }

  /** Reports layers and inputs that no output depends on, as far as nobody reads them. */
  private void checkUse(Wiring wiring, List<GraphOutput> outputs) {
    List<String> results = outputs.stream().map(GraphOutput::layer).toList();
    for (LayerDeclaration layer : layers) {
      boolean used = wiring.isRead(layer.name()) || reuses.isReused(layer.name());
      if (!results.contains(layer.name()) && !used) {
        Attributes attributes = Objects.requireNonNull(layer.attributes());
        diagnostics.report(Message.UNUSED_LAYER, attributes.annotation(), layer.name(), String.join("', '", results));
      }
    }
    for (InputDeclaration input : model.inputs()) {
      if (!wiring.isRead(input.name())) {
        Attributes attributes = Objects.requireNonNull(input.attributes());
        String removal = model.inputs().size() > 1 ? "remove it, or " : "";
        diagnostics.report(Message.UNUSED_INPUT, attributes.annotation(), input.name(), removal);
      }
    }
    if (model.inputs().isEmpty() && model.network() != null && !wiring.isRead(LayerGraph.INPUT)) {
      diagnostics.report(Message.UNUSED_INPUT, model.network().at("input"), LayerGraph.INPUT, "");
    }
  }
}
