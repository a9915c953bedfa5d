package dev.kernelsmith.runtime.train;

import java.util.Locale;

/**
 * A buffer that a device computed otherwise than the CPU.
 *
 * @param step the training step, from 1; 0 for a prediction
 * @param task the task on the device that computes the buffer
 * @param buffer {@code logits}, {@code probabilities}, {@code losses}, {@code gradient of ...}, {@code ... after the update}
 * @param cpuNorm Euclidean norm of what the CPU computed
 * @param deviceNorm Euclidean norm of what the device computed
 * @param differenceNorm Euclidean norm of the difference
 * @param limit greatest norm of a difference that rounding explains
 */
public record Difference(
    int step, String task, String buffer, double cpuNorm, double deviceNorm, double differenceNorm, double limit) {

  /** In one sentence. */
  public String message() {
    return String.format(Locale.ROOT,
        "%s, task %s: %s differs from the CPU's by %.3g (norms: CPU %.6g, device %.6g), more than the %.3g that rounding explains",
        step == 0 ? "in a prediction" : "in training step " + step, task, buffer, differenceNorm, cpuNorm,
        deviceNorm, limit);
  }
}
