package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Position;
import org.jspecify.annotations.Nullable;

/**
 * A field with a layer annotation, as written.
 *
 * @param name the field's name
 * @param kind simple name of the layer annotation; the first where there are several
 * @param attributes values of that annotation, or null where they cannot be known
 * @param from values of {@code @From}, or null
 * @param loss values of {@code @Loss}, or null
 * @param output values of {@code @Output}, or null
 * @param marks what is said of its parameters
 * @param before name of the layer or input that is declared before it; null for the first
 * @param scope where the names that it reads are looked up
 * @param position the field
 */
public record LayerDeclaration(
    String name,
    String kind,
    @Nullable Attributes attributes,
    @Nullable Attributes from,
    @Nullable Attributes loss,
    @Nullable Attributes output,
    ParameterMarks marks,
    @Nullable String before,
    BlockScope scope,
    Position position) {
  /** This field as a layer of another kind. */
  public LayerDeclaration as(String otherKind, @Nullable Attributes values) {
    return new LayerDeclaration(name, otherKind, values, from, loss, output, marks, before, scope, position);
  }
}
