package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a field that make it a layer, and the formulas that stand beside these. A formula is the layer itself where there is no other; else it is the layer's
 * activation, or what it says that it is.
 */
final class FieldFormulas {
  private final List<AnnotationMirror> layers = new ArrayList<>();
  private final Map<FormulaUse, AnnotationMirror> beside = new EnumMap<>(FormulaUse.class);
  private final Map<AnnotationMirror, Attributes> values = new IdentityHashMap<>();

  /**
   * Sorts annotations.
   *
   * @param declarations those of the field that are layers, inputs or formulas
   */
  FieldFormulas(
      VariableElement field, List<? extends AnnotationMirror> declarations, FormulaAnnotations reader,
      Diagnostics diagnostics) {
    List<AnnotationMirror> formulas = new ArrayList<>();
    for (AnnotationMirror mirror : declarations) {
      if (FormulaAnnotations.isFormula(mirror)) {
        formulas.add(mirror);
        Attributes read = reader.read(field, mirror);
        if (read != null) {
          values.put(mirror, read);
        }
      } else {
        layers.add(mirror);
      }
    }
    boolean alone = layers.isEmpty();
    boolean input = !alone && AnnotationReader.name(layers.getFirst()).equals(Annotations.INPUT);
    for (AnnotationMirror formula : formulas) {
      FormulaUse use = use(formula);
      if (use == FormulaUse.ACTIVATION && (alone || input)) {
        layers.add(formula);
      } else if (use == FormulaUse.OPTIMIZER || input) {
        report(
            field, formula, diagnostics, use.words(),
            input ? "the field is an input: put it on a layer" : "it is for the class with @Network: put it there");
      } else if (beside.putIfAbsent(use, formula) != null) {
        report(field, formula, diagnostics, use.words(), "there is another one: keep one of them");
      }
    }
    if (layers.isEmpty() && !beside.isEmpty()) {
      FormulaUse use = beside.keySet().iterator().next();
      report(
          field, beside.get(use), diagnostics, use.words(),
          "the field has no layer: add one, such as @Dense(units = 10)");
      beside.clear();
    }
  }

  private FormulaUse use(AnnotationMirror formula) {
    Attributes read = values.get(formula);
    return read == null ? FormulaUse.ACTIVATION : FormulaUse.of(FormulaLayer.of(read).value());
  }

  private static void report(
      VariableElement field, AnnotationMirror formula, Diagnostics diagnostics, String what, String why) {
    diagnostics.report(
        Message.FORMULA_USE, new Position(field, formula, null), Annotations.simple(AnnotationReader.name(formula)),
        field.getSimpleName(), what, why);
  }

  /** Reports what would be a part of a layer on a field that is none. */
  void refuseParts(VariableElement field, Diagnostics diagnostics, String why) {
    for (FormulaUse use : List.of(FormulaUse.ACTIVATION, FormulaUse.INITIALIZER)) {
      if (beside.containsKey(use)) {
        report(field, beside.get(use), diagnostics, use.words(), why);
      }
    }
  }

  /** Whether nothing is known of a formula beside the layer, which has been reported. */
  boolean isUnknown() {
    return beside.values().stream().anyMatch(formula -> !values.containsKey(formula));
  }

  /** The annotations that make the field a layer or an input: one, where it is right. */
  List<AnnotationMirror> layers() {
    return layers;
  }

  /** The values of one of these, where it is a formula. */
  @Nullable
  Attributes values(AnnotationMirror layer) {
    return values.get(layer);
  }

  /** The values of {@code @Loss}, or its defaults, with the formula that is the loss; null where there is no loss. */
  @Nullable
  Attributes loss(VariableElement field, AnnotationReader reader) {
    AnnotationMirror formula = beside.get(FormulaUse.LOSS);
    boolean marked = AnnotationReader.find(field, Annotations.LOSS) != null;
    if (formula == null || marked || isUnknown()) {
      Attributes loss = reader.read(field, Annotations.LOSS);
      return loss == null || formula == null || isUnknown() ? loss : loss.with(FormulaUse.LOSS, values.get(formula));
    }
    Position at = new Position(field, formula, null);
    return reader.defaults(Annotations.LOSS, at).with(FormulaUse.LOSS, values.get(formula));
  }

  /** A layer's values with the formulas of its activation and its initializer. */
  @Nullable
  Attributes addTo(@Nullable Attributes layer) {
    Attributes all = isUnknown() ? null : layer;
    for (FormulaUse use : List.of(FormulaUse.ACTIVATION, FormulaUse.INITIALIZER)) {
      AnnotationMirror formula = beside.get(use);
      all = all == null || formula == null ? all : all.with(use, values.get(formula));
    }
    return all;
  }
}
