package dev.kernelsmith.standin;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** Kernels for the tests, sound ones and faulty ones. */
final class Samples {
  private static final float[] TABLE = {1f, 2f};

  private Samples() {}

  static void ksCopy(FloatArray x, FloatArray y) {
    for (@Parallel int i = 0; i < x.getSize(); i++) {
      y.set(i, x.get(i));
    }
  }

  static void ksHalf(FloatArray x, FloatArray y) {
    for (@Parallel int i = 0; i < x.getSize() / 2; i++) {
      y.set(i, x.get(i));
    }
  }

  static void ksIncrement(FloatArray x) {
    for (@Parallel int i = 0; i < x.getSize(); i++) {
      x.set(i, x.get(i) + 1f);
    }
  }

  static void ksHeap(float[] x, int[] y) {
    for (@Parallel int i = 0; i < y.length; i++) {
      y[i] = (int) x[i] + 1;
    }
  }

  static void ksPlaces(KernelContext context, IntArray places) {
    int place = context.globalIdx + context.globalGroupSizeX * context.globalIdy;
    places.set(place, context.localIdx + 10 * context.groupIdx + 100 * context.localIdy + 1000 * context.groupIdy);
  }

  static void ksReverse(KernelContext context, IntArray x) {
    int[] shared = context.allocateIntLocalArray(8);
    shared[context.localIdx] = x.get(context.globalIdx);
    context.localBarrier();
    x.set(context.globalIdx, shared[7 - context.localIdx]);
  }

  static void ksReverseWithoutBarrier(KernelContext context, IntArray x) {
    int[] shared = context.allocateIntLocalArray(8);
    shared[context.localIdx] = x.get(context.globalIdx);
    x.set(context.globalIdx, shared[7 - context.localIdx]);
  }

  static void ksTurn(KernelContext context, IntArray x) {
    int first = x.get(context.globalIdx);
    context.globalBarrier();
    x.set(context.groupIdx * 8 + (context.localIdx + 1) % 8, first);
    context.globalBarrier();
    x.set(context.globalIdx, x.get(context.globalIdx) + 1);
  }

  static void ksReadWithoutBarrier(KernelContext context, IntArray x) {
    if (context.localIdx == 0) {
      x.set(context.globalIdx, 50);
    }
    int first = x.get(context.groupIdx * 8);
    context.globalBarrier();
    x.set(context.globalIdx, first);
  }

  static void ksWrittenWithoutBarrier(KernelContext context, IntArray x) {
    int all = 0;
    for (int i = context.localIdx + 1; i < 8; i++) {
      all += x.get(context.groupIdx * 8 + i);
    }
    x.set(context.globalIdx, all);
    context.globalBarrier();
  }

  static void ksWrittenTwice(KernelContext context, IntArray x) {
    x.set(context.groupIdx * 8, 1);
    context.globalBarrier();
  }

  static void ksOtherGroup(KernelContext context, IntArray x) {
    x.set(context.globalIdx, 1);
    context.globalBarrier();
    x.set((context.globalIdx + 8) % 16, 1);
  }

  static void ksNeverMeet(KernelContext context, IntArray x) {
    if (context.localIdx > 2) {
      context.localBarrier();
    }
    x.set(context.globalIdx, 1);
  }

  static void ksFailing(KernelContext context, IntArray x) {
    context.localBarrier();
    x.set(context.globalIdx + 1, 1);
  }

  static void ksUnlikeArrays(KernelContext context, IntArray x) {
    int[] shared = context.allocateIntLocalArray(4 + context.localIdx);
    x.set(context.globalIdx, shared[0]);
  }

  static void exp(FloatArray x) {
    x.set(0, 1f);
  }

  static void ksFma(FloatArray x) {
    x.set(0, Math.fma(x.get(0), 2f, 1f));
  }

  static void ksShift(IntArray x) {
    x.set(0, x.get(0) >>> 3);
  }

  static void ksShiftInHelper(IntArray x) {
    x.set(0, shifted(x.get(0)));
  }

  private static int shifted(int x) {
    return x >>> 3;
  }

  static void ksNaN(FloatArray x) {
    x.set(0, Float.NaN);
  }

  static void ksThrow(IntArray x) {
    if (x.get(0) < 0) {
      throw new IllegalArgumentException();
    }
  }

  static void ksManyCalls(FloatArray x) {
    Float16 v = new Float16();
    Float16 w = new Float16();
    x.set(0, sum(v, w));
    x.set(1, sum(v, w));
    x.set(2, sum(v, w));
    x.set(3, sum(v, w));
    x.set(4, sum(v, w));
    x.set(5, sum(v, w));
    x.set(6, sum(v, w));
    x.set(7, sum(v, w));
    x.set(8, sum(v, w));
    x.set(9, sum(v, w));
    x.set(10, sum(v, w));
    x.set(11, sum(v, w));
    x.set(12, sum(v, w));
    x.set(13, sum(v, w));
    x.set(14, sum(v, w));
    x.set(15, sum(v, w));
  }

  private static float sum(Float16 v, Float16 w) {
    return half(v) + half(w);
  }

  private static float half(Float16 v) {
    return v.getS0() + v.getS1() + v.getS2() + v.getS3() + v.getS4() + v.getS5() + v.getS6() + v.getS7()
        + v.getS8() + v.getS9() + v.getS10() + v.getS11() + v.getS12() + v.getS13() + v.getS14() + v.getS15();
  }

  static void ksTable(FloatArray x) {
    x.set(0, TABLE[0]);
  }

  static void ksBoolean(FloatArray x, boolean flag) {
    x.set(0, flag ? 1f : 0f);
  }

  static void ksBits(FloatArray x, IntArray y) {
    y.set(0, Float.floatToIntBits(x.get(0)));
  }

  static void ksFourLoops(IntArray x) {
    for (@Parallel int a = 0; a < 2; a++) {
      for (@Parallel int b = 0; b < 2; b++) {
        for (@Parallel int c = 0; c < 2; c++) {
          for (@Parallel int d = 0; d < 2; d++) {
            x.set(((a * 2 + b) * 2 + c) * 2 + d, 1);
          }
        }
      }
    }
  }

  static void ksThreeLoopsTwice(IntArray x) {
    for (@Parallel int a = 0; a < 2; a++) {
      for (@Parallel int b = 0; b < 2; b++) {
        for (@Parallel int c = 0; c < 2; c++) {
          x.set((a * 2 + b) * 2 + c, 1);
        }
      }
    }
    for (@Parallel int a = 0; a < 2; a++) {
      for (@Parallel int b = 0; b < 2; b++) {
        x.set(8 + a * 2 + b, 1);
      }
    }
  }
}
