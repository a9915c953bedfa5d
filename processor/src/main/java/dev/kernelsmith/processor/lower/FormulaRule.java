package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.FormulaText;
import dev.kernelsmith.processor.formula.Place;
import dev.kernelsmith.processor.formula.Typed;
import dev.kernelsmith.processor.formula.Typed.ParameterOf;
import dev.kernelsmith.processor.formula.Typed.ValueOf;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Formula}: what the user writes, on a field or on an annotation of his own. */
public final class FormulaRule implements LayerLowering {
  @Override
  public Class<Formula> annotation() {
    return Formula.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    try {
      List<String> inputs = text(layer).inputs();
      boolean known = inputs.stream().allMatch(input -> named(layer, input) != null);
      return known ? inputs.stream().map(input -> named(layer, input)).toList() : List.of(); // reported by sound()
    } catch (Fault fault) {
      return List.of(); // reported by sound()
    }
  }

  /** The field that an input is; one of an annotation of the user's own never is a field that happens to have the input's name. */
  private static @Nullable String named(FormulaLayer layer, String input) {
    String field = layer.input(input);
    boolean before = input.equals(FormulaText.BEFORE) && (field == null || !layer.isOwnAnnotation());
    return before ? layer.isOwnAnnotation() ? BEFORE : BEFORE_OR_NAMED : field;
  }

  @Override
  public String unknownInput(String name) {
    return "A parameter is declared: parameters = \"" + name + "\", with its shape as far as it does not follow.";
  }

  @Override
  public @Nullable Position inputAt(Attributes attributes, int number) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    FormulaText text = text(layer);
    Place place = text.firstReading(text.inputs().get(number));
    return layer.at(place.text().name(), place.text().number());
  }

  /** What a formula says. */
  static FormulaText text(FormulaLayer layer) {
    return FormulaText.of(
        new FormulaText.Source(layer.value(), layer.parameters(), layer.shapes()));
  }

  @Override
  public boolean sound(String name, Attributes attributes, Diagnostics diagnostics) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    try {
      FormulaText text = text(layer);
      text.checkNumbers(layer.numbers().keySet(), layer.kind());
      for (String input : text.inputs()) {
        if (!input.equals(FormulaText.BEFORE) && layer.input(input) == null) {
          throw new Fault(
              text.firstReading(input),
              "'%s' is neither set here nor a parameter: declare it in 'parameters', or add a member 'String %s();'"
                  + " to @%s, with which a layer names it",
              input, input, layer.kind());
        }
      }
      text.checkMembers(layer.members(), layer.kind());
      return true;
    } catch (Fault fault) {
      FormulaFault.report(fault, name, layer, diagnostics);
      return false;
    }
  }

  private static Typed typed(Attributes attributes, List<Shape> inputs) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    FormulaText formula = text(layer);
    if (inputs.size() != formula.inputs().size()) {
      throw new Fault(
          formula.firstReading(formula.inputs().getLast()),
          "the formula reads %d values, so that @Reuse, which says one, cannot use it: put it into a class with @Block, and use that again",
          formula.inputs().size());
    }
    Map<String, List<Integer>> shapes = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      shapes.put(formula.inputs().get(i), inputs.get(i).dims());
    }
    return formula.typed(shapes, layer.numbers());
  }

  @Override
  public boolean readsInput(Attributes attributes) {
    try {
      return !text(FormulaLayer.of(attributes)).inputs().isEmpty();
    } catch (Fault fault) {
      return true; // reported by sound()
    }
  }

  @Override
  public @Nullable Shape shape(String name, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    try {
      Typed typed = typed(attributes, inputs);
      ShapeChecks checks = new ShapeChecks(layer.kind(), name, attributes, diagnostics);
      for (ParameterOf parameter : typed.parameters()) {
        checkInitial(parameter);
      }
      checkSizes(typed);
      ValueOf result = typed.values().getLast();
      if (result.shape().size() > Shape.MOST_RANK) {
        throw new Fault(
            typed.place(),
            "the result '%s' has shape %s, but the result of a layer has four extents at most, besides the sample: join some,"
                + " as in 'h * 8 + w'",
            result.name(), Sizes.text(result.shape()));
      }
      boolean fits =
          inputs.isEmpty()
              || checks.parameters(FormulaLayer.BLAMED, parameterFloats(attributes, inputs), inputs.getFirst());
      return fits ? new Shape(result.bufferShape()) : null;
    } catch (Fault fault) {
      FormulaFault.report(fault, name, layer, diagnostics);
      return null;
    }
  }

  /** Reports values that are too large, and gradients of too many parts. */
  static void checkSizes(Typed typed) {
    for (ValueOf value : typed.values()) {
      if (Sizes.product(value.bufferShape()) > Sizes.MAX_ELEMENTS) {
        throw new Fault(
            typed.place(value.name()), "'%s' has shape %s, which is %s elements; %d are the most", value.name(),
            Sizes.text(value.bufferShape()), Sizes.text(Sizes.product(value.bufferShape())), Sizes.MAX_ELEMENTS);
      }
    }
    if (typed.gradientParts() > MOST_PARTS) {
      throw new Fault(
          typed.place(),
          "indices take steps that divide its gradient into %d parts, each with code of its own; %d are the most",
          typed.gradientParts(), MOST_PARTS);
    }
  }

  /** Reports a start that is none, and a parameter that nothing says the start of. */
  private static void checkInitial(ParameterOf parameter) {
    if (parameter.initial() instanceof String word
        && Stream.of(Initializer.values()).noneMatch(i -> i.name().equals(word))) {
      throw new Fault(
          parameter.declared(), "'%s' is neither an initializer nor a number: there are %s", word,
          Stream.of(Initializer.values()).map(Initializer::name).collect(Collectors.joining(", ")));
    }
    if (parameter.initial() == null && !isWeights(parameter)) {
      throw new Fault(
          parameter.declared(),
          "what '%1$s' starts from is not said: write '%1$s = 0' where it is added, '%1$s = 1' where it is multiplied",
          parameter.name());
    }
  }

  /** Whether it is a matrix or more: what sums of products have. */
  private static boolean isWeights(ParameterOf parameter) {
    return parameter.shape().size() > 1;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    long floats = 0;
    for (ParameterOf parameter : typed(attributes, inputs).parameters()) {
      List<Integer> shape = parameter.bufferShape();
      floats = Sizes.plus(floats, Sizes.padded(Sizes.product(shape.subList(0, shape.size() - 1)), shape.getLast()));
    }
    return floats;
  }

  /** The statements as they are written, with a buffer for each name. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Typed typed = typed(layer.attributes(), layer.inputShapes());
    List<String> names = text(FormulaLayer.of(layer.attributes())).inputs();
    Map<String, Buffer> buffers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      buffers.put(names.get(i), inputs.get(i));
    }
    for (ParameterOf parameter : typed.parameters()) {
      buffers.put(parameter.name(), parameter(layer, parameter, out));
    }
    Buffer result = out.value(layer.name(), typed.values().getLast().bufferShape());
    FormulaBuffers all = new FormulaBuffers(typed, buffers, result, layer.name(), "");
    typed.statements(layer.name(), all::of, all).forEach(out::add);
    return result;
  }

  private static Buffer parameter(LayerNode layer, ParameterOf parameter, Lowering out) {
    Initializer start =
        switch (parameter.initial()) {
          case String word when !word.equals(Initializer.AUTO.name()) -> Initializer.valueOf(word);
          case null, default -> isWeights(parameter) ? Initializer.GLOROT_UNIFORM : Initializer.ZEROS;
        };
    return out.parameter(
        layer, parameter.name(), parameter.bufferShape(), start, parameter.fanIn(), parameter.fanOut(),
        isWeights(parameter),
        parameter.initial() instanceof Double number ? number : null);
  }
}
