/** What {@code kernelsmith bench} measures: workloads, single kernels and the machine, each in a JVM of its own. */
@NullMarked
package dev.kernelsmith.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
