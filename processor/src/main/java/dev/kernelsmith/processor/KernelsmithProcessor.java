package dev.kernelsmith.processor;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.processor.diagnostics.DiagnosticPrinter;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.lower.FormulaChecks;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.read.Annotations;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.ModelReader;
import dev.kernelsmith.processor.read.StrayChecks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The annotation processor: reads classes with {@code @Network}, checks them, and has their networks generated.
 *
 * <p>Each class is compiled by itself, from its own source alone, which Gradle calls an isolating processor. A class in which a
 * type or a value cannot be resolved waits, since another processor may still write what is missing. The option {@code
 * -Akernelsmith.debug=true} adds the stack trace to the report of an internal failure; {@code -Akernelsmith.dump=DIR} writes what each
 * {@link Pass} makes to a folder; {@code -Akernelsmith.costs=true} writes a table of what each kernel computes and touches beside the classes,
 * for who measures them; {@code -Akernelsmith.winograd=off} has all convolutions computed as plain sums; {@code -Akernelsmith.tornado=on|off} asks for code for devices or forbids it, which is else written
 * where the API of TornadoVM can be seen; {@code -Akernelsmith.tornado.schedules=gpu,cpu,fpga} says for which kinds of devices.
 */
public final class KernelsmithProcessor extends AbstractProcessor {
  private final Map<String, LayerRule> rules;
  private final Annotations annotations;
  private final BackEnd backEnd;
  private ModelReader reader;
  private NameRegistry names;
  private Options options;
  private final List<Waiting> waiting = new ArrayList<>();
  private NetworkTask task;

  /** The processor as compilers load it. */
  public KernelsmithProcessor() {
    this(new Compiler());
  }

  /**
   * A processor with a back end of one's own.
   *
   * @param backEnd generates the source of each network
   */
  public KernelsmithProcessor(BackEnd backEnd) {
    this(LayerTable.rules(), backEnd);
  }

  /**
   * A processor with layers and a back end of one's own.
   *
   * @param rules rules of layers by the simple names of their annotations
   * @param backEnd generates the source of each network
   */
  public KernelsmithProcessor(Map<String, LayerRule> rules, BackEnd backEnd) {
    this.rules = rules;
    this.annotations = new Annotations(rules.values().stream().map(rule -> rule.annotation().getName()).toList());
    this.backEnd = backEnd;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    Set<String> supported = new LinkedHashSet<>(annotations.all());
    supported.add(OwnSource.GENERATED);
    return supported;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.ALL;
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    reader = new ModelReader(environment.getElementUtils(), environment.getTypeUtils(), annotations);
    names = new NameRegistry(environment.getElementUtils());
    Diagnostics diagnostics = new Diagnostics();
    options = Options.of(environment.getOptions(), diagnostics);
    DiagnosticPrinter.print(diagnostics, null, environment.getMessager());
    task = new NetworkTask(environment, reader, rules, names, backEnd, options);
    JavacOnly.watch(environment);
  }

  @Override
  public boolean process(Set<? extends TypeElement> present, RoundEnvironment round) {
    try {
      names.add(round);
      present.stream().filter(this::isOwn).forEach(annotation -> reportStray(annotation, round));
      ElementFilter.typesIn(round.getElementsAnnotatedWith(Block.class)).forEach(this::checkBlock);
      ElementFilter.typesIn(round.getElementsAnnotatedWith(Formula.class)).stream()
          .filter(type -> type.getKind() == ElementKind.ANNOTATION_TYPE).forEach(this::checkFormula);
      candidates(present, round).forEach(type -> run(type, round.processingOver()));
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.report(Message.INTERNAL, null, "this compilation", InternalFailure.text(e, options.debug()));
      DiagnosticPrinter.print(diagnostics, null, processingEnv.getMessager());
    }
    return claims(present, round);
  }

  private boolean isOwn(TypeElement annotation) {
    return annotations.all().contains(annotation.getQualifiedName().toString());
  }

  /**
   * Whether nobody else need look at these annotations: our own, and {@code @Generated} on what we wrote. What is not claimed, javac
   * warns of, with all warnings on. Where all is claimed, javac does not ask the processors that come after; so nothing is while a
   * class waits for what one of them may write.
   */
  private boolean claims(Set<? extends TypeElement> present, RoundEnvironment round) {
    return !present.isEmpty()
        && waiting.isEmpty()
        && present.stream()
            .allMatch(
                annotation -> isOwn(annotation)
                    || round.getElementsAnnotatedWith(annotation).stream().allMatch(OwnSource::isMarked));
  }

  private void run(TypeElement type, boolean last) {
    if (!task.run(type, last)) {
      ModuleElement module = processingEnv.getElementUtils().getModuleOf(type);
      waiting.add(new Waiting(module == null ? null : module.getQualifiedName().toString(),
          type.getQualifiedName().toString()));
    }
  }

  /** The classes to compile in this round, by name, since compilers differ in their order. */
  private Set<TypeElement> candidates(Set<? extends TypeElement> present, RoundEnvironment round) {
    Set<TypeElement> candidates =
        new TreeSet<>(Comparator.comparing(type -> type.getQualifiedName().toString()));
    waiting.forEach(one -> candidates.add(one.find(processingEnv.getElementUtils())));
    waiting.clear();
    present.stream()
        .filter(annotation -> annotation.getQualifiedName().contentEquals(Network.class.getName()))
        .flatMap(annotation -> ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)).stream())
        .forEach(candidates::add);
    return candidates;
  }

  /** Reports what is wrong with a block for itself, once, whatever uses it; a network is checked as that. */
  private void checkBlock(TypeElement type) {
    if (type.getAnnotation(Network.class) == null) {
      Diagnostics diagnostics = new Diagnostics();
      reader.checkBlock(type, diagnostics);
      DiagnosticPrinter.print(diagnostics, type, processingEnv.getMessager());
    }
  }

  /** Reports what is wrong with an annotation that is a layer, as far as that shows without a use. */
  private void checkFormula(TypeElement type) {
    Diagnostics diagnostics = new Diagnostics();
    Attributes declared = reader.readFormula(type, diagnostics);
    if (declared != null) {
      FormulaChecks.check(type.getSimpleName().toString(), declared, diagnostics);
    }
    if (diagnostics.hasErrors()) {
      annotations.faulty().add(type.getQualifiedName().toString());
    }
    DiagnosticPrinter.print(diagnostics, type, processingEnv.getMessager());
  }

  private void reportStray(TypeElement annotation, RoundEnvironment round) {
    Diagnostics diagnostics = new Diagnostics();
    StrayChecks.check(annotation, round, diagnostics);
    DiagnosticPrinter.print(diagnostics, annotation, processingEnv.getMessager());
  }

  /**
   * A class that waits for the next round, by name, since elements do not outlive a round.
   *
   * @param module name of its module, or null where there are no modules
   * @param type its qualified name
   */
  private record Waiting(@Nullable String module, String type) {
    TypeElement find(Elements elements) {
      return module == null
          ? elements.getTypeElement(type)
          : elements.getTypeElement(elements.getModuleElement(module), type);
    }
  }
}
