/**
 * The first stage: elements and annotations to a {@link dev.kernelsmith.processor.read.ModelDeclaration}, with every diagnostic that
 * needs only syntax.
 */
package dev.kernelsmith.processor.read;
