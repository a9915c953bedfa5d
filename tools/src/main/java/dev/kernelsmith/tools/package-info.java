/** The command line {@code kernelsmith}. */
@NullMarked
package dev.kernelsmith.tools;

import org.jspecify.annotations.NullMarked;
