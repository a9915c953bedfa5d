/** Texts and time series: tokens, windows, and sequences of different lengths. */
@NullMarked
package dev.kernelsmith.data.sequences;

import org.jspecify.annotations.NullMarked;
