package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.formula.Fault;
import dev.kernelsmith.processor.formula.Place;
import dev.kernelsmith.processor.read.FormulaLayer;

/** A fault of a formula that stands beside another annotation, found while that one's layer is lowered. */
final class FormulaFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient FormulaLayer formula;
  private final transient Fault fault;

  FormulaFault(FormulaLayer formula, Fault fault) {
    super(fault);
    this.formula = formula;
    this.fault = fault;
  }

  /** Reports it. */
  void report(String name, Diagnostics diagnostics) {
    report(fault, name, formula, diagnostics);
  }

  /**
   * Reports a fault at its string, or at the annotation on the field where the string stands on that.
   *
   * @param name what the formula belongs to
   */
  static void report(Fault fault, String name, FormulaLayer formula, Diagnostics diagnostics) {
    Place place = fault.place();
    diagnostics.report(
        Message.FORMULA, formula.at(place.text().name(), place.text().number()), formula.kind(), name,
        fault.getMessage(), place.at() + 1, place.text().name(), place.shown());
  }
}
