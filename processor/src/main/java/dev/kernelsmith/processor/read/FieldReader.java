package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a network class. */
final class FieldReader {
  private static final String LAYER = "dev.kernelsmith.runtime.Layer";
  private static final String RESERVED = "input";
  private static final List<Modifier> FORBIDDEN = List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);

  private final Annotations annotations;
  private final AnnotationReader reader;
  private final Diagnostics diagnostics;
  private final NetworkNames names;
  private final List<InputDeclaration> inputs = new ArrayList<>();
  private final List<LayerDeclaration> layers = new ArrayList<>();
  private final List<BlockDeclaration> blocks = new ArrayList<>();
  private final List<TypeElement> around;
  private @Nullable String before;
  private boolean complete = true;

  /**
   * A reader.
   *
   * @param around the class, behind those that it is a block in
   */
  FieldReader(
      Annotations annotations, AnnotationReader reader, Diagnostics diagnostics, NetworkNames names,
      List<TypeElement> around) {
    this.around = List.copyOf(around);
    this.annotations = annotations;
    this.reader = reader;
    this.diagnostics = diagnostics;
    this.names = names;
  }

  /** Whether the types of all layer fields could be resolved. */
  boolean complete() {
    return complete;
  }

  /** The inputs read so far. */
  List<InputDeclaration> inputs() {
    return inputs;
  }

  /** The layers read so far. */
  List<LayerDeclaration> layers() {
    return layers;
  }

  /** The blocks read so far, those inside others first. */
  List<BlockDeclaration> blocks() {
    return blocks;
  }

  /** Name of the last input, layer or block; null where there is none. */
  @Nullable
  String last() {
    return before;
  }

  /** Reads a field: an input, a layer, or nothing of the network's. */
  void read(VariableElement field) {
    String name = field.getSimpleName().toString();
    FieldFormulas formulas =
        new FieldFormulas(field, declarations(field), new FormulaAnnotations(reader, diagnostics, annotations.faulty()),
            diagnostics);
    List<AnnotationMirror> declarations = formulas.layers();
    Attributes from = reader.read(field, Annotations.FROM);
    Attributes loss = formulas.loss(field, reader);
    Attributes output = reader.read(field, Annotations.OUTPUT);
    ParameterMarks marks = new ParameterMarks(
        reader.read(field, Annotations.FROZEN), reader.read(field, Annotations.RATE_FACTOR),
        reader.readAll(field, Annotations.INITIAL, Annotations.INITIALS),
        reader.read(field, Annotations.RECOMPUTE) == null ? "" : name);
    boolean input = !declarations.isEmpty() && isInput(declarations.getFirst());
    if (declarations.isEmpty() || input) {
      reportStray(field, Annotations.FROM, Message.FROM_WITHOUT_LAYER);
      reportStray(field, Annotations.LOSS, Message.LOSS_WITHOUT_LAYER);
      reportStray(field, Annotations.OUTPUT, Message.OUTPUT_WITHOUT_LAYER);
      for (String mark : List.of(Annotations.FROZEN, Annotations.RATE_FACTOR, Annotations.INITIAL,
          Annotations.TIME_DISTRIBUTED, Annotations.RECOMPUTE)) {
        reportStray(field, mark, Message.MARK_WITHOUT_LAYER, Annotations.simple(mark), Annotations.simple(mark));
      }
      reportStray(field, Annotations.INITIALS, Message.MARK_WITHOUT_LAYER, "Initial", "Initial");
    }
    if (declarations.isEmpty()) {
      return;
    }
    MarkChecks.check(name, marks, diagnostics);
    String kind = simple(declarations.getFirst());
    checkField(field, kind);
    Attributes attributes =
        FormulaAnnotations.isFormula(declarations.getFirst())
            ? formulas.values(declarations.getFirst())
            : reader.read(field, declarations.getFirst());
    attributes = formulas.addTo(attributes);
    Attributes steps = reader.read(field, Annotations.TIME_DISTRIBUTED);
    if (steps != null && !input) {
      attributes = ofEachStep(name, kind, attributes, steps);
    }
    if (declarations.size() > 1) {
      String kinds = declarations.stream().map(mirror -> "@" + simple(mirror)).collect(Collectors.joining(" and "));
      diagnostics.report(Message.SEVERAL_LAYERS, new Position(field, declarations.get(1), null), name, kinds);
      attributes = null;
    }
    if (input) {
      inputs.add(new InputDeclaration(name, attributes, Position.of(field)));
    } else {
      if (name.equals(RESERVED)) {
        diagnostics.report(Message.RESERVED_NAME, Position.of(field), name);
      }
      LayerDeclaration layer =
          new LayerDeclaration(
              name, kind, attributes, from, loss, output, marks, before, BlockScope.NONE, Position.of(field));
      if (kind.equals(Annotations.simple(Annotations.REUSE))) {
        formulas.refuseParts(field, diagnostics,
            "the layer is as the one that it names: put it there, or on a field of its own");
      }
      if (kind.equals(BlockReader.KIND)) {
        formulas.refuseParts(field, diagnostics, "the field is a block: put it on a layer in the block's class");
        BlockReader block = new BlockReader(annotations, reader, diagnostics, names, around);
        block.read(layer, field, declarations.getFirst());
        // A block that cannot be read is a layer of which nothing is known.
        layers.addAll(block.layers().isEmpty() ? List.of(layer.as(kind, null)) : block.layers());
        blocks.addAll(block.blocks());
        complete &= block.complete();
      } else {
        layers.add(layer);
      }
    }
    before = name;
  }

  /** The values of a layer that is applied to each step; what stands for other layers is not. */
  private @Nullable Attributes ofEachStep(String name, String kind, @Nullable Attributes values, Attributes mark) {
    boolean block = kind.equals(BlockReader.KIND);
    if (block || kind.equals(Annotations.simple(Annotations.REUSE))) {
      diagnostics.report(
          Message.TIME_DISTRIBUTED, mark.annotation(), kind, name,
          block ? "put it on the layers of its class" : "it is as the layer that it names: put it there, or remove it");
      return values;
    }
    return values == null ? null : values.ofEachStep(mark);
  }

  private static boolean isInput(AnnotationMirror mirror) {
    return AnnotationReader.name(mirror).equals(Annotations.INPUT);
  }

  /** The annotations on a field that make it an input or a layer. */
  List<? extends AnnotationMirror> declarations(VariableElement field) {
    return field.getAnnotationMirrors()
        .stream()
        .filter(mirror -> isInput(mirror) || annotations.declareLayer(AnnotationReader.name(mirror))
            || FormulaAnnotations.isOne(mirror))
        .toList();
  }

  private void reportStray(VariableElement field, String annotation, Message message, Object... more) {
    AnnotationMirror mirror = AnnotationReader.find(field, annotation);
    if (mirror != null) {
      List<Object> arguments = new ArrayList<>(List.of(field.getSimpleName()));
      arguments.addAll(List.of(more));
      diagnostics.report(message, new Position(field, mirror, null), arguments.toArray());
    }
  }

  private void checkField(VariableElement field, String kind) {
    String name = field.getSimpleName().toString();
    for (Modifier modifier : FORBIDDEN) {
      if (field.getModifiers().contains(modifier)) {
        diagnostics.report(
            Message.FIELD_MODIFIER, Position.of(field), name, kind, modifier, names.network(), modifier);
      }
    }
    TypeMirror type = field.asType();
    if (type.getKind() == TypeKind.ERROR) {
      complete = false;
    } else if (!isLayer(type)) {
      diagnostics.report(Message.FIELD_TYPE, Position.of(field), name, kind, type);
    }
  }

  private static boolean isLayer(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        && ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals(LAYER);
  }

  private static String simple(AnnotationMirror mirror) {
    return Annotations.simple(AnnotationReader.name(mirror));
  }
}
