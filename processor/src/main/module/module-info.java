/** The annotation processor; a compiler that has it on its processor path or processor module path finds it by itself. */
module dev.kernelsmith.processor {
  requires com.palantir.javapoet;
  requires dev.kernelsmith.annotations;
  requires java.compiler;
  requires static jdk.compiler;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor
      with dev.kernelsmith.processor.KernelsmithProcessor, dev.kernelsmith.processor.FormulaUsesProcessor;
}
