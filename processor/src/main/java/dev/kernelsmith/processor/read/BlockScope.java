package dev.kernelsmith.processor.read;

import org.jspecify.annotations.Nullable;

/**
 * Where the names that a layer reads are looked up.
 *
 * @param prefix what the names of all layers of its block begin with, {@code stage2.1}; empty outside of blocks
 * @param input name of what the block reads; null for the network's first input
 * @param block simple name of the block's class; empty outside of blocks
 */
public record BlockScope(String prefix, @Nullable String input, String block) {
  /** Outside of blocks. */
  public static final BlockScope NONE = new BlockScope("", null, "");

  /** Whether it is that of a block. */
  public boolean isBlock() {
    return !prefix.isEmpty();
  }

  /** The full name of a layer. */
  public String full(String name) {
    return isBlock() ? prefix + "." + name : name;
  }
}
