/**
 * The second stage: wiring and shape inference, a {@link dev.kernelsmith.processor.graph.LayerGraph} with every diagnostic about names
 * and shapes.
 */
package dev.kernelsmith.processor.graph;
