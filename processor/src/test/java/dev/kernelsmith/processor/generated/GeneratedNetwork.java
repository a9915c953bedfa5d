package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.KernelsmithProcessor;
import dev.kernelsmith.processor.Compiler;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.PieceUse;
import dev.kernelsmith.processor.schedule.WinogradUse;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.lang.ref.SoftReference;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network compiled in this process, ready to run.
 *
 * @param name simple name of the annotated class
 * @param compilation what the compiler made
 * @param graph the network as the processor read it
 * @param programs the network's programs, to be interpreted
 * @param update what a step makes of gradients, to be interpreted
 * @param loader loads the compiled classes
 */
record GeneratedNetwork(
    String name, Compilation compilation, LayerGraph graph, NetworkPrograms programs, UpdateProgram update,
    ClassLoader loader) {

  /** The kernels of one network, each of which must do the same. */
  enum Variant {
    SCALAR("ScalarKernels"), VECTOR_32("VectorKernels32"), VECTOR_16("VectorKernels16");

    private final String suffix;

    Variant(String suffix) {
      this.suffix = suffix;
    }

    boolean isVector() {
      return this != SCALAR;
    }
  }

  private static final String SCHEDULES = "-Akernelsmith.tornado.schedules=";
  private static final String ALL_DEVICES = SCHEDULES + "gpu,cpu,fpga";

  /** Every warning of javac but those about modules that incubate and annotations without processors. */
  private static final String ALL_OF_JAVAC = "-Xlint:all,-incubating,-processing,-path";

  /** Those of Eclipse's compiler that concern what code does, not how it is written. */
  private static final String ALL_OF_ECLIPSE =
      "-warn:allDeadCode,allDeprecation,assertIdentical,compareIdentical,constructorName,dep-ann,discouraged,"
          + "emptyBlock,enumSwitch,fallthrough,finalBound,finally,hiding,intfAnnotation,intfNonInherited,maskedCatchBlock,"
          + "noEffectAssign,null,nullDereference,over-ann,pkgDefaultMethod,raw,resource,semicolon,serial,static-access,"
          + "suppress,syncOverride,typeHiding,unchecked,unnecessaryElse,unusedImport,unusedLabel,unusedLocal,"
          + "unusedPrivate,varargsCast,warningToken";

  /** What was compiled for the CPU before in this JVM, as long as there is room: many tests try the same few networks. */
  private static final Map<String, SoftReference<GeneratedNetwork>> COMPILED = new ConcurrentHashMap<>();

  /** Compiles a class of the default package with javac, for the CPU; the same source once for all tests. */
  static GeneratedNetwork compile(NetworkSource source) {
    return compile(source.name(), source.text());
  }

  /** Compiles a source of a class of the default package with javac, for the CPU; the same source once for all tests. */
  static GeneratedNetwork compile(String name, String source) {
    SoftReference<GeneratedNetwork> before = COMPILED.get(name + "\n" + source);
    GeneratedNetwork known = before == null ? null : before.get();
    if (known != null) {
      return known;
    }
    GeneratedNetwork compiled = compileAnew(name, source);
    COMPILED.put(name + "\n" + source, new SoftReference<>(compiled));
    return compiled;
  }

  /** The same, though another test may have compiled it: for who counts what code does that has not run before. */
  static GeneratedNetwork compileAnew(NetworkSource source) {
    return compileAnew(source.name(), source.text());
  }

  private static GeneratedNetwork compileAnew(String name, String source) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().options(ALL_OF_JAVAC);
    return compile(name, source, compile, new Compiler(), LoweredNetwork::of, null);
  }

  /** Compiles a class of the default package with javac, for the CPU, to kernels that take one sample at a time, and that threads can share. */
  static GeneratedNetwork compileSingle(NetworkSource source) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().options(ALL_OF_JAVAC);
    return compile(source, compile, new Compiler(0, WinogradUse.WHERE_FASTER, PieceUse.EVERYWHERE));
  }

  /** Compiles a class of the default package with javac, for the CPU, to kernels that compute windows by fewer products and that threads
   * can share, both wherever possible.
   */
  static GeneratedNetwork compileWinograd(NetworkSource source) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().options(ALL_OF_JAVAC);
    return compile(source, compile, new Compiler(Compiler.LARGEST_BLOCK, WinogradUse.EVERYWHERE, PieceUse.EVERYWHERE));
  }

  /** Compiles a class of the default package to all that can be generated: also for all kinds of devices. */
  static GeneratedNetwork compileAll(NetworkSource source, CompilerKind kind) {
    String warnings = kind == CompilerKind.JAVAC ? ALL_OF_JAVAC : ALL_OF_ECLIPSE;
    return compile(source, Compile.with(kind).withVectorModule().withTornado().options(warnings, ALL_DEVICES));
  }

  /** Compiles a class of the default package to scalar kernels, and to code for all kinds of devices. */
  static GeneratedNetwork compileForDevices(NetworkSource source) {
    return compile(source, Compile.with(CompilerKind.JAVAC).withTornado().options(ALL_OF_JAVAC, ALL_DEVICES));
  }

  /** The same for some kinds of devices. */
  static GeneratedNetwork compileForDevices(NetworkSource source, List<Kind> kinds) {
    String schedules = kinds.stream().map(Kind::name).collect(Collectors.joining(",", SCHEDULES, ""));
    return compile(source, Compile.with(CompilerKind.JAVAC).withTornado().options(ALL_OF_JAVAC, schedules));
  }

  /** Compiles a class of the default package with javac to all that can be generated, its forward pass changed. */
  static GeneratedNetwork compileChanged(NetworkSource source, UnaryOperator<LoweredNetwork> change) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado();
    return compile(
        source.name(), source.text(), compile.options(ALL_OF_JAVAC, ALL_DEVICES), new Compiler(),
        (graph, mode) -> change.apply(LoweredNetwork.of(graph, mode)), null);
  }

  /** Compiles a class of the default package with javac to all that can be generated. */
  static GeneratedNetwork compileAs(String name, String source) {
    return compileAs(name, source, UnaryOperator.identity());
  }

  /** Compiles a class of the default package to all that can be generated, but as another network with layers of the same names. */
  static GeneratedNetwork compileAs(String name, String source, UnaryOperator<LayerGraph> change) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado();
    return compile(
        name, source, compile.options(ALL_OF_JAVAC, ALL_DEVICES), new Compiler(),
        (graph, mode) -> LoweredNetwork.of(change.apply(graph), mode), null);
  }

  /** Compiles a class of the default package with javac to all that can be generated, with an optimizer in place of its own. */
  static GeneratedNetwork compileFor(OptimizerRule optimizer, NetworkSource source) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado();
    return compile(
        source.name(), source.text(), compile.options(ALL_OF_JAVAC, ALL_DEVICES), new Compiler(),
        LoweredNetwork::of, optimizer);
  }

  private static GeneratedNetwork compile(NetworkSource source, Compile compile) {
    return compile(source, compile, new Compiler());
  }

  private static GeneratedNetwork compile(NetworkSource source, Compile compile, Compiler backEnd) {
    return compile(source.name(), source.text(), compile, backEnd, LoweredNetwork::of, null);
  }

  private static GeneratedNetwork compile(
      String name, String source, Compile compile, Compiler backEnd,
      BiFunction<LayerGraph, Mode, LoweredNetwork> lowering, @Nullable OptimizerRule other) {
    List<OptimizerRule> optimizer = new ArrayList<>();
    List<NetworkPrograms> written = new ArrayList<>();
    KernelsmithProcessor processor =
        new KernelsmithProcessor(
            (graph, target) -> {
              written.add(NetworkPrograms.of(mode -> lowering.apply(graph, mode)));
              optimizer.add(other == null ? Optimizers.of(graph) : other);
              backEnd.generate(written.getLast(), optimizer.getLast(), target);
            });
    Compilation compilation = compile.processor(processor).source(name, source).run();
    if (!compilation.success()) {
      throw new CompilationFailedException(compilation.report());
    }
    NetworkPrograms programs = written.getFirst();
    LayerGraph graph = programs.network().graph();
    UpdateProgram update =
        UpdateProgram.of(
            optimizer.getFirst(), graph.optimizerAttributes(),
            ParameterLayout.of(programs.network().parameters()).spans());
    return new GeneratedNetwork(name, compilation, graph, programs, update, compilation.loader());
  }

  /** Kernels of one kind. */
  KernelProgram kernels(Variant variant) {
    return (KernelProgram) make(kernelsName(variant));
  }

  /** The class of the kernels of one kind. */
  String kernelsName(Variant variant) {
    return name + variant.suffix;
  }

  /** What the compiler said of its own. */
  List<Finding> complaints() {
    return compilation.findings().stream().filter(f -> f.id().isEmpty()).toList();
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
