/**
 * Training steps written by hand for TornadoVM, as a comparison for generated ones: what they share (kernels of layers,
 * the interface), one class per network, a check of their results and a program that compares their speed.
 */
@NullMarked
package dev.kernelsmith.benchmarks.tornado;

import org.jspecify.annotations.NullMarked;
