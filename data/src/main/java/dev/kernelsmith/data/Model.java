package dev.kernelsmith.data;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.WeightsFile;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A network and the preparation of what it predicts from, in one file: what is loaded predicts from raw things with nothing remembered by hand.
 *
 * <p>The preparation belongs to the network from then on: it goes into every file of weights and every checkpoint that is written of it, also by {@link CompiledNetwork#save}.
 *
 * @param <R> the raw thing
 */
public class Model<R> {
  /** What to do about a damaged preparation. */
  public static final String SAVE_AGAIN = "save the model again, or load the file as weights, with network.load(file)";

  private static final String KIND = "kind";
  private static final String CLASS = "network";

  private final CompiledNetwork network;
  private final Preparation<R> preparation;
  private final boolean margins;

  /**
   * Puts both together.
   *
   * @throws IllegalArgumentException if the network has other inputs or outputs, or has another preparation already
   */
  protected Model(CompiledNetwork network, Preparation<R> preparation) {
    this.network = network;
    this.preparation = preparation;
    preparation.requireFits(network);
    margins = !preparation.classNames().isEmpty() && Answers.of(network.engine().spec()).isMargin();
    SafetensorsFile before = network.engine().preparation();
    if (before.metadata().containsKey(KIND)) {
      List<String> differences = preparation.differences(read(before, null));
      if (!differences.isEmpty()) {
        throw new IllegalArgumentException("network " + network.engine().spec().name()
            + " was trained with another preparation: " + String.join("; ", differences)
            + ". Use the preparation of the loaded model for further data, or a new network");
      }
    }
    SafetensorsFile stored = preparation.stored();
    Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
    metadata.put(KIND, preparation.kind());
    String name =
        network instanceof DeviceNetwork ? before.metadata().get(CLASS) : network.getClass().getName();
    if (name != null) {
      metadata.put(CLASS, name);
    }
    network.engine().preparation(new SafetensorsFile(stored.tensors(), metadata));
    network.engine().classNames(preparation.classNames());
  }

  /**
   * Reads a model. The network is an object of the class whose name the file has; it must be on the class path. No other class is initialised than one that is a compiled
   * network.
   *
   * @throws DataFormatException if the file is damaged, has no preparation, or its class is not there or no network
   * @throws IOException if the file cannot be read
   */
  public static Model<?> load(Path file) throws IOException {
    SafetensorsFile content = preparationOf(Safetensors.read(file), file);
    String name = content.metadata().get(CLASS);
    if (name == null) {
      throw new DataFormatException(file, "it does not say which class its network is of", "the name of a class",
          "give the network: Model.load(network, file)");
    }
    return load(network(name, file), file);
  }

  /**
   * Reads parameters into a network, and the preparation.
   *
   * @param network gets the parameters; unchanged if the preparation cannot be read
   * @throws DataFormatException if the file is damaged, or has no preparation
   * @throws dev.kernelsmith.runtime.WeightsMismatchException if it is of another network; the message lists all differences
   * @throws IOException if the file cannot be read
   */
  public static Model<?> load(CompiledNetwork network, Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Preparation<?> preparation = read(preparationOf(content, file), file);
    if (WeightsFile.differences(network.engine().spec(), content.metadata()).isEmpty()) {
      requireFits(preparation, network, file);
    }
    network.load(file); // which lists the differences where it is of another network
    return kind(preparation.kind(), file).model(network, preparation);
  }

  private static void requireFits(Preparation<?> preparation, CompiledNetwork network, Path file) {
    try {
      preparation.requireFits(network);
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(file, "its preparation does not fit its network: " + e.getMessage(),
          "those of one model", SAVE_AGAIN, e);
    }
  }

  private static SafetensorsFile preparationOf(SafetensorsFile file, Path name) {
    SafetensorsFile content = WeightsFile.preparationOr(new SafetensorsFile(Map.of(), Map.of()), file);
    if (!content.metadata().containsKey(KIND)) {
      throw new DataFormatException(name, "it has weights, but no preparation of raw data",
          "a file that a model has saved",
          "load it as weights, with network.load(file), or save it from a model");
    }
    return content;
  }

  private static Preparation<?> read(SafetensorsFile content, @Nullable Path file) {
    Path named = file == null ? Path.of("loaded weights") : file;
    return kind(String.valueOf(content.metadata().get(KIND)), named).read(content, named);
  }

  private static PreparationKind kind(String name, Path file) {
    List<String> names = new ArrayList<>();
    for (PreparationKind kind : ServiceLoader.load(PreparationKind.class, Model.class.getClassLoader())) {
      if (kind.name().equals(name)) {
        return kind;
      }
      names.add(kind.name());
    }
    throw new DataFormatException(file, "its preparation is of kind \"" + name + "\"", "one of " + names,
        "add the library with that kind to the class path, or use a newer version of this one");
  }

  private static CompiledNetwork network(String name, Path file) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Class<?> type;
    try {
      // Not initialised: a file must not decide which class runs code.
      type = Class.forName(name, false, context != null ? context : Model.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError exception) {
      throw new DataFormatException(file, "its network is of class " + name + ", which is not there",
          "a class on the class path", "add it there, or give a network of that kind: Model.load(network, file)",
          exception);
    }
    if (!CompiledNetwork.class.isAssignableFrom(type) || type.isInterface()) {
      throw new DataFormatException(file, "it names class " + name + " as its network, which is none",
          "a class that implements CompiledNetwork", "give the network: Model.load(network, file)");
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(long.class);
      constructor.trySetAccessible();
      return (CompiledNetwork) constructor.newInstance(1L);
    } catch (ReflectiveOperationException exception) {
      Throwable cause = exception instanceof InvocationTargetException target ? target.getCause() : exception;
      throw new DataFormatException(file, "no object of its network's class " + name + " can be made: " + cause,
          "a generated class, with a constructor that takes a seed", "give the network: Model.load(network, file)",
          exception);
    }
  }

  /**
   * This model, as one of a kind.
   *
   * @throws DataFormatException if it is of another
   */
  public final <M extends Model<?>> M as(Class<M> type, Path file) {
    if (!type.isInstance(this)) {
      throw new DataFormatException(file, "it is a model of kind \"" + preparation.kind() + "\"",
          "one that is a " + type.getSimpleName(), "use Model.load(file)");
    }
    return type.cast(this);
  }

  /** The network. */
  public CompiledNetwork network() {
    return network;
  }

  /** What is done to raw things. */
  public Preparation<R> preparation() {
    return preparation;
  }

  /** A new trainer of the network. */
  public Trainer trainer() {
    return Trainer.of(network);
  }

  /**
   * Writes parameters and preparation into one file, atomically.
   *
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  public void save(Path file) throws IOException {
    network.save(file);
  }

  /**
   * What the network says of a raw thing.
   *
   * @throws IllegalArgumentException if the raw thing does not fit, with what does not and what to do
   * @throws IllegalStateException if the network's output is NaN or infinite
   */
  public Prediction predict(R raw) {
    return predictPrepared(List.<float[][]>of(preparation.inputs(raw))).getFirst();
  }

  /** The same for many, on all processors. */
  public List<Prediction> predict(Collection<? extends R> raws) {
    List<float[][]> inputs = new ArrayList<>();
    raws.forEach(raw -> inputs.add(preparation.inputs(raw)));
    return predictPrepared(inputs);
  }

  /**
   * The same for programs that know the kind of model only when they run.
   *
   * @throws IllegalArgumentException if it is no raw thing of this model
   */
  @SuppressWarnings("unchecked")
  public Prediction predictAny(Object raw) {
    if (!preparation.rawType().isInstance(raw)) {
      throw new IllegalArgumentException("this model of kind \"" + preparation.kind() + "\" predicts from a "
          + preparation.rawType().getName() + ", not from a " + raw.getClass().getName());
    }
    return predict((R) raw);
  }

  /** Predictions from prepared inputs, by sample and input. */
  protected final List<Prediction> predictPrepared(List<float[][]> inputs) {
    List<TensorSpec> specs = network.engine().spec().inputs();
    float[][] outputs;
    if (specs.size() == 1 && !specs.getFirst().isInt()) {
      outputs = network.predict(inputs.stream().map(sample -> sample[0]).toArray(float[][]::new));
    } else {
      outputs =
          inputs.stream().map(sample -> network.engine().predict(arguments(specs, sample))).toArray(float[][]::new);
    }
    List<Prediction> predictions = new ArrayList<>();
    for (float[] output : outputs) {
      predictions.add(margins ? Prediction.ofMargins(preparation.classNames(), output)
          : preparation.prediction(output));
    }
    return predictions;
  }

  private static Object[] arguments(List<TensorSpec> specs, float[][] sample) {
    Object[] arguments = new Object[sample.length];
    for (int i = 0; i < sample.length; i++) {
      if (specs.get(i).isInt()) {
        int[] numbers = new int[sample[i].length];
        for (int at = 0; at < numbers.length; at++) {
          numbers[at] = (int) sample[i][at];
        }
        arguments[i] = numbers;
      } else {
        arguments[i] = sample[i];
      }
    }
    return arguments;
  }

  /** Network and preparation. */
  @Override
  public String toString() {
    return network + "; " + preparation;
  }
}
