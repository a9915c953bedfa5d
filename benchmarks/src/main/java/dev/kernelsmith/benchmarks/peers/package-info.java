/** Other libraries on the same networks, samples and machine: what they must offer, how they are run in turns with ours, and the table of ratios. */
@NullMarked
package dev.kernelsmith.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
