/** Kernels by hand: in plain loops, as anybody writes them first, and in register tiles of the Vector API, as an expert does. */
@NullMarked
package dev.kernelsmith.benchmarks.hand;

import org.jspecify.annotations.NullMarked;
