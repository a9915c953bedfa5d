/** Networks to read first, to run, and to copy from. */
@NullMarked
package dev.kernelsmith.samples;

import org.jspecify.annotations.NullMarked;
