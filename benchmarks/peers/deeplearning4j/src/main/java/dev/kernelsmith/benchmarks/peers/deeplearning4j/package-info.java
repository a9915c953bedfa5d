/** Deeplearning4j as a peer. */
package dev.kernelsmith.benchmarks.peers.deeplearning4j;
