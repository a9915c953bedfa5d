package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.Predictor.Inputs;
import dev.kernelsmith.runtime.Predictor.Rows;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and predictions of one network. Any number of threads may predict at once, also while the network is trained or
 * loaded: the parameters in use are an immutable snapshot that is replaced by one volatile write, and a prediction reads one
 * snapshot from beginning to end. There are no locks.
 *
 * <p>An input is a flat array in canonical order (height, width, channels). Its values are not looked at: what is not finite gives
 * results that are not.
 */
public final class NetworkEngine {
  private final NetworkSpec spec;
  private final KernelProgram program;
  private final DeviceProgram.@Nullable Factory deviceFactory;
  private final Predictor predictor;
  private final AtomicBoolean primed = new AtomicBoolean();
  private final AtomicBoolean inTraining = new AtomicBoolean();
  private volatile float[] parameters;

  /**
   * Made by the generated constructor.
   *
   * @param spec the network
   * @param program the chosen twin
   * @param seed start of the random sequences from which parameters are initialised; the same seed gives the same bits on any JVM
   */
  public NetworkEngine(NetworkSpec spec, KernelProgram program, long seed) {
    this(spec, program, seed, null);
  }

  /**
   * Made by the generated constructor of a network with task graphs.
   *
   * @param spec the network
   * @param program the chosen twin
   * @param seed start of the random sequences from which parameters are initialised; the same seed gives the same bits on any JVM
   * @param deviceFactory puts the network on a device; null where no task graphs were generated
   */
  public NetworkEngine(
      NetworkSpec spec, KernelProgram program, long seed, DeviceProgram.@Nullable Factory deviceFactory) {
    this.spec = spec;
    this.program = program;
    this.deviceFactory = deviceFactory;
    predictor =
        new Predictor(spec, new WorkspacePool(program.single(), spec), new WorkspacePool(program.prediction(), spec));
    parameters = ParameterInitializer.initialize(spec, seed);
  }

  /** The network's description. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The chosen twin. */
  public KernelProgram program() {
    return program;
  }

  /** What puts the network on a device; null where the network was compiled without task graphs. */
  public DeviceProgram.@Nullable Factory deviceFactory() {
    return deviceFactory;
  }

  /**
   * The handle of a layer.
   *
   * @throws IllegalArgumentException if there is no layer of that name
   */
  public Layer layer(String name) {
    for (LayerSpec layer : spec.layers()) {
      if (layer.name().equals(name)) {
        return new LayerHandle(this, layer);
      }
    }
    String names = spec.layers().stream().map(LayerSpec::name).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "network %s has no layer %s; it has %s", spec.name(), name, names));
  }

  /**
   * The raw first output for one sample.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   */
  public float[] logits(float[] input) {
    return predictor.one(parameters, input, 0);
  }

  /** The raw first output for each of several samples; see {@link #logits(float[])}. */
  public float[][] logits(float[][] inputs) {
    return predictor.many(parameters, new Rows(inputs), 0);
  }

  /** The raw first output for each sample of a data set; see {@link #logits(float[])}. */
  public float[][] logits(Dataset data) {
    return predictor.many(parameters, new Inputs(data), 0);
  }

  /**
   * The last output for one sample: probabilities where the network's loss is a cross entropy, else the same as {@link
   * #logits(float[])}.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   */
  public float[] predict(float[] input) {
    return predictor.one(parameters, input, predictor.lastOutput());
  }

  /** The last output for each of several samples; see {@link #predict(float[])}. */
  public float[][] predict(float[][] inputs) {
    return predictor.many(parameters, new Rows(inputs), predictor.lastOutput());
  }

  /** The last output for each sample of a data set; see {@link #predict(float[])}. */
  public float[][] predict(Dataset data) {
    return predictor.many(parameters, new Inputs(data), predictor.lastOutput());
  }

  /**
   * The class of one sample: the index of the greatest raw output, the first of equals. Allocates nothing once a workspace is there.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws IllegalStateException if the network has only one output
   */
  public int classify(float[] input) {
    return predictor.classOfOne(parameters, input);
  }

  /** The class of each of several samples; see {@link #classify(float[])}. */
  public int[] classify(float[][] inputs) {
    return predictor.classesOfMany(parameters, new Rows(inputs));
  }

  /** The class of each sample of a data set; see {@link #classify(float[])}. */
  public int[] classify(Dataset data) {
    return predictor.classesOfMany(parameters, new Inputs(data));
  }

  /** A copy of the flat parameter array, laid out as {@link NetworkSpec#parameters} says. */
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * Publishes a copy of a flat parameter array: predictions that start from now on use it. A running training keeps its own
   * parameters and will publish those again.
   *
   * @throws IllegalArgumentException if the array has a wrong length
   */
  public void publish(float[] flat) {
    publishSnapshot(flat);
  }

  /** See {@link #publish}. Returns the copy, never to be changed. */
  float[] publishSnapshot(float[] flat) {
    if (flat.length != spec.parameterFloats()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has %d floats of parameters, not %d", spec.name(),
              spec.parameterFloats(), flat.length));
    }
    float[] snapshot = flat.clone();
    parameters = snapshot;
    return snapshot;
  }

  /**
   * Writes the published parameters to a safetensors file, atomically: at any moment there is the whole old file or the whole new one.
   *
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  public void save(Path file) throws IOException {
    WeightsFile.write(spec, parameters, file);
  }

  /**
   * Publishes the parameters of a safetensors file, weights or a checkpoint. Every name, shape and type is checked first, and the
   * architecture's fingerprint where the file has it: on any failure nothing changes.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or not a safetensors file
   * @throws WeightsMismatchException if it is of another network; the message lists all differences
   */
  public void load(Path file) throws IOException {
    parameters = WeightsFile.read(spec, file);
  }

  /** Has the JIT compile every kernel, once for this engine; later calls return at once. */
  public void prime() {
    if (primed.compareAndSet(false, true)) {
      program.prime();
    }
  }

  /**
   * Claims this network for one training.
   *
   * @throws IllegalStateException if another one is running
   */
  public void beginTraining() {
    if (!inTraining.compareAndSet(false, true)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s is being trained already; wait for that training to end, or train another instance",
              spec.name()));
    }
  }

  /** Ends the claim of {@link #beginTraining}. */
  public void endTraining() {
    inTraining.set(false);
  }

  /** What runs predictions on the CPU. */
  Predictor predictor() {
    return predictor;
  }

  /** The published parameters themselves, never to be changed. */
  float[] snapshot() {
    return parameters;
  }
}
