package dev.kernelsmith.processor.testing;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers under which the processor must work. */
public enum CompilerKind {
  /** The JDK's. */
  JAVAC,
  /** Eclipse's, which its IDE and others use. */
  ECLIPSE;

  /** A compiler of this kind. */
  public JavaCompiler compiler() {
    return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
  }
}
