package dev.kernelsmith.processor.generated;

import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.processor.lower.LayerTable;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Source of an annotated class, in pieces that can be taken out one by one.
 *
 * @param name simple name of the class, which is in no package
 * @param input value of {@code @Network(input = ...)}
 * @param optimizer the values of {@code @Optimizer}, or the empty string
 * @param layers the layers in their order; the last one carries the loss
 * @param loss name of the loss, and {@code , gamma = 2} behind it where something is set, or the empty string
 */
record NetworkSource(String name, String input, String optimizer, List<LayerSource> layers, String loss) {
  /**
   * One layer.
   *
   * @param name the field's name
   * @param kind simple name of its annotation
   * @param values values of its annotation but for inputs
   * @param inputs names of what it reads, {@code input} for the network's input
   * @param frozen whether it carries {@code @Frozen}
   */
  record LayerSource(String name, String kind, String values, List<String> inputs, boolean frozen) {
    /** Kinds of layers whose annotations name what they read. */
    private static final Set<String> NAMING =
        LayerTable.rules().entrySet().stream()
            .filter(rule -> names(rule.getValue().annotation()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());

    LayerSource {
      inputs = List.copyOf(inputs);
    }

    LayerSource(String name, String kind, String values, List<String> inputs) {
      this(name, kind, values, inputs, false);
    }

    private static boolean names(Class<? extends Annotation> annotation) {
      return annotation != Formula.class && Arrays.stream(annotation.getDeclaredMethods())
          .anyMatch(member -> member.getReturnType() == String[].class);
    }

    /** An earlier layer once more. */
    static LayerSource reuse(String owner, String name, String input) {
      return new LayerSource(name, "Reuse", '"' + owner + '"', List.of(input));
    }

    private String text(String before) {
      if (NAMING.contains(kind)) {
        String names = inputs.stream().map(i -> '"' + i + '"').collect(Collectors.joining(", "));
        return "@%s(value = {%s}%s) Layer %s;".formatted(kind, names, values.isEmpty() ? "" : ", " + values, name);
      }
      String from =
          inputs.isEmpty() || inputs.getFirst().equals(before) ? "" : "@From(\"%s\") ".formatted(inputs.getFirst());
      return "%s%s@%s(%s) Layer %s;".formatted(frozen ? "@Frozen " : "", from, kind, values, name);
    }

    private LayerSource reading(String replaced, String replacement) {
      return new LayerSource(
          name, kind, values, inputs.stream().map(i -> i.equals(replaced) ? replacement : i).toList(), frozen);
    }
  }

  NetworkSource {
    layers = List.copyOf(layers);
  }

  /** The source, ready to compile. */
  String text() {
    StringBuilder text =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n\n");
    text.append("@Network(input = ").append(input).append(")\n");
    if (!optimizer.isEmpty()) {
      text.append("@Optimizer(").append(optimizer).append(")\n");
    }
    text.append("class ").append(name).append(" {\n");
    String before = "input";
    for (LayerSource layer : layers) {
      boolean last = layer == layers.getLast();
      text.append("  ")
          .append(last && !loss.isEmpty()
              ? "@Loss(" + (loss.contains(",") ? "value = " : "") + "LossFunction." + loss + ") "
              : "");
      text.append(layer.text(before)).append('\n');
      before = layer.name();
    }
    return text.append("}\n").toString();
  }

  /** This network without a layer; what read it reads the first of its inputs, or the network's. It may well not compile. */
  NetworkSource without(LayerSource dropped) {
    String instead = dropped.inputs().isEmpty() ? "input" : dropped.inputs().getFirst();
    List<LayerSource> kept = new ArrayList<>();
    for (LayerSource layer : layers) {
      if (layer != dropped) {
        kept.add(layer.reading(dropped.name(), instead));
      }
    }
    return new NetworkSource(name, input, optimizer, kept, loss);
  }
}
