package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.Adam.BETA1;
import static dev.kernelsmith.benchmarks.hand.Adam.BETA2;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import jdk.incubator.vector.FloatVector;

/** One step of Adam. */
final class AdamKernels {
  private AdamKernels() {}

  /** In a plain loop. */
  static final class Plain implements HandKernel {
    private final Adam adam;
    private long step;

    Plain(Adam adam) {
      this.adam = adam;
    }

    @Override
    public void run() {
      step++;
      float rate = Adam.rate(step);
      float epsilon = Adam.epsilon(step);
      for (int i = 0; i < adam.parameters().length; i++) {
        float gradient = adam.gradient()[i];
        adam.first()[i] = BETA1 * adam.first()[i] + (1 - BETA1) * gradient;
        adam.second()[i] = BETA2 * adam.second()[i] + (1 - BETA2) * gradient * gradient;
        adam.parameters()[i] -= rate * adam.first()[i] / ((float) Math.sqrt(adam.second()[i]) + epsilon);
      }
    }

    @Override
    public float[] result() {
      return adam.parameters();
    }
  }

  /** In vectors, two at a time, so that divisions and square roots of one hide behind the other; what is left at the end in a plain loop. */
  static final class Expert implements HandKernel {
    private final Adam adam;
    private long step;

    Expert(Adam adam) {
      this.adam = adam;
    }

    @Override
    public void run() {
      step++;
      float rate = Adam.rate(step);
      float epsilon = Adam.epsilon(step);
      int end = adam.parameters().length - adam.parameters().length % (2 * LANES);
      vectors(adam.parameters(), adam.gradient(), adam.first(), adam.second(), rate, epsilon, end);
      for (int i = end; i < adam.parameters().length; i++) {
        float gradient = adam.gradient()[i];
        adam.first()[i] += (1 - BETA1) * (gradient - adam.first()[i]);
        adam.second()[i] += (1 - BETA2) * (gradient * gradient - adam.second()[i]);
        adam.parameters()[i] -= rate * adam.first()[i] / ((float) Math.sqrt(adam.second()[i]) + epsilon);
      }
    }

    private static void vectors(
        float[] parameters, float[] gradient, float[] first, float[] second, float rate, float epsilon, int end) {
      FloatVector share1 = FloatVector.broadcast(SPECIES, 1 - BETA1);
      FloatVector share2 = FloatVector.broadcast(SPECIES, 1 - BETA2);
      for (int i = 0; i < end; i += 2 * LANES) {
        FloatVector g0 = FloatVector.fromArray(SPECIES, gradient, i);
        FloatVector g1 = FloatVector.fromArray(SPECIES, gradient, i + LANES);
        FloatVector m0 = FloatVector.fromArray(SPECIES, first, i);
        FloatVector m1 = FloatVector.fromArray(SPECIES, first, i + LANES);
        FloatVector v0 = FloatVector.fromArray(SPECIES, second, i);
        FloatVector v1 = FloatVector.fromArray(SPECIES, second, i + LANES);
        m0 = g0.sub(m0).fma(share1, m0);
        m1 = g1.sub(m1).fma(share1, m1);
        v0 = g0.mul(g0).sub(v0).fma(share2, v0);
        v1 = g1.mul(g1).sub(v1).fma(share2, v1);
        m0.intoArray(first, i);
        m1.intoArray(first, i + LANES);
        v0.intoArray(second, i);
        v1.intoArray(second, i + LANES);
        FloatVector change0 = m0.mul(rate).div(v0.sqrt().add(epsilon));
        FloatVector change1 = m1.mul(rate).div(v1.sqrt().add(epsilon));
        FloatVector.fromArray(SPECIES, parameters, i).sub(change0).intoArray(parameters, i);
        FloatVector.fromArray(SPECIES, parameters, i + LANES).sub(change1).intoArray(parameters, i + LANES);
      }
    }

    @Override
    public float[] result() {
      return adam.parameters();
    }
  }
}
