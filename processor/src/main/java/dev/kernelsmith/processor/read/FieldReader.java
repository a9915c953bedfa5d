package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
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
  private boolean complete = true;

  FieldReader(Annotations annotations, AnnotationReader reader, Diagnostics diagnostics, NetworkNames names) {
    this.annotations = annotations;
    this.reader = reader;
    this.diagnostics = diagnostics;
    this.names = names;
  }

  /** Whether the types of all layer fields could be resolved. */
  boolean complete() {
    return complete;
  }

  /** A field's layer, checked; null for a field that is none. */
  @Nullable
  LayerDeclaration read(VariableElement field) {
    String name = field.getSimpleName().toString();
    List<? extends AnnotationMirror> layers = layerAnnotations(field);
    Attributes from = reader.read(field, Annotations.FROM);
    Attributes loss = reader.read(field, Annotations.LOSS);
    Attributes frozen = reader.read(field, Annotations.FROZEN);
    if (layers.isEmpty()) {
      reportStray(field, Annotations.FROM, Message.FROM_WITHOUT_LAYER);
      reportStray(field, Annotations.LOSS, Message.LOSS_WITHOUT_LAYER);
      reportStray(field, Annotations.FROZEN, Message.FROZEN_WITHOUT_LAYER);
      return null;
    }
    String kind = simple(layers.getFirst());
    checkField(field, kind);
    Attributes attributes = reader.read(field, layers.getFirst());
    if (layers.size() > 1) {
      String kinds = layers.stream().map(mirror -> "@" + simple(mirror)).collect(Collectors.joining(" and "));
      diagnostics.report(Message.SEVERAL_LAYERS, new Position(field, layers.get(1), null), name, kinds);
      attributes = null;
    }
    return new LayerDeclaration(name, kind, attributes, from, loss, frozen, Position.of(field));
  }

  /** The layer annotations on a field. */
  List<? extends AnnotationMirror> layerAnnotations(VariableElement field) {
    return field.getAnnotationMirrors()
        .stream()
        .filter(mirror -> annotations.declareLayer(AnnotationReader.name(mirror)))
        .toList();
  }

  private void reportStray(VariableElement field, String annotation, Message message) {
    AnnotationMirror mirror = AnnotationReader.find(field, annotation);
    if (mirror != null) {
      diagnostics.report(
          message, new Position(field, mirror, null), field.getSimpleName(), annotations.layersText());
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
    if (name.equals(RESERVED)) {
      diagnostics.report(Message.RESERVED_NAME, Position.of(field), name);
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
