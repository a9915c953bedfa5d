package dev.kernelsmith.processor.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** Kernels of the kinds that generated code has. */
final class HandWrittenKernels {
  private HandWrittenKernels() {}

  /** y[i, j] = tanh(sum over k of x[i, k] * w[k, j]). */
  static void ksDense(FloatArray x, FloatArray w, FloatArray y, int rows, int inner, int columns) {
    for (@Parallel int i = 0; i < rows; i++) {
      for (@Parallel int j = 0; j < columns; j++) {
        float sum = 0f;
        for (int k = 0; k < inner; k++) {
          sum += x.get(i * inner + k) * w.get(k * columns + j);
        }
        y.set(i * columns + j, TornadoMath.tanh(sum));
      }
    }
  }

  /** Adds rate[0] to every weight, and one to a counter. */
  static void ksUpdate(FloatArray w, FloatArray rate, IntArray steps) {
    for (@Parallel int i = 0; i < w.getSize(); i++) {
      w.set(i, w.get(i) + rate.get(0));
      if (i == 0) {
        steps.set(0, steps.get(0) + 1);
      }
    }
  }

  /** One sum per group of 16, by a tree in local memory. */
  static void ksGroupSums(KernelContext context, FloatArray x, FloatArray sums) {
    int local = context.localIdx;
    float[] shared = context.allocateFloatLocalArray(16);
    shared[local] = x.get(context.globalIdx);
    for (int stride = 8; stride > 0; stride >>= 1) {
      context.localBarrier();
      if (local < stride) {
        shared[local] += shared[local + stride];
      }
    }
    if (local == 0) {
      sums.set(context.groupIdx, shared[0]);
    }
  }

  /** y[i] = 2 x[i] + 1, for 16 elements at once. */
  static void ksAffine(VectorFloat16 x, VectorFloat16 y) {
    for (@Parallel int i = 0; i < y.getLength(); i++) {
      y.set(i, Float16.add(Float16.mult(x.get(i), 2f), 1f));
    }
  }
}
