/**
 * Measurements: the network under test, its data, and programs that need no more than one JVM each. {@code docs/performance.md}
 * says how to run them.
 */
@NullMarked
package dev.kernelsmith.benchmarks;

import org.jspecify.annotations.NullMarked;
