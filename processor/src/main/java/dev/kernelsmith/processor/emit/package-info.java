/** The last stage: takes a checked network through the later stages, and writes the files. */
package dev.kernelsmith.processor.emit;
