/** From tiled loops to Java source: scalar and vector kernels, and the network class around them. */
package dev.kernelsmith.processor.emit;
