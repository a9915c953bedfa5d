package dev.kernelsmith.benchmarks.compare;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles networks as a build does, with the processor of the class path. */
public final class NetworkCompiler {
  private static final String PROCESSOR = "dev.kernelsmith.processor.KernelsmithProcessor";

  private NetworkCompiler() {}

  /**
   * Compiles networks into a folder.
   *
   * @param sources of the annotated classes, which are in no package, by their names
   * @throws IllegalStateException if javac reports an error
   */
  public static void compile(Map<String, String> sources, Path folder) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("--add-modules=jdk.incubator.vector", "-nowarn", "-d", folder.toString(), "-sourcepath",
            folder.toString(), "-classpath", System.getProperty("java.class.path"));
    List<Source> files = sources.entrySet().stream().map(s -> new Source(s.getKey(), s.getValue())).toList();
    JavaCompiler.CompilationTask task = javac.getTask(messages, null, null, options, null, files);
    task.setProcessors(new ArrayList<>(List.of(processor())));
    if (!task.call()) {
      throw new IllegalStateException("the networks could not be compiled: " + messages);
    }
  }

  private static Processor processor() {
    try {
      return (Processor) Class.forName(PROCESSOR).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the processor is not on the class path", e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
