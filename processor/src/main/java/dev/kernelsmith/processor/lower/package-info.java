/**
 * From layers to statements, forward only: one small class per layer, activation, loss and optimizer, each with its row in a
 * table ({@link dev.kernelsmith.processor.lower.Layers}, {@link dev.kernelsmith.processor.lower.Activations},
 * {@link dev.kernelsmith.processor.lower.Losses}, {@link dev.kernelsmith.processor.lower.Optimizers}).
 */
package dev.kernelsmith.processor.lower;
