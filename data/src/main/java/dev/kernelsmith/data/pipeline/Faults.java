package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what users' functions do wrong into messages that name the record. */
final class Faults {
  private Faults() {}

  /** Calls a function; what it throws becomes a {@link RecordException}, but for what says where it happened. */
  static <R> R call(Object place, String what, Supplier<R> function) {
    try {
      return function.get();
    } catch (DataFormatException | UncheckedIOException | RecordException known) {
      throw known;
    } catch (RuntimeException thrown) {
      throw new RecordException(place + ": " + what + " threw " + thrown, thrown);
    }
  }

  /** A value that must be there. */
  static <R> R required(@Nullable R value, Object place, String what) {
    if (value == null) {
      throw new RecordException(place + ": " + what + " gave null: say filter(...) to leave records out");
    }
    return value;
  }
}
