package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.Objects;

/** Samples by index, and what is done to them on the way to a network. A view of another data set. */
public final class Samples extends DatasetView {
  private Samples(Dataset base) {
    super(base);
  }

  /** These operations on a data set. */
  public static Samples of(Dataset data) {
    Objects.requireNonNull(data, "the data set is null");
    return data instanceof Samples samples ? samples : new Samples(data);
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new Samples(samples);
  }

  @Override
  public String toString() {
    return base().toString();
  }
}
