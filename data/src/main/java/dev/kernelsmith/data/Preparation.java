package dev.kernelsmith.data;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.util.List;

/**
 * What is done to a raw thing, such as a row of a table or a picture, before a network sees it, and to what the network answers. It is fitted on training data alone and
 * goes into the file of weights, so that whoever loads that has nothing to remember. Immutable; any number of threads may use it.
 *
 * @param <R> the raw thing
 */
public interface Preparation<R> {
  /** Name of its {@link PreparationKind}, by which a file is read: {@code table}. */
  String kind();

  /** What a raw thing has to be; {@link #inputs} takes these. */
  Class<? super R> rawType();

  /**
   * Inputs of the network for a raw thing.
   *
   * @return by input, flat in canonical order; whole numbers for an input of ints
   * @throws IllegalArgumentException if the raw thing does not fit, with what does not and what to do
   */
  float[][] inputs(R raw);

  /**
   * What a network's output means.
   *
   * @param output what the network's prediction gives, of one sample; probabilities where classes are predicted
   * @throws IllegalStateException if a value is NaN or infinite
   */
  Prediction prediction(float[] output);

  /** Names of the classes, by number; empty where it predicts values. */
  default List<String> classNames() {
    return List.of();
  }

  /**
   * Checks that a network has inputs and an output for this.
   *
   * @throws IllegalArgumentException if not, with what the network should say
   */
  void requireFits(CompiledNetwork network);

  /**
   * What goes into the file, to be read by {@link PreparationKind#read}. The keys {@code kind} and {@code network} are
   * the model's own.
   */
  SafetensorsFile stored();

  /** In what another preparation differs, a phrase each; empty where both do the same. */
  List<String> differences(Preparation<?> other);
}
