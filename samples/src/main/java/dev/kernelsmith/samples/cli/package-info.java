/** The command line {@code kernelsmith}. */
@NullMarked
package dev.kernelsmith.samples.cli;

import org.jspecify.annotations.NullMarked;
