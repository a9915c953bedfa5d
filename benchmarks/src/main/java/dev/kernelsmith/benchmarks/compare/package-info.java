/** Programs that measure whole trainings in processes of their own: speed in turns with others, and warm-up. */
@NullMarked
package dev.kernelsmith.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
