/**
 * Training: {@link dev.kernelsmith.runtime.train.Trainer} and what it is set up with. The result has the same bits for any number
 * of threads.
 */
@NullMarked
package dev.kernelsmith.runtime.train;

import org.jspecify.annotations.NullMarked;
