package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Weights and bias of one layer in an array that a device gets. */
interface StoredLayer {
  /** The array, which may hold other layers too. */
  FloatArray values();

  /** Fills the values. */
  void load(float[] weights, float[] bias);

  /** A copy of the weights. */
  float[] weights();

  /** A copy of the bias. */
  float[] bias();
}
