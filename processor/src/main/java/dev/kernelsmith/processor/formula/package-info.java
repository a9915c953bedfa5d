/**
 * The notation of {@code @Formula}: text to tree and back, and the extents of indices. It is the notation in which statements are printed
 * ({@link dev.kernelsmith.processor.ir.Statement#toString}), so that what a dump shows can be read again.
 */
package dev.kernelsmith.processor.formula;
