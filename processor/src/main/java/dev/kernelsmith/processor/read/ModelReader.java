package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.CompilerQuirks;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads an annotated class, and finds every fault that needs no more than its syntax. */
public final class ModelReader {
  private static final String CONTRACT = "dev.kernelsmith.runtime.CompiledNetwork";
  private static final String ENGINE = "dev.kernelsmith.runtime.NetworkEngine";

  private final Elements elements;
  private final Types types;
  private final Annotations annotations;

  /**
   * A reader.
   *
   * @param elements the compiler's
   * @param types the compiler's
   * @param annotations those to read
   */
  public ModelReader(Elements elements, Types types, Annotations annotations) {
    this.elements = elements;
    this.types = types;
    this.annotations = annotations;
  }

  /** The names of an annotated class and of what is generated for it. */
  public NetworkNames names(TypeElement type) {
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String qualified = type.getQualifiedName().toString();
    return new NetworkNames(packageName,
        packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1));
  }

  /** Whether a class's module can see the classes of the Vector API. */
  public boolean seesVectorModule(TypeElement type) {
    return CompilerQuirks.readable(elements, type, "jdk.incubator.vector.FloatVector");
  }

  /** Whether code in the class's module can name the API of TornadoVM. */
  public boolean seesTornado(TypeElement type) {
    return CompilerQuirks.readable(elements, type, "uk.ac.manchester.tornado.api.TaskGraph");
  }

  /** Whether the class's module can name the annotation {@code Generated}. */
  public boolean seesGenerated(TypeElement type) {
    return CompilerQuirks.readable(elements, type, "javax.annotation.processing.Generated");
  }

  /**
   * Reads a class.
   *
   * @param type the class with {@code @Network}
   * @param diagnostics takes every fault found
   * @return what it declares, or null where it is no class or the runtime is missing, so that nothing else could be said of it
   */
  public @Nullable ModelDeclaration read(TypeElement type, Diagnostics diagnostics) {
    NetworkNames names = names(type);
    ClassChecks classChecks = new ClassChecks(elements, types, diagnostics, type, names);
    TypeElement contract = CompilerQuirks.visible(elements, type, CONTRACT);
    if (contract == null) {
      diagnostics.report(Message.RUNTIME_MISSING, Position.of(type), names.className(), names.network());
    }
    if (!classChecks.isClass() || contract == null) {
      return null;
    }
    classChecks.check();
    MethodChecks methodChecks = new MethodChecks(elements, types, diagnostics);
    methodChecks.check(type, names, contract);
    checkNames(type, names, diagnostics);
    AnnotationReader reader = new AnnotationReader(elements, diagnostics);
    FieldReader fields = new FieldReader(annotations, reader, diagnostics, names, List.of(type));
    boolean ancestorsKnown = readSuperclasses(type, fields, diagnostics);
    ElementFilter.fieldsIn(type.getEnclosedElements()).forEach(fields::read);
    methodChecks.check(type, names, TypedSignatures.of(fields.inputs(), fields.layers()));
    Attributes network = reader.read(type, Annotations.NETWORK);
    Attributes optimizer = optimizer(type, reader, diagnostics);
    String file =
        MarkChecks.file(
            names.className(), reader.readAll(type, Annotations.INITIAL, Annotations.INITIALS), diagnostics);
    boolean complete = reader.complete() && fields.complete() && ancestorsKnown;
    return new ModelDeclaration(type, names, network, optimizer, fields.inputs(), fields.layers(), fields.blocks(),
        file, complete);
  }

  /**
   * Finds the faults of a class with {@code @Block} that need no more than its syntax; those of its use are found there.
   *
   * @param type the class
   * @param diagnostics takes every fault found
   */
  public void checkBlock(TypeElement type, Diagnostics diagnostics) {
    AnnotationReader reader = new AnnotationReader(elements, diagnostics);
    FieldReader fields = new FieldReader(annotations, reader, diagnostics, names(type), List.of(type));
    ElementFilter.fieldsIn(type.getEnclosedElements()).forEach(fields::read);
  }

  /**
   * Finds the faults of an annotation with {@code @Formula} that need no more than its declaration.
   *
   * @param type the annotation
   * @param diagnostics takes every fault found
   * @return what a layer with it would have; null where that cannot be known
   */
  public @Nullable Attributes readFormula(TypeElement type, Diagnostics diagnostics) {
    return new FormulaAnnotations(new AnnotationReader(elements, diagnostics), diagnostics, annotations.faulty())
        .declared(type);
  }

  /** Reports a type of the runtime that the generated class must name and cannot. */
  private static void checkNames(TypeElement type, NetworkNames names, Diagnostics diagnostics) {
    VisibleNames visible = VisibleNames.of(type, names);
    List.of(CONTRACT, ENGINE)
        .stream()
        .filter(needed -> !visible.canName(needed))
        .findFirst()
        .ifPresent(needed -> diagnostics.report(
            Message.NAME_HIDDEN, Position.of(type), names.className(), names.network(),
            needed.substring(needed.lastIndexOf('.') + 1), needed.substring(0, needed.indexOf('.')), needed));
  }

  /** The values of {@code @Optimizer}, or its defaults, with the formula that is the rule. */
  private @Nullable Attributes optimizer(TypeElement type, AnnotationReader reader, Diagnostics diagnostics) {
    List<? extends AnnotationMirror> formulas =
        type.getAnnotationMirrors().stream().filter(FormulaAnnotations::isFormula).toList();
    if (formulas.isEmpty()) {
      return AnnotationReader.find(type, Annotations.OPTIMIZER) == null
          ? reader.defaults(CompilerQuirks.visible(elements, type, Annotations.OPTIMIZER), Map.of("type", "ADAM"))
          : reader.read(type, Annotations.OPTIMIZER);
    }
    AnnotationMirror first = formulas.getFirst();
    Position at = new Position(type, first, null);
    Attributes rule = new FormulaAnnotations(reader, diagnostics, annotations.faulty()).read(type, first);
    Attributes values =
        AnnotationReader.find(type, Annotations.OPTIMIZER) == null
            ? reader.defaults(Annotations.OPTIMIZER, at)
            : reader.read(type, Annotations.OPTIMIZER);
    if (rule == null || values == null) {
      return null;
    }
    FormulaUse use = FormulaUse.of(FormulaLayer.of(rule).value());
    if (use != FormulaUse.OPTIMIZER || formulas.size() > 1) {
      boolean other = use != FormulaUse.OPTIMIZER;
      if (other) {
        values = null;
      }
      diagnostics.report(
          Message.FORMULA_USE, other ? at : new Position(type, formulas.get(1), null),
          Annotations.simple(AnnotationReader.name(other ? first : formulas.get(1))), type.getSimpleName(),
          other ? use.words() : FormulaUse.OPTIMIZER.words(),
          other ? "on a class it is an optimizer, which sets 'p', without indices: put others on a field"
              : "there is another one: keep one of them");
    }
    return values == null ? null : values.with(FormulaUse.OPTIMIZER, rule);
  }

  /** Reports layers in superclasses; whether all ancestors could be resolved. */
  private boolean readSuperclasses(TypeElement type, FieldReader fields, Diagnostics diagnostics) {
    TypeMirror above = type.getSuperclass();
    while (above.getKind() == TypeKind.DECLARED) {
      TypeElement superclass = (TypeElement) ((DeclaredType) above).asElement();
      for (VariableElement field : ElementFilter.fieldsIn(superclass.getEnclosedElements())) {
        fields.declarations(field)
            .stream()
            .findFirst()
            .ifPresent(layer -> reportInherited(type, superclass, field, layer, diagnostics));
      }
      above = superclass.getSuperclass();
    }
    return above.getKind() == TypeKind.NONE
        && type.getInterfaces().stream().noneMatch(i -> i.getKind() == TypeKind.ERROR);
  }

  private void reportInherited(
      TypeElement type, TypeElement superclass, VariableElement field, AnnotationMirror layer,
      Diagnostics diagnostics) {
    diagnostics.report(
        Message.SUPERCLASS_LAYER, Position.of(type), field.getSimpleName(), superclass.getSimpleName(),
        Annotations.simple(AnnotationReader.name(layer)), names(type).className());
  }
}
