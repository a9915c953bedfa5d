package dev.kernelsmith.processor.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was read last, since several stages ask for each formula. Made for any number of threads.
 *
 * @param <K> what is read
 * @param <V> what becomes of it
 */
final class Recent<K, V> {
  private static final int MOST_KEPT = 64;

  private final Function<K, V> reading;

  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_KEPT;
    }
  };

  Recent(Function<K, V> reading) {
    this.reading = reading;
  }

  /** What becomes of a source; a fault is thrown each time anew. */
  V of(K source) {
    synchronized (kept) {
      V known = kept.get(source);
      if (known != null) {
        return known;
      }
    }
    V read = reading.apply(source);
    synchronized (kept) {
      kept.put(source, read);
    }
    return read;
  }
}
