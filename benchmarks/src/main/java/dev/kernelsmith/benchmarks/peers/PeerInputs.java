package dev.kernelsmith.benchmarks.peers;

/**
 * Samples to predict, twice: a library takes what suits it.
 *
 * @param values all samples, one after the other, in the library's order of channels
 * @param samples each sample by itself, channels last
 */
public record PeerInputs(float[] values, float[][] samples) {}
