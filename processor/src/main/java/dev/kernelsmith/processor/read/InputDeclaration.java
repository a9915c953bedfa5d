package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Position;
import org.jspecify.annotations.Nullable;

/**
 * A field with {@code @Input}, as written.
 *
 * @param name the field's name
 * @param attributes values of the annotation, or null where they cannot be known
 * @param position the field
 */
public record InputDeclaration(String name, @Nullable Attributes attributes, Position position) {}
