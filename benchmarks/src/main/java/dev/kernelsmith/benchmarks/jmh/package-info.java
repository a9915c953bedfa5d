/** JMH benchmarks: training, prediction, single kernels. */
@NullMarked
package dev.kernelsmith.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
