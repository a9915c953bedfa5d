package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;

/** What can be said of an annotation with {@code @Formula} on it where it is declared. */
public final class FormulaChecks {
  private FormulaChecks() {}

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
