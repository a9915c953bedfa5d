package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.DiagnosticPrinter;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.StrayChecks;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Warns of annotations of users that are formulas and stand where nobody reads them. Their names are not known to {@link KernelsmithProcessor}, which so is not asked about classes that have
 * nothing but these; and were it asked about all annotations, it could claim its own only together with those of others. So this one is asked about all, looks at the kinds that a round
 * has, some dozens, and claims them where there are no others, so that javac does not warn of them. It writes no files: each finding follows from one class and the annotations on it.
 */
public final class FormulaUsesProcessor extends AbstractProcessor {
  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public boolean process(Set<? extends TypeElement> present, RoundEnvironment round) {
    try {
      present.stream().filter(StrayChecks::isFormula).forEach(annotation -> check(annotation, round));
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.report(Message.INTERNAL, null, "this compilation", InternalFailure.text(e, false));
      DiagnosticPrinter.print(diagnostics, null, processingEnv.getMessager());
    }
    return !present.isEmpty() && present.stream().allMatch(StrayChecks::isFormula);
  }

  private void check(TypeElement annotation, RoundEnvironment round) {
    Diagnostics diagnostics = new Diagnostics();
    StrayChecks.check(annotation, round, diagnostics);
    DiagnosticPrinter.print(diagnostics, annotation, processingEnv.getMessager());
  }
}
