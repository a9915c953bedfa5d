package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The loss of each sample, and the gradient of their mean by the logits; results have all gradients first. */
final class SoftmaxKernels {
  private SoftmaxKernels() {}

  /** Sample by sample. */
  record Plain(Softmax softmax, float[] result) implements HandKernel {
    Plain(Softmax softmax) {
      this(softmax, new float[softmax.samples() * softmax.classes() + softmax.samples()]);
    }

    @Override
    public void run() {
      int classes = softmax.classes();
      for (int n = 0; n < softmax.samples(); n++) {
        int at = n * classes;
        float largest = softmax.logits()[at];
        for (int c = 1; c < classes; c++) {
          largest = Math.max(largest, softmax.logits()[at + c]);
        }
        float sum = 0;
        for (int c = 0; c < classes; c++) {
          result[at + c] = (float) Math.exp(softmax.logits()[at + c] - largest);
          sum += result[at + c];
        }
        for (int c = 0; c < classes; c++) {
          result[at + c] /= sum * softmax.samples();
        }
        int label = softmax.labels()[n];
        result[at + label] -= 1f / softmax.samples();
        result[softmax.samples() * classes + n] = (float) Math.log(sum) - (softmax.logits()[at + label] - largest);
      }
    }
  }

  /** Lanes are samples. */
  static final class Expert implements HandKernel {
    private final Softmax softmax;
    private final float[] logits;
    private final float[] labels;
    private final float[] gradients;
    private final float[] losses;

    Expert(Softmax softmax) {
      this.softmax = softmax;
      logits = Data.samplesInnermost(softmax.logits(), softmax.samples());
      labels = new float[softmax.samples()];
      for (int n = 0; n < labels.length; n++) {
        labels[n] = softmax.labels()[n];
      }
      gradients = new float[logits.length];
      losses = new float[labels.length];
    }

    @Override
    public void run() {
      for (int n = 0; n < softmax.samples(); n += LANES) {
        vector(n);
      }
    }

    private void vector(int n) {
      int samples = softmax.samples();
      FloatVector largest = FloatVector.fromArray(SPECIES, logits, n);
      for (int c = 1; c < softmax.classes(); c++) {
        largest = largest.max(FloatVector.fromArray(SPECIES, logits, c * samples + n));
      }
      FloatVector label = FloatVector.fromArray(SPECIES, labels, n);
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector own = FloatVector.zero(SPECIES);
      for (int c = 0; c < softmax.classes(); c++) {
        FloatVector difference = FloatVector.fromArray(SPECIES, logits, c * samples + n).sub(largest);
        FloatVector power = difference.lanewise(VectorOperators.EXP);
        own = own.blend(difference, label.eq(c));
        sum = sum.add(power);
        power.intoArray(gradients, c * samples + n);
      }
      sum.lanewise(VectorOperators.LOG).sub(own).intoArray(losses, n);
      FloatVector share = FloatVector.broadcast(SPECIES, 1f / samples);
      FloatVector factor = share.div(sum);
      for (int c = 0; c < softmax.classes(); c++) {
        FloatVector scaled = FloatVector.fromArray(SPECIES, gradients, c * samples + n).mul(factor);
        scaled.sub(share, label.eq(c)).intoArray(gradients, c * samples + n);
      }
    }

    @Override
    public float[] result() {
      float[] result = new float[gradients.length + losses.length];
      System.arraycopy(Data.samplesOutermost(gradients, losses.length), 0, result, 0, gradients.length);
      System.arraycopy(losses, 0, result, gradients.length, losses.length);
      return result;
    }
  }
}
