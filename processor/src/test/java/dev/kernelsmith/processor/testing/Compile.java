package dev.kernelsmith.processor.testing;

import dev.kernelsmith.processor.FormulaUsesProcessor;
import dev.kernelsmith.processor.KernelsmithProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Compiles sources given as strings, in this process:
 *
 * <pre>{@code
 * Compilation compilation = Compile.with(CompilerKind.JAVAC).source("digits.LeNet5", text).run();
 * }</pre>
 */
public final class Compile {
  private static final String TORNADO = "kernelsmith.tornado";

  private final CompilerKind kind;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private @Nullable String tornado = "off";
  private String encoding = "UTF-8";
  private String classPath = System.getProperty("java.class.path");

  private Compile(CompilerKind kind) {
    this.kind = kind;
  }

  /** Starts a compilation, without sources and with the class path of the tests. */
  public static Compile with(CompilerKind kind) {
    return new Compile(kind);
  }

  /** Adds a source of this qualified class name. */
  public Compile source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Adds options of the compiler. */
  public Compile options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Lets the source read the Vector API. */
  public Compile withVectorModule() {
    return options("--add-modules", "jdk.incubator.vector");
  }

  /**
   * Has task graphs generated, which is off otherwise, although the stand-in of TornadoVM's API may be on the class path. Names of
   * local variables go into the class files, since TornadoVM needs them.
   */
  public Compile withTornado() {
    tornado = "on";
    options(Tornado.compilerOptions().toArray(String[]::new));
    return options("-g");
  }

  /** Sets the processor's switch for task graphs, or, with null, lets it decide by what it sees. */
  public Compile tornadoSwitch(@Nullable String value) {
    tornado = value;
    return this;
  }

  /** Sets the encoding of sources, in which generated ones are written as well; it is UTF-8 otherwise. */
  public Compile encoding(String name) {
    encoding = name;
    return this;
  }

  /** Adds a processor; without any there are a {@link KernelsmithProcessor} and a {@link FormulaUsesProcessor}, as compilers make them. */
  public Compile processor(Processor processor) {
    processors.add(processor);
    return this;
  }

  /** Replaces the class path. */
  public Compile classPath(String path) {
    classPath = path;
    return this;
  }

  /** Lets the source see nothing but where these classes come from. */
  public Compile seeing(Class<?>... types) throws URISyntaxException {
    StringJoiner paths = new StringJoiner(File.pathSeparator);
    for (Class<?> type : types) {
      paths.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return classPath(paths.toString());
  }

  /** Compiles. */
  public Compilation run() {
    try (Workspace workspace = Workspace.create()) {
      return run(workspace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Compilation run(Workspace workspace) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      paths.add(workspace.write(source.getKey(), source.getValue(), Charset.forName(encoding)));
    }
    JavaCompiler compiler = kind.compiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    boolean success;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, Charset.forName(encoding))) {
      List<Path> entries = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, entries);
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(), files, collector, arguments(workspace), null,
              files.getJavaFileObjectsFromPaths(paths));
      task.setProcessors(processors());
      success = task.call();
    }
    List<Diagnostic<? extends JavaFileObject>> found = collector.getDiagnostics();
    Map<String, String> generated = new TreeMap<>();
    Workspace.read(workspace.generated(), ".java")
        .forEach((name, text) -> generated.put(name, new String(text, Charset.forName(encoding))));
    return new Compilation(
        success, found.stream().map(Compilation.Finding::of).toList(), generated,
        Workspace.read(workspace.classes(), ".class"), Workspace.read(workspace.classes(), ".tsv"));
  }

  private List<Processor> processors() {
    return processors.isEmpty() ? List.of(new KernelsmithProcessor(), new FormulaUsesProcessor()) : processors;
  }

  private List<String> arguments(Workspace workspace) {
    List<String> arguments = new ArrayList<>(List.of("-source", "25", "-target", "25", "-encoding", encoding));
    arguments.addAll(List.of("-classpath", classPath));
    arguments.addAll(List.of("-d", workspace.classes().toString(), "-s", workspace.generated().toString()));
    if (tornado != null && processors().stream().anyMatch(p -> p.getSupportedOptions().contains(TORNADO))) {
      arguments.add("-A" + TORNADO + "=" + tornado);
    }
    arguments.addAll(options);
    return arguments;
  }
}
