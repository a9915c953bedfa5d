package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches of samples. */
final class BatchCursor implements Cursor<Dataset> {
  private final Cursor<Sample> base;
  private final String name;
  private final SampleLayout layout;
  private final int size;
  private long number;
  private boolean ended;

  BatchCursor(Cursor<Sample> base, String name, SampleLayout layout, int size) {
    this.base = base;
    this.name = name;
    this.layout = layout;
    this.size = size;
  }

  @Override
  public @Nullable Item<Dataset> next() {
    List<Sample> samples = new ArrayList<>();
    while (!ended && samples.size() < size) {
      Item<Sample> item = base.next();
      if (item == null) {
        ended = true;
      } else {
        samples.add(item.value());
      }
    }
    return samples.isEmpty() ? null
        : new Item<>(new SampleList("batch of " + name, layout, List.copyOf(samples)),
            "batch " + number++ + " of " + name);
  }

  @Override
  public void close() {
    base.close();
  }
}
