package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Arrays in row-major order: the last dimension runs fastest. */
public final class RowMajor {
  private RowMajor() {}

  /**
   * Distances of neighbours along each dimension.
   *
   * @param extents what the array has room for along each
   * @param innermost distance of neighbours along the last
   */
  public static List<Integer> strides(List<Integer> extents, int innermost) {
    List<Integer> strides = new ArrayList<>(Collections.nCopies(extents.size(), innermost));
    for (int d = extents.size() - 2; d >= 0; d--) {
      strides.set(d, Math.multiplyExact(strides.get(d + 1), extents.get(d + 1)));
    }
    return strides;
  }

  /** Elements of an array. */
  public static int size(List<Integer> extents) {
    return extents.stream().reduce(1, Math::multiplyExact);
  }

  /** The position of an element. */
  static Affine position(List<Integer> extents, List<Affine> index) {
    Affine position = Affine.ZERO;
    for (int d = 0; d < index.size(); d++) {
      position = position.times(extents.get(d)).plus(index.get(d));
    }
    return position;
  }
}
