/** ONNX Runtime as a peer. */
package dev.kernelsmith.benchmarks.peers.onnxruntime;
