/** The classes with kernels and graphs for TornadoVM. */
package dev.kernelsmith.processor.emit.device;
