/**
 * From statements to tiled loops for a target: which statements share a kernel, which axis the vector lanes take, how many
 * accumulators a register tile holds, how buffers are laid out and where they lie. Knows statements only, no layer.
 */
package dev.kernelsmith.processor.schedule;
