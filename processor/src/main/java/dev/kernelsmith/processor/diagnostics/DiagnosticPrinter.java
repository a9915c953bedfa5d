package dev.kernelsmith.processor.diagnostics;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Hands findings to the compiler. */
public final class DiagnosticPrinter {
  private DiagnosticPrinter() {}

  /**
   * Prints all findings.
   *
   * @param diagnostics the findings
   * @param origin the class they are about, where a finding says nothing narrower; null for the compilation as a whole
   * @param messager the compiler's
   */
  public static void print(Diagnostics diagnostics, @Nullable Element origin, Messager messager) {
    for (Diagnostics.Finding finding : diagnostics.findings()) {
      Position at = finding.position();
      if (at != null) {
        CompilerQuirks.print(messager, finding.message().kind(), finding.text(), at);
      } else if (origin != null) {
        messager.printMessage(finding.message().kind(), finding.text(), origin);
      } else {
        messager.printMessage(finding.message().kind(), finding.text());
      }
    }
  }
}
