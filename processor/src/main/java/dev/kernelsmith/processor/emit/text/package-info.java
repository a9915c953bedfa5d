/** Pieces of Java text: names, constants, types under construction, index arithmetic. */
package dev.kernelsmith.processor.emit.text;
