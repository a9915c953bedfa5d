package dev.kernelsmith.data.sequences;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.List;

/** Samples whose classes have names. */
final class NamedClasses extends DatasetView {
  private final List<String> names;

  NamedClasses(Dataset base, List<String> names) {
    super(base);
    this.names = names;
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new NamedClasses(samples, names);
  }

  @Override
  public List<String> classNames() {
    return names;
  }
}
