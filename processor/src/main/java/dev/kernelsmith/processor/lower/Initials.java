package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which {@code @Initial} is for which parameter. */
public final class Initials {
  private Initials() {}

  /**
   * What a parameter starts from, one that names it before others; null for none.
   */
  static @Nullable Attributes of(LayerNode layer, String kind, boolean weights) {
    List<Attributes> initials = layer.marks().initials();
    return initials.stream().filter(initial -> initial.text("parameter").equals(kind)).findFirst()
        .orElseGet(
            () -> initials.stream().filter(initial -> speaksOf(initial, kind, weights)).findFirst().orElse(null));
  }

  /** Whether it is for a parameter: by its name, or one of all weights with a number, one of all parameters with a file. */
  private static boolean speaksOf(Attributes initial, String kind, boolean weights) {
    String parameter = initial.text("parameter");
    return parameter.isEmpty() ? weights || initial.given("file") : parameter.equals(kind);
  }

  /** Reports each that is for no parameter, or names one tensor for several, and initializers that nothing starts from. */
  public static void check(LayerGraph graph, Diagnostics diagnostics) {
    Map<Attributes, List<LayerNode>> layers = new LinkedHashMap<>();
    for (LayerNode layer : graph.layers()) {
      if (!layer.isReuse()) {
        layer.marks().initials().forEach(one -> layers.computeIfAbsent(one, same -> new ArrayList<>()).add(layer));
      }
    }
    if (layers.isEmpty()) {
      return;
    }
    List<Parameter> parameters = LoweredNetwork.of(graph, Mode.PREDICTION).parameters();
    layers.forEach((initial, of) -> check(initial, of, parameters, diagnostics));
  }

  private static void check(
      Attributes initial, List<LayerNode> layers, List<Parameter> parameters, Diagnostics diagnostics) {
    List<Parameter> there = new ArrayList<>();
    List<Parameter> spoken = new ArrayList<>();
    for (LayerNode layer : layers) {
      List<Parameter> own = parameters.stream().filter(p -> p.name().equals(layer.name() + "." + p.kind())).toList();
      List<Parameter> meant = own.stream().filter(p -> speaksOf(initial, p.kind(), p.weights())).toList();
      there.addAll(own);
      spoken.addAll(meant);
      Attributes attributes = layer.attributes();
      FormulaLayer formula = FormulaUse.INITIALIZER.in(attributes);
      boolean drawn = own.stream().anyMatch(p -> p.weights() && p.initial() == null);
      boolean unused = !drawn && meant.stream().anyMatch(Parameter::weights) && layer.name().indexOf('.') < 0;
      if (unused && formula != null) {
        diagnostics.report(
            Message.FORMULA_USE, formula.use().annotation(), formula.kind(), layer.name(),
            FormulaUse.INITIALIZER.words(), "@Initial says what the weights start from, too: remove one of them");
      } else if (unused && attributes.given("initializer")) {
        diagnostics.report(
            Message.INITIALIZER_UNUSED, attributes.at("initializer"), layer.kind(), layer.name());
      }
    }
    String name = layers.size() == 1 ? layers.getFirst().name() : field(layers.getFirst().name());
    String parameter = initial.text("parameter");
    if (there.isEmpty()) {
      return; // which is said of every such mark
    }
    if (spoken.isEmpty()) {
      diagnostics.report(
          Message.INITIAL_OF_NOTHING, initial.at("parameter"), name,
          parameter.isEmpty() ? "weights" : "'" + parameter + "'", kinds(there));
    } else if (!initial.text("tensor").isEmpty() && spoken.size() > 1) {
      diagnostics.report(
          Message.INITIAL_TENSOR_OF_SEVERAL, initial.at("tensor"), name, initial.text("tensor"), names(spoken));
    }
  }

  /** The block's field that a layer is in. */
  private static String field(String layer) {
    return layer.substring(0, layer.indexOf('.'));
  }

  private static String kinds(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::kind).distinct().collect(Collectors.joining(", "));
  }

  private static String names(List<Parameter> parameters) {
    return parameters.size() > 3 ? parameters.size() + " parameters"
        : parameters.stream().map(Parameter::name).collect(Collectors.joining(" and "));
  }
}
