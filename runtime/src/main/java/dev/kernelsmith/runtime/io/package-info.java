/**
 * Files: weights as safetensors, atomic replacement, and the one exception for files that cannot be what they claim
 * to be.
 */
@NullMarked
package dev.kernelsmith.runtime.io;

import org.jspecify.annotations.NullMarked;
