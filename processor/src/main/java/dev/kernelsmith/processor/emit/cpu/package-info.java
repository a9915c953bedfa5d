/** The classes with scalar and vector kernels. */
package dev.kernelsmith.processor.emit.cpu;
