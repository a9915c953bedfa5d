package dev.kernelsmith.tools;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsFile;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network with weights of a file, and what the file says of the raw data that they were trained with.
 *
 * @param network has the weights
 * @param model the network with its preparation; null where the file has none
 * @param sample the sample whose network it is; null for others
 * @param name what to call the network
 */
record Loaded(CompiledNetwork network, @Nullable Model<?> model, @Nullable Sample sample, String name) {
  /**
   * Loads a file into the network that the command line names; into that which the file names, where the command line names none, or that of a sample whose network the weights fit.
   *
   * @throws IOException if the file cannot be read
   */
  static Loaded of(Path weights, ClassOptions own, @Nullable Sample sample) throws IOException {
    boolean prepared = isPrepared(weights);
    if (sample != null || own.given()) {
      CompiledNetwork network = own.factory(sample).apply(0);
      if (prepared) {
        return new Loaded(network, Model.load(network, weights), sample, own.name(sample));
      }
      network.load(weights);
      return new Loaded(network, null, sample, own.name(sample));
    }
    if (prepared) {
      Model<?> model = load(weights, own.loader());
      return new Loaded(model.network(), model, null, model.network().engine().spec().name());
    }
    own.refusePath();
    Sample found = fitting(weights);
    CompiledNetwork network = found.factory().apply(0);
    network.load(weights);
    return new Loaded(network, null, found, found.name());
  }

  /** Whether weights say how raw data is prepared for them. */
  static boolean isPrepared(Path weights) throws IOException {
    SafetensorsFile none = new SafetensorsFile(Map.of(), Map.of());
    return WeightsFile.preparationOr(none, Safetensors.read(weights)).metadata().containsKey("kind"); // not a tokenizer alone
  }

  private static Model<?> load(Path weights, ClassLoader loader) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return Model.load(weights);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Sample fitting(Path weights) throws IOException {
    for (Sample candidate : Sample.ALL) {
      try {
        candidate.factory().apply(0).load(weights);
        return candidate;
      } catch (WeightsMismatchException e) {
        // then they may fit another one
      }
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT,
            "%s fits none of the samples %s: use weights that train --save wrote with this version, name the sample to learn what differs, or a network of your own with --class",
            weights, Sample.ALL.stream().map(Sample::name).collect(Collectors.joining(", "))));
  }

  /** The same on a device, or wherever its view of the network predicts. */
  TableModel tables(CompiledNetwork placed) {
    return preparation(FittedPreparation.class, "a table", "--csv").model(placed);
  }

  /** The same for pictures. */
  PictureModel pictures(CompiledNetwork placed) {
    return preparation(PicturePreparation.class, "pictures", "--pictures").model(placed);
  }

  /** What was done to the data of the training, if it was of this kind. */
  <P> P preparation(Class<P> type, String what, String option) {
    if (model == null) {
      throw new IllegalArgumentException("the weights say nothing of " + what
          + " that they were trained with: use weights that train " + option + " wrote");
    }
    if (!type.isInstance(model.preparation())) {
      String trained = model.preparation().kind();
      throw new IllegalArgumentException(String.format(Locale.ROOT, "the weights were trained with %s, not with %s: %s",
          isOfTable() ? "a table" : trained.equals("text") ? "texts" : "pictures", what,
          isOfTable() ? "give --csv FILE"
              : trained.equals("text") ? "give texts, each in quotes, to predict"
                  : "give pictures"));
    }
    return type.cast(model.preparation());
  }

  /** Whether they were trained with a table. */
  boolean isOfTable() {
    return model != null && model.preparation() instanceof FittedPreparation;
  }
}
