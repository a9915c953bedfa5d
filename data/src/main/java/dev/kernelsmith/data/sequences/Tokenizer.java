package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsFile;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Makes whole numbers of a text, the tokens that a network reads, and a text of such numbers. What it knows was found in training texts. Immutable; any number of threads may use it.
 *
 * <p>{@link #save} writes it into a file of its own; {@link #keepIn} has it go into every file of weights and every checkpoint of a network. {@link #load} reads it from either.
 */
public sealed interface Tokenizer permits CharacterTokenizer, BytePairTokenizer {
  /** What an entry of files is called that has the kind of tokenizer. */
  String KIND = "tokenizer";

  /** How many tokens there are: what an embedding of them and the layer that tells the next one have to say. */
  int size();

  /**
   * The tokens of a text.
   *
   * @return numbers from 0 to {@link #size()}, which is not one
   * @throws IllegalArgumentException if a part of the text is no token, with its place and what to do
   */
  int[] encode(String text);

  /**
   * The text of tokens; that of {@link #encode} is the text that was encoded.
   *
   * @throws IllegalArgumentException if a number is no token
   */
  String decode(int... tokens);

  /**
   * The text of one token, for people.
   *
   * @throws IllegalArgumentException if the number is no token
   */
  String token(int number);

  /** What goes into a file, to be read by {@link #of}. */
  SafetensorsFile stored();

  /**
   * Writes the tokenizer into a file of its own, atomically.
   *
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  default void save(Path file) throws IOException {
    Safetensors.write(Objects.requireNonNull(file, "the file is null"), stored());
  }

  /**
   * Has the tokenizer go into every file of weights and every checkpoint that is written of a network from now on.
   *
   * @throws IllegalArgumentException if the network goes with another preparation already
   */
  default void keepIn(CompiledNetwork network) {
    Objects.requireNonNull(network, "the network is null");
    SafetensorsFile before = network.engine().preparation();
    SafetensorsFile own = stored();
    if (!before.metadata().isEmpty() && !before.equals(own)) {
      throw new IllegalArgumentException("network " + network.engine().spec().name()
          + " goes with another preparation already: use the tokenizer of its file, or a new network");
    }
    network.engine().preparation(own);
  }

  /**
   * Reads a tokenizer from its own file, from weights or from a checkpoint.
   *
   * @throws DataFormatException if the file is damaged, or has none
   * @throws IOException if the file cannot be read
   */
  static Tokenizer load(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(Objects.requireNonNull(file, "the file is null"));
    SafetensorsFile kept = WeightsFile.preparationOr(new SafetensorsFile(Map.of(), Map.of()), content);
    return of(kept.metadata().isEmpty() ? content : kept, file);
  }

  /**
   * Reads what {@link #stored} gave.
   *
   * @param file named in messages
   * @throws DataFormatException if something is missing or damaged
   */
  static Tokenizer of(SafetensorsFile stored, Path file) {
    Objects.requireNonNull(file, "the name of the file is null");
    String kind = Objects.requireNonNull(stored, "what was stored is null").metadata().get(KIND);
    if (kind == null) {
      throw new DataFormatException(file, "it has no tokenizer", "a file that Tokenizer.save wrote, or weights of a "
          + "network that a tokenizer is kept in", "name such a file");
    }
    return switch (kind) {
      case CharacterTokenizer.KIND -> CharacterTokenizer.read(stored, file);
      case BytePairTokenizer.KIND -> BytePairTokenizer.read(stored, file);
      default -> throw new DataFormatException(file, "its tokenizer is of kind \"" + kind + "\"",
          CharacterTokenizer.KIND + " or " + BytePairTokenizer.KIND, Model.SAVE_AGAIN);
    };
  }
}
