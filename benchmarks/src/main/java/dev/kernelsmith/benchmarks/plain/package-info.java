/** LeNet-5 by hand in plain Java, sample by sample in straight loops: the baseline, and a reference for generated code. */
@NullMarked
package dev.kernelsmith.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
