/** How the speed of dense and convolution networks depends on their size: networks that are written, compiled and measured when asked for. */
@NullMarked
package dev.kernelsmith.benchmarks.sizes;

import org.jspecify.annotations.NullMarked;
