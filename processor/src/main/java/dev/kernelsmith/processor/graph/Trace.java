package dev.kernelsmith.processor.graph;

import java.util.function.Supplier;

/** Is shown what each pass makes. */
@FunctionalInterface
public interface Trace {
  /** Looks at nothing. */
  Trace NONE = (part, title, text) -> {};

  /**
   * Shows the result of a pass.
   *
   * @param part the part of the network that it is about, such as a program for a target; empty for the whole
   * @param title number and name of the pass
   * @param text the result as text, asked for only where it is wanted
   */
  void show(String part, String title, Supplier<String> text);
}
