/** TensorFlow Java as a peer. */
package dev.kernelsmith.benchmarks.peers.tensorflow;
