package dev.kernelsmith.processor.read;

import org.jspecify.annotations.Nullable;

/**
 * A field with {@code @Block}, whose layers are among those of the class; or one of its repetitions, which can be named as well.
 *
 * @param name its full name
 * @param output full name of the layer, or block, whose value it gives
 * @param from values of {@code @From}, or null; of a repetition null, since it is the field that has them
 * @param scope where {@code from} is looked up
 */
public record BlockDeclaration(String name, String output, @Nullable Attributes from, BlockScope scope) {}
