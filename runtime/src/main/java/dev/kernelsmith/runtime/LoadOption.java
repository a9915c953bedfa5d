package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.KnownNames;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a network takes parameters of a file or of another network by their names; see {@link CompiledNetwork#load(java.nio.file.Path, LoadOption...)}. Without any
 * option, every parameter must be there, in its shape, and no other tensor.
 */
public final class LoadOption {
  /**
   * What does not fit is left as it is, and what the network has no place for is not used; the report tells both. That nothing fits at all is still an
   * error.
   */
  public static final LoadOption PARTIAL = new LoadOption("PARTIAL", transfer -> transfer.partial = true);

  /** Parameters of frozen layers stay as they are; else they are taken like others. */
  public static final LoadOption KEEP_FROZEN = new LoadOption("KEEP_FROZEN", transfer -> transfer.keepsFrozen = true);

  private final String words;
  private final Consumer<WeightTransfer> effect;

  private LoadOption(String words, Consumer<WeightTransfer> effect) {
    this.words = words;
    this.effect = effect;
  }

  /**
   * Takes parameters of some layers only, and lets the others be. Tensors of other layers may then be there or not.
   *
   * @param names layers of this network, or blocks
   * @throws IllegalArgumentException if there are none
   */
  public static LoadOption layers(String... names) {
    List<String> chosen = KnownNames.some(names);
    return new LoadOption("layers(" + String.join(", ", chosen) + ")", transfer -> transfer.choose(chosen));
  }

  /**
   * Calls tensors by other names. Several of these follow each other.
   *
   * @param names the name that this network's parameter has ({@code conv1.weights}), for the one that the tensor has there; null for one that is not to be
   *     used
   */
  public static LoadOption rename(UnaryOperator<@Nullable String> names) {
    Objects.requireNonNull(names, "names");
    return new LoadOption("rename", transfer -> transfer.rename(names));
  }

  /**
   * Uses those tensors only whose names start so, by what is behind it.
   *
   * @param prefix for example {@code "backbone."}
   */
  public static LoadOption prefix(String prefix) {
    return new LoadOption(
        "prefix(" + Objects.requireNonNull(prefix, "prefix") + ")",
        transfer -> transfer.rename(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : null));
  }

  void apply(WeightTransfer transfer) {
    effect.accept(transfer);
  }

  /** In words. */
  @Override
  public String toString() {
    return words;
  }
}
