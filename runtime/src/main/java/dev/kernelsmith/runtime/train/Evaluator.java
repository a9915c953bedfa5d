package dev.kernelsmith.runtime.train;

/** Loss and accuracy over a data set. */
interface Evaluator {
  /** Evaluates these parameters; on a device, those that are there, which are the same. */
  Evaluation evaluate(float[] parameters);
}
