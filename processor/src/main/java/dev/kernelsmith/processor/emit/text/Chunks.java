package dev.kernelsmith.processor.emit.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists, so that no method grows with the network. */
public final class Chunks {
  private Chunks() {}

  /**
   * A list in pieces, none for an empty one.
   *
   * @param most how long a piece may be
   */
  public static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += most) {
      chunks.add(all.subList(i, Math.min(i + most, all.size())));
    }
    return chunks;
  }
}
