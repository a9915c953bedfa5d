/** Compiled networks: prediction, layers, weights in files. */
@NullMarked
package dev.kernelsmith.runtime;

import org.jspecify.annotations.NullMarked;
