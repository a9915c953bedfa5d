package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.Place;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;

/** What can be said of an annotation with {@code @Formula} on it where it is declared. */
public final class FormulaChecks {
  private FormulaChecks() {}

  /**
   * Reports a member that names a layer, where none can be read.
   *
   * @param what the formula is, in words
   */
  static void checkMembers(FormulaLayer formula, String what) {
    for (String member : formula.members()) {
      if (formula.input(member) != null && formula.isOwnAnnotation()) {
        throw new Fault(
            new Place(new Place.Text("value", 0, formula.value().getFirst()), 0),
            "member '%s' of @%s is a text, which names a layer, but %s reads no other layers: make it a number, or remove it",
            member, formula.kind(), what);
      }
    }
  }

  /**
   * Checks all that needs no use.
   *
   * @param name of the annotation
   * @param declared what a use would have
   * @param diagnostics takes a fault
   */
  public static void check(String name, Attributes declared, Diagnostics diagnostics) {
    FormulaLayer formula = FormulaLayer.of(declared);
    try {
      switch (FormulaUse.of(formula.value())) {
        case ACTIVATION -> new FormulaRule().sound(name, declared, diagnostics);
        case LOSS -> FormulaLoss.checkText(formula);
        case INITIALIZER -> FormulaInitial.rule(formula);
        case OPTIMIZER -> FormulaOptimizer.checkText(formula);
      }
    } catch (Fault fault) {
      FormulaFault.report(fault, name, formula, diagnostics);
    }
  }
}
