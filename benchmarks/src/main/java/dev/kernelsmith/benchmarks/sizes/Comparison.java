package dev.kernelsmith.benchmarks.sizes;

/**
 * A size that is not round, and the nearest one that is.
 *
 * @param what it is, in words
 * @param odd the network
 * @param oddBatch its batch
 * @param round the network beside it
 * @param roundBatch its batch
 */
record Comparison(String what, SizedNetwork odd, int oddBatch, SizedNetwork round, int roundBatch) {}
