/** Handwritten-like digits, drawn on the spot. */
@NullMarked
package dev.kernelsmith.samples.digits;

import org.jspecify.annotations.NullMarked;
