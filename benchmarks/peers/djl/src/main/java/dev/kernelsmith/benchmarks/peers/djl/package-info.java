/** The Deep Java Library with PyTorch as a peer. */
package dev.kernelsmith.benchmarks.peers.djl;
