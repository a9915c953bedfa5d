package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.KernelsmithProcessor;
import dev.kernelsmith.processor.emit.JavaBackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;

/**
 * A network compiled in this process, ready to run.
 *
 * @param name simple name of the annotated class
 * @param compilation what the compiler made
 * @param graph the network as the processor read it
 * @param programs the network's programs, to be interpreted
 * @param loader loads the compiled classes
 */
record GeneratedNetwork(
    String name, Compilation compilation, LayerGraph graph, NetworkPrograms programs, ClassLoader loader) {

  /** The kernels of one network, each of which must do the same. */
  enum Twin {
    SCALAR("ScalarKernels"), VECTOR_32("VectorKernels32"), VECTOR_16("VectorKernels16");

    private final String suffix;

    Twin(String suffix) {
      this.suffix = suffix;
    }

    boolean isVector() {
      return this != SCALAR;
    }
  }

  /** Options with which javac reports every warning but those about modules that incubate and annotations without processors. */
  static final String[] ALL_WARNINGS = {"-Xlint:all,-incubating,-processing,-path"};

  /** Compiles a class of the default package with javac. */
  static GeneratedNetwork compile(String name, String text) {
    List<LayerGraph> graphs = new ArrayList<>();
    JavaBackEnd backEnd = new JavaBackEnd();
    KernelsmithProcessor processor =
        new KernelsmithProcessor(
            (graph, target) -> {
              graphs.add(graph);
              backEnd.generate(graph, target);
            });
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC)
            .withVectorModule()
            .options(ALL_WARNINGS)
            .processor(processor)
            .source(name, text)
            .run();
    if (!compilation.success()) {
      throw new CompilationFailedException(compilation.report());
    }
    LayerGraph graph = graphs.getFirst();
    NetworkPrograms programs = NetworkPrograms.of(LoweredNetwork.of(graph));
    return new GeneratedNetwork(name, compilation, graph, programs, compilation.loader());
  }

  /** Kernels of one kind. */
  KernelProgram kernels(Twin twin) {
    return (KernelProgram) make(name + twin.suffix);
  }

  /** The network itself, with the kernels that this JVM would choose. */
  CompiledNetwork network(long seed) {
    try {
      Constructor<?> constructor = loader.loadClass(name + "Network").getDeclaredConstructor(long.class);
      constructor.setAccessible(true);
      return (CompiledNetwork) constructor.newInstance(seed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + "Network cannot be made", e);
    }
  }

  /** What the network says of itself. */
  NetworkSpec spec() {
    return network(0).engine().spec();
  }

  private Object make(String className) {
    try {
      Constructor<?> constructor = loader.loadClass(className).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " cannot be made", e);
    }
  }

  /** The class, or what was generated for it, has errors. */
  static final class CompilationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CompilationFailedException(String report) {
      super(report);
    }
  }
}
