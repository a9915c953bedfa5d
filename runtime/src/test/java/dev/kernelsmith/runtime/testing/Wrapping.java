package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.runtime.data.Dataset;

/** A user's data set around another one, of which it has all that it does not say itself. */
public interface Wrapping extends Dataset {
  /** The other one. */
  Dataset base();

  @Override
  default int size() {
    return base().size();
  }

  @Override
  default int inputLength() {
    return base().inputLength();
  }

  @Override
  default void copyInput(int index, float[] into, int offset) {
    base().copyInput(index, into, offset);
  }

  @Override
  default boolean hasClasses() {
    return base().hasClasses();
  }

  @Override
  default int classOf(int index) {
    return base().classOf(index);
  }

  @Override
  default int targetLength() {
    return base().targetLength();
  }

  @Override
  default void copyTarget(int index, float[] into, int offset) {
    base().copyTarget(index, into, offset);
  }
}
