package dev.kernelsmith.processor;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** What only javac can tell. Other compilers may run where javac's classes are not there at all; nothing is told then. */
final class JavacOnly {
  private JavacOnly() {}

  /** Has classes with {@code @Network} inside methods reported from now on. */
  static void watch(ProcessingEnvironment environment) {
    try {
      LocalClasses.watch(environment);
    } catch (LinkageError noJavac) {
      // Without javac's classes there is no javac to listen to.
    }
  }

  /** Whether a class stands in a compact source file. */
  static boolean inCompactFile(TypeElement type, ProcessingEnvironment environment) {
    try {
      return LocalClasses.inCompactFile(type, environment);
    } catch (LinkageError noJavac) {
      return false;
    }
  }
}
