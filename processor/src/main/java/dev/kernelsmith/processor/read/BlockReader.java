package dev.kernelsmith.processor.read;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of a block in the place of a field. All that is found about them is told at the field: the block may come from a jar, and
 * it is the use that gives the numbers.
 */
final class BlockReader {
  static final String KIND = Block.class.getSimpleName();

  /** What a block's layers call the value that the block reads. */
  private static final String INPUT = "input";

  /** Repetitions of one block. */
  private static final int MOST_REPEATS = 1000;

  private final Annotations annotations;
  private final AnnotationReader reader;
  private final Diagnostics diagnostics;
  private final NetworkNames names;

  /** The classes whose layers are being read, outermost first. */
  private final List<TypeElement> around;

  private final List<LayerDeclaration> layers = new ArrayList<>();
  private final List<BlockDeclaration> blocks = new ArrayList<>();
  private boolean complete = true;

  BlockReader(
      Annotations annotations, AnnotationReader reader, Diagnostics diagnostics, NetworkNames names,
      List<TypeElement> around) {
    this.annotations = annotations;
    this.reader = reader;
    this.diagnostics = diagnostics;
    this.names = names;
    this.around = around;
  }

  /** The layers read so far. */
  List<LayerDeclaration> layers() {
    return layers;
  }

  /** The blocks read so far, those inside others first. */
  List<BlockDeclaration> blocks() {
    return blocks;
  }

  /** Whether the types of all fields could be resolved. */
  boolean complete() {
    return complete;
  }

  /**
   * Reads the layers of a block.
   *
   * @param field the field, as if it were a layer
   * @param element the field itself
   * @param mirror its annotation
   */
  void read(LayerDeclaration field, VariableElement element, AnnotationMirror mirror) {
    Position at = new Position(element, mirror, null);
    Attributes use = field.attributes();
    if (use == null) {
      return;
    }
    TypeElement type = type(mirror);
    if (type == null) {
      diagnostics.report(Message.BLOCK_WITHOUT_CLASS, at, field.name());
      return;
    }
    String name = type.getSimpleName().toString();
    FieldReader inner = inner(field, type, at);
    if (inner == null) {
      return;
    }
    int repeat = use.integer("repeat");
    if (repeat < 1 || repeat > MOST_REPEATS) {
      diagnostics.report(Message.BLOCK_REPEAT, use.at("repeat"), field.name(), repeat, MOST_REPEATS);
      return;
    }
    BlockValues values = new BlockValues(use);
    String last = inner.last();
    String input = field.from() == null ? field.before() : field.from().text("value");
    String output = "";
    for (int r = 1; r <= repeat; r++) {
      BlockScope scope = new BlockScope(repeat == 1 ? field.name() : field.name() + "." + r, input, name);
      for (BlockDeclaration block : inner.blocks()) {
        blocks.add(
            new BlockDeclaration(
                scope.full(block.name()), scope.full(block.output()), moved(block.from(), at, values),
                within(block.scope(), scope)));
      }
      for (LayerDeclaration layer : inner.layers()) {
        boolean end = r == repeat && layer == inner.layers().getLast();
        layers.add(placed(layer, scope, field, at, values, end));
      }
      output = scope.full(last);
      input = output;
      if (repeat > 1) {
        blocks.add(new BlockDeclaration(scope.prefix(), output, null, scope));
      }
    }
    blocks.add(new BlockDeclaration(field.name(), output, field.from(), field.scope()));
    report(field, use, name, values);
  }

  private void report(LayerDeclaration field, Attributes use, String name, BlockValues values) {
    if (!values.missing().isEmpty()) {
      diagnostics.report(
          Message.BLOCK_VALUE_MISSING, use.annotation(), field.name(), text(values.missing()), name,
          values.missing().iterator().next());
    }
    values.broken().forEach(
        value -> diagnostics.report(Message.BLOCK_VALUE_BROKEN, use.annotation(), field.name(), value, name));
    if (!values.unused().isEmpty()) {
      diagnostics.report(
          Message.BLOCK_VALUE_UNUSED, use.at(values.unused().getFirst().replaceFirst("\\[.*", "")), field.name(),
          text(values.unused()), name);
    }
  }

  private static String text(Iterable<String> names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add("'" + name + "'"));
    return String.join(", ", all);
  }

  /** The class that a use names; null where it names none. */
  private @Nullable TypeElement type(AnnotationMirror mirror) {
    return mirror.getElementValues().entrySet().stream()
        .filter(value -> value.getKey().getSimpleName().contentEquals("value"))
        .map(value -> value.getValue().getValue())
        .filter(value -> value instanceof DeclaredType declared && declared.getKind() == TypeKind.DECLARED)
        .map(value -> (TypeElement) ((DeclaredType) (TypeMirror) value).asElement())
        .findFirst()
        .orElse(null);
  }

  /** The fields of a block; null, and a finding, where they are no layers. */
  private @Nullable FieldReader inner(LayerDeclaration field, TypeElement type, Position at) {
    String name = type.getSimpleName().toString();
    if (type.getKind() != ElementKind.CLASS && type.getKind() != ElementKind.INTERFACE) {
      diagnostics.report(Message.BLOCK_NOT_CLASS, at, field.name(), name);
      return null;
    }
    if (around.contains(type)) {
      String path = around.stream().map(t -> t.getSimpleName() + " > ").collect(Collectors.joining());
      diagnostics.report(Message.BLOCK_CYCLE, at, field.name(), path + name);
      return null;
    }
    Diagnostics own = new Diagnostics();
    List<TypeElement> inside = new ArrayList<>(around);
    inside.add(type);
    FieldReader inner = new FieldReader(annotations, reader, own, names, inside);
    ElementFilter.fieldsIn(type.getEnclosedElements()).forEach(inner::read);
    complete = inner.complete();
    if (own.hasErrors()) {
      String text =
          own.findings().stream().filter(f -> f.message().kind() == Kind.ERROR).findFirst().orElseThrow().text();
      diagnostics.report(Message.BLOCK_FAULT, at, field.name(), name, text);
      return null;
    }
    if (!inner.inputs().isEmpty()) {
      diagnostics.report(Message.BLOCK_INPUT, at, field.name(), name, inner.inputs().getFirst().name());
      return null;
    }
    if (inner.layers().isEmpty()) {
      diagnostics.report(Message.BLOCK_EMPTY, at, field.name(), name);
      return null;
    }
    boolean network = AnnotationReader.find(type, Annotations.NETWORK) != null;
    for (LayerDeclaration layer : inner.layers()) {
      if (!network && (layer.loss() != null || layer.output() != null)) {
        diagnostics.report(Message.BLOCK_LOSS, at, field.name(), name, layer.name());
        return null;
      }
    }
    return inner;
  }

  /** A layer of a block where a field is, as if the field's annotation gave all its values. */
  private static LayerDeclaration placed(
      LayerDeclaration layer, BlockScope scope, LayerDeclaration field, Position at, BlockValues values, boolean end) {
    boolean first = layer.before() == null || layer.before().equals(INPUT);
    String before = first ? scope.input() : scope.full(layer.before());
    // What is another layer once more has that one's parameters, which is in the same block.
    ParameterMarks own =
        layer.marks().moved(mark -> Objects.requireNonNull(moved(mark, at, values))).renamed(scope::full);
    ParameterMarks given =
        layer.kind().equals(Reuse.class.getSimpleName()) ? ParameterMarks.ofUse(field.marks().recomputed())
            : field.marks();
    ParameterMarks marks = given.over(own);
    return new LayerDeclaration(
        scope.full(layer.name()), layer.kind(), moved(layer.attributes(), at, values), moved(layer.from(), at, values),
        end ? field.loss() : null, end ? field.output() : null, marks, before, within(layer.scope(), scope),
        field.position());
  }

  private static BlockScope within(BlockScope inner, BlockScope outer) {
    if (!inner.isBlock()) {
      return outer;
    }
    boolean own = inner.input() == null || inner.input().equals(INPUT);
    String input = own ? outer.input() : outer.full(inner.input());
    return new BlockScope(outer.full(inner.prefix()), input, inner.block());
  }

  private static @Nullable Attributes moved(@Nullable Attributes attributes, Position to, BlockValues values) {
    if (attributes == null) {
      return null;
    }
    Map<String, Position> positions = new LinkedHashMap<>();
    Set<String> given = attributes.positions().keySet();
    given.forEach(name -> positions.put(name, to));
    Map<String, Object> all = values.in(attributes.values());
    all.replaceAll(
        (name, value) -> FormulaUse.isOne(name) && value instanceof Attributes formula ? moved(formula, to, values)
            : value);
    return new Attributes(all, positions, to);
  }
}
