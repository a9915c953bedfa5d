package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Buffer;
import java.util.List;

/**
 * Where the elements of a buffer lie: {@code offset + sum of stride * (index + halo) + sampleStride * sample} in an array.
 *
 * @param buffer the buffer
 * @param place the array
 * @param offset start in the array, known once memory is planned
 * @param strides distance of neighbours, per dimension
 * @param before elements of halo before the first, per dimension
 * @param after elements of halo after the last, per dimension
 * @param sampleStride distance of samples; 0 where the buffer is shared by all
 * @param size floats from offset to end
 */
public record Layout(
    Buffer buffer,
    Place place,
    int offset,
    List<Integer> strides,
    List<Integer> before,
    List<Integer> after,
    int sampleStride,
    int size) {
  /** Copies the lists. */
  public Layout {
    strides = List.copyOf(strides);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** This at another offset. */
  public Layout at(int newOffset) {
    return new Layout(buffer, place, newOffset, strides, before, after, sampleStride, size);
  }

  /** This of another buffer. */
  public Layout of(Buffer other) {
    return new Layout(other, place, offset, strides, before, after, sampleStride, size);
  }

  /** Whether others lie in the same array, so that it matters where it starts. */
  public boolean hasStart() {
    return !place.kind().isHanded();
  }

  /** Whether it has a halo, which must stay as it is while the program runs. */
  public boolean hasHalo() {
    return before.stream().anyMatch(h -> h > 0) || after.stream().anyMatch(h -> h > 0);
  }

  /** Whether some memory belongs to both. */
  public boolean meets(Layout other) {
    return place.equals(other.place) && offset < other.offset + other.size && other.offset < offset + size;
  }

  /** Position of an element relative to the offset, without the sample. */
  public Affine flat(List<Affine> index) {
    Affine flat = Affine.ZERO;
    for (int d = 0; d < index.size(); d++) {
      flat = flat.plus(index.get(d).plus(before.get(d)).times(strides.get(d)));
    }
    return flat;
  }
}
