package dev.kernelsmith.data;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.nio.file.Path;

/**
 * A kind of preparation, found by {@link java.util.ServiceLoader} and the name that stands in a file: a further kind is a class and its line in {@code
 * META-INF/services/dev.kernelsmith.data.PreparationKind}.
 */
public interface PreparationKind {
  /** Name in files. */
  String name();

  /**
   * Reads what {@link Preparation#stored} gave.
   *
   * @param file named in messages
   * @throws dev.kernelsmith.runtime.io.DataFormatException if something is missing or damaged
   */
  Preparation<?> read(SafetensorsFile stored, Path file);

  /** The model of a network and a preparation of this kind. */
  Model<?> model(CompiledNetwork network, Preparation<?> preparation);
}
