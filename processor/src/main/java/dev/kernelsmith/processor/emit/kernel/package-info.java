/** From the kernels of a schedule to methods: tiles, loops, maxima and sums, in the words of a dialect. Knows neither a network nor where a method stands. */
package dev.kernelsmith.processor.emit.kernel;
