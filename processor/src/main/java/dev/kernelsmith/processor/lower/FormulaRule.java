package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Formula}: what the user writes, on a field or on an annotation of his own. */
public final class FormulaRule implements LayerLowering {
  /** Words at the end of names of buffers that other stages make for a buffer. */
  private static final List<String> TAKEN =
      List.of("Gradient", "Argmax", "Sum", "Parts", "Negative", "Packed", "Points");

  @Override
  public Class<Formula> annotation() {
    return Formula.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    try {
      List<String> inputs = formula(layer).inputs();
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
    Place place = formula(layer).firstReading(formula(layer).inputs().get(number));
    return layer.at(place.text().name(), place.text().number());
  }

  private static FormulaText formula(FormulaLayer layer) {
    return FormulaText.of(
        new FormulaText.Source(layer.value(), layer.parameters(), layer.shapes()));
  }

  @Override
  public boolean sound(String name, Attributes attributes, Diagnostics diagnostics) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    try {
      for (String input : formula(layer).inputs()) {
        if (!input.equals(FormulaText.BEFORE) && layer.input(input) == null) {
          throw new Fault(
              formula(layer).firstReading(input),
              "'%s' is neither set here nor a parameter: declare it in 'parameters', or add a member 'String %s();'"
                  + " to @%s, with which a layer names it",
              input, input, layer.kind());
        }
      }
      formula(layer).checkMembers(layer.members(), layer.kind());
      return true;
    } catch (Fault fault) {
      report(fault, name, layer, diagnostics);
      return false;
    }
  }

  private static void report(Fault fault, String name, FormulaLayer layer, Diagnostics diagnostics) {
    Place place = fault.place();
    diagnostics.report(
        Message.FORMULA, layer.at(place.text().name(), place.text().number()), layer.kind(), name, fault.getMessage(),
        place.at() + 1,
        place.text().name(), place.shown());
  }

  private static Typed typed(Attributes attributes, List<Shape> inputs) {
    FormulaLayer layer = FormulaLayer.of(attributes);
    FormulaText formula = formula(layer);
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
      return !formula(FormulaLayer.of(attributes)).inputs().isEmpty();
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
      for (ValueOf value : typed.values()) {
        if (Sizes.product(value.bufferShape()) > Sizes.MAX_ELEMENTS) {
          throw new Fault(
              typed.place(value.name()), "'%s' has shape %s, which is %s elements; %d are the most", value.name(),
              Sizes.text(value.bufferShape()), Sizes.text(Sizes.product(value.bufferShape())), Sizes.MAX_ELEMENTS);
        }
      }
      ValueOf result = typed.values().getLast();
      if (result.shape().size() > Shape.MOST_RANK) {
        throw new Fault(
            typed.place(),
            "the result '%s' has shape %s, but the result of a layer has four extents at most, besides the sample: join some,"
                + " as in 'h * 8 + w'",
            result.name(), Sizes.text(result.shape()));
      }
      if (typed.gradientParts() > MOST_PARTS) {
        throw new Fault(
            typed.place(),
            "indices take steps that divide its gradient into %d parts, each with code of its own; %d are the most",
            typed.gradientParts(), MOST_PARTS);
      }
      boolean fits =
          inputs.isEmpty()
              || checks.parameters(FormulaLayer.BLAMED, parameterFloats(attributes, inputs), inputs.getFirst());
      return fits ? new Shape(result.bufferShape()) : null;
    } catch (Fault fault) {
      report(fault, name, layer, diagnostics);
      return null;
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
    List<String> names = formula(FormulaLayer.of(layer.attributes())).inputs();
    Map<String, Buffer> buffers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      buffers.put(names.get(i), inputs.get(i));
    }
    Set<String> taken = new HashSet<>();
    for (ParameterOf parameter : typed.parameters()) {
      taken.add(capitalized(parameter.name()));
      buffers.put(parameter.name(), parameter(layer, parameter, out));
    }
    for (ValueOf value : typed.values()) {
      boolean last = value == typed.values().getLast();
      String name = last ? layer.name() : Buffer.nameOf(layer.name(), partName(value.name(), taken));
      buffers.put(
          value.name(),
          value.perSample() ? out.value(name, value.bufferShape()) : Buffer.ofParameters(name, value.bufferShape()));
    }
    typed.statements(layer.name(), buffers::get, new Typed.Extra() {
      @Override
      public Buffer value(Buffer like, String word) {
        return like.named(Buffer.nameOf(like.name(), word));
      }

      @Override
      public Buffer argmax(Buffer of) {
        return new Buffer(Buffer.nameOf(of.name(), "Argmax"), Buffer.Role.ARGMAX, of.scope(), of.shape());
      }
    }).forEach(out::add);
    return buffers.get(typed.values().getLast().name());
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The name of a value within its layer, which nothing else has. */
  private static String partName(String name, Set<String> taken) {
    String part = capitalized(name);
    boolean free = Character.isUpperCase(part.charAt(0)) && TAKEN.stream().noneMatch(part::endsWith) && taken.add(part);
    for (int i = 1; !free; i++) {
      part = "Value" + capitalized(name) + i;
      free = taken.add(part);
    }
    return part;
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
