package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.InspectionProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.KnownNames;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and predictions of one network. Any number of threads may predict at once, also while the network is trained or
 * loaded: the parameters in use are an immutable snapshot that is replaced by one volatile write, and a prediction reads one
 * snapshot from beginning to end. There are no locks, but for the initial weights: these are drawn when they are first asked for, and who
 * asks at the same time waits. A prediction of many samples takes all processors, and so does that of one where it is much work; {@link
 * #threads(int)} says how many it may take. The samples of a data set are then read by several threads.
 *
 * <p>An input is a flat array in canonical order (the last extent innermost). Its values are not looked at: what is not finite gives
 * results that are not.
 */
public final class NetworkEngine {
  /** Classes of kernels that were warmed up: what the JIT has compiled belongs to the class, not to an object. */
  private static final class WarmedUp extends ClassValue<AtomicBoolean> {
    static final WarmedUp TRAININGS = new WarmedUp();
    static final WarmedUp SINGLE_TRAININGS = new WarmedUp();
    static final WarmedUp PREDICTIONS = new WarmedUp();

    @Override
    protected AtomicBoolean computeValue(Class<?> kernels) {
      return new AtomicBoolean();
    }

    /** Whether this is the first time for a class. */
    boolean add(Class<?> kernels) {
      return get(kernels).compareAndSet(false, true);
    }
  }

  static {
    Access.set(new EngineAccess());
  }

  private final NetworkSpec spec;
  private final KernelProgram program;
  private final DeviceProgram.@Nullable Factory deviceFactory;
  private final Predictor predictor;
  private final Inspector inspector;
  private final AtomicBoolean inTraining = new AtomicBoolean();
  private final ParameterSnapshots snapshots;
  private volatile List<String> classNames = List.of();
  private volatile SafetensorsFile preparation = new SafetensorsFile(Map.of(), Map.of());

  /**
   * Made by the generated constructor.
   *
   * @param spec the network
   * @param program the chosen variant
   * @param seed of the initial weights; the same seed gives the same bits on any JVM
   */
  public NetworkEngine(NetworkSpec spec, KernelProgram program, long seed) {
    this(spec, program, seed, null);
  }

  /** Made by the generated constructor of a network with task graphs. */
  public NetworkEngine(
      NetworkSpec spec, KernelProgram program, long seed, DeviceProgram.@Nullable Factory deviceFactory) {
    this(spec, program, seed, deviceFactory, null);
  }

  /**
   * Made by the generated constructor of a network that can be inspected.
   *
   * @param spec the network
   * @param program the chosen variant
   * @param seed of the initial weights; the same seed gives the same bits on any JVM
   * @param deviceFactory puts the network on a device; null where no task graphs were generated
   * @param inspection makes the code that looks into the network; null where it was not generated
   */
  public NetworkEngine(
      NetworkSpec spec, KernelProgram program, long seed, DeviceProgram.@Nullable Factory deviceFactory,
      @Nullable Supplier<? extends InspectionProgram> inspection) {
    this.spec = spec;
    this.program = program;
    this.deviceFactory = deviceFactory;
    predictor =
        new Predictor(spec, new WorkspacePool(program.single(), spec), new WorkspacePool(program.prediction(), spec));
    inspector = new Inspector(spec, predictor, inspection);
    snapshots = new ParameterSnapshots(spec, seed);
  }

  /** The network's description. */
  public NetworkSpec spec() {
    return spec;
  }

  /** What the kernels are, in words: {@code scalar} or {@code vector, 512 bits, 32 registers}. */
  public String kernels() {
    return program.description();
  }

  /** The chosen variant. */
  KernelProgram program() {
    return program;
  }

  /** What puts the network on a device; null where the network was compiled without task graphs. */
  DeviceProgram.@Nullable Factory deviceFactory() {
    return deviceFactory;
  }

  /**
   * Sets the most threads that share out a prediction or an evaluation, the calling one included: all processors, if not set. Where there is
   * little to do, the calling thread does it alone, as it does while another prediction has the threads. One sample is shared out layer by layer
   * where it is a matter of some ten million operations and four threads, or of some hundreds of millions; with many callers at once, one thread each is more. Results have the same bits for any number. It holds for the drawing of initial weights, too.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + count);
    }
    predictor.threads(count);
  }

  /** The most threads of a prediction; see {@link #threads(int)}. */
  public int threads() {
    return predictor.threads();
  }

  /**
   * The handle of a layer, or of an input. The name of a block is that of its last layer.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Layer layer(String name) {
    return new LayerHandle(this, LayerNames.layerOrInput(spec, name));
  }

  /** See {@link CompiledNetwork#stepper}. */
  public Stepper stepper(Object... others) {
    return new Stepper(this, others);
  }

  /** See {@link CompiledNetwork#inspect(float[])}. */
  public Inspection inspect(float[] input) {
    return inspector.inspect(snapshot(), input);
  }

  /** The same for a network with any number of inputs; see {@link #outputs(Object[])}. */
  public Inspection inspect(Object[] inputs) {
    return inspector.inspect(snapshot(), inputs);
  }

  /** See {@link CompiledNetwork#inspect(Dataset, int)}. */
  public Inspection inspect(Dataset data, int sample) {
    return inspector.inspect(snapshot(), data, sample);
  }

  /**
   * The same with other parameters than those that are published, as a training has them; null where the network was compiled without {@code inspect =
   * true}.
   *
   * @param flat as {@link #workingParameters} gives them, not to be changed while the inspection is in use
   */
  public @Nullable Inspection inspect(float[] flat, Dataset data, int sample) {
    return inspector.isPossible() ? inspector.inspect(flat, data, sample) : null;
  }

  /** See {@link CompiledNetwork#activations(Dataset, String)}. */
  public float[][] activations(Dataset data, String layer) {
    return inspector.activations(snapshot(), data, layer);
  }

  /**
   * The raw first output for one sample.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   */
  public float[] logits(float[] input) {
    return predictor.one(snapshot(), input, 0);
  }

  /** The raw first output for each of several samples; see {@link #logits(float[])}. */
  public float[][] logits(float[][] inputs) {
    return predictor.many(snapshot(), new SampleRows(inputs), 0);
  }

  /** The raw first output for each sample of a data set; see {@link #logits(float[])}. */
  public float[][] logits(Dataset data) {
    return predictor.many(snapshot(), new SampleInputs(data), 0);
  }

  /**
   * The last output for one sample: probabilities where the network's loss is a cross entropy, else the same as {@link
   * #logits(float[])}.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   */
  public float[] predict(float[] input) {
    return predictor.one(snapshot(), input, predictor.predictedOutput());
  }

  /** See {@link CompiledNetwork#predictInto}. */
  public void predictInto(float[] input, float[] into) {
    predictor.oneInto(snapshot(), input, into);
  }

  /** See {@link CompiledNetwork#predict(Stream)}. */
  public Stream<float[]> predict(Stream<float[]> inputs) {
    return SampleStream.of(predictor, inputs, (samples, first) -> List.of(predict(samples)));
  }

  /** The last output for each of several samples; see {@link #predict(float[])}. */
  public float[][] predict(float[][] inputs) {
    return predictor.many(snapshot(), new SampleRows(inputs), predictor.predictedOutput());
  }

  /** The last output for each sample of a data set; see {@link #predict(float[])}. */
  public float[][] predict(Dataset data) {
    return predictor.many(snapshot(), new SampleInputs(data), predictor.predictedOutput());
  }

  /**
   * The class of one sample: the index of the greatest raw output, the first of equals; for one sigmoid unit 1 where its probability
   * is above 0.5, else 0. Allocates nothing once a workspace is there.
   *
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws NoAnswerException if an output is NaN or infinite, with the likely cause
   * @throws IllegalStateException if the network has one output that is no probability, or classes at several positions
   */
  public int classify(float[] input) {
    return predictor.classOfOne(snapshot(), input);
  }

  /** See {@link CompiledNetwork#classifyPositions(float[])}. */
  public int[] classifyPositions(float[] input) {
    return predictor.positionsOfOne(snapshot(), input);
  }

  /** The same for a network with any number of inputs, by the first output; see {@link #outputs(Object[])}. */
  public int[] classifyPositions(Object[] inputs) {
    return predictor.positionsOfOne(snapshot(), inputs);
  }

  /** See {@link CompiledNetwork#classifyPositions(float[][])}. */
  public int[][] classifyPositions(float[][] inputs) {
    return predictor.positionsOfMany(snapshot(), new SampleRows(inputs));
  }

  /** See {@link CompiledNetwork#classifyPositions(Dataset)}. */
  public int[][] classifyPositions(Dataset data) {
    return predictor.positionsOfMany(snapshot(), new SampleInputs(data));
  }

  /**
   * All that comes out for each sample of a data set, in the order of {@link NetworkSpec#outputs}: of each output of the network the raw
   * values, then what a prediction gives. The way to use a network with several inputs or outputs, whose data is joined by {@link
   * dev.kernelsmith.runtime.data.JoinedDataset}.
   *
   * @return by output, sample and value
   * @throws IllegalArgumentException if the inputs do not fit the network
   */
  public float[][][] outputs(Dataset data) {
    return predictor.all(snapshot(), new SampleInputs(data));
  }

  /**
   * All that comes out for one sample of a data set, by output and value; see {@link #outputs(Dataset)}. Takes the program for one
   * sample, where the other takes blocks of them; the bits are the same.
   *
   * @throws IllegalArgumentException if the inputs do not fit the network
   */
  public float[][] outputs(Dataset data, int sample) {
    return predictor.allOfOne(snapshot(), data, sample);
  }

  /**
   * What a prediction gives of each output, for one sample of a network with any number of inputs; generated classes have a method with
   * a parameter for each. Takes the program for one sample.
   *
   * @param inputs by input, a {@code float[]}, or an {@code int[]} for an input of ints
   * @return by output
   * @throws IllegalArgumentException if an input is missing, of another type or of a wrong length
   */
  public float[][] outputs(Object[] inputs) {
    return predictor.allOfOne(snapshot(), inputs);
  }

  /** The raw first output for one sample; see {@link #outputs(Object[])}. */
  public float[] logits(Object[] inputs) {
    return predictor.one(snapshot(), inputs, 0);
  }

  /** What a prediction gives of the first output for one sample; see {@link #outputs(Object[])}. */
  public float[] predict(Object[] inputs) {
    return predictor.one(snapshot(), inputs, predictor.predictedOutput());
  }

  /** The class of one sample by the first output; see {@link #outputs(Object[])} and {@link #classify(float[])}. */
  public int classify(Object[] inputs) {
    return predictor.classOfOne(snapshot(), inputs);
  }

  /**
   * What a prediction gives of one output, for each sample of a data set.
   *
   * @param output name of the layer that is the output
   * @throws IllegalArgumentException if there is no such output, or the inputs do not fit the network
   */
  public float[][] predict(Dataset data, String output) {
    return predictor.many(snapshot(), new SampleInputs(data), 2 * spec.outputNumber(output) + 1);
  }

  /** The class of each of several samples; see {@link #classify(float[])}. The first sample without an answer is named. */
  public int[] classify(float[][] inputs) {
    return predictor.classesOfMany(snapshot(), new SampleRows(inputs), 0);
  }

  /** The class of each sample of a data set; see {@link #classify(float[])}. */
  public int[] classify(Dataset data) {
    return predictor.classesOfMany(snapshot(), new SampleInputs(data), 0);
  }

  /** See {@link CompiledNetwork#classify(Stream)}. */
  public IntStream classify(Stream<float[]> inputs) {
    predictor.requireClasses();
    return SampleStream.of(predictor, inputs, (samples, first) -> classes(predictor, snapshot(), samples, first))
        .mapToInt(Integer::intValue);
  }

  /** The class of each of some samples of a stream. */
  static List<Integer> classes(Predictor predictor, float[] parameters, float[][] samples, long first) {
    return Arrays.stream(predictor.classesOfMany(parameters, new SampleRows(samples), first)).boxed().toList();
  }

  /** See {@link CompiledNetwork#topK(float[], int)}. */
  public List<RankedClass> topK(float[] input, int k) {
    return predictor.rankedOfOne(snapshot(), input, k, classNames);
  }

  /** The same for a network with any number of inputs; see {@link #outputs(Object[])}. */
  public List<RankedClass> topK(Object[] inputs, int k) {
    return predictor.rankedOfOne(snapshot(), inputs, k, classNames);
  }

  /** See {@link CompiledNetwork#topK(Dataset, int)}. */
  public List<List<RankedClass>> topK(Dataset data, int k) {
    return predictor.rankedOfMany(snapshot(), new SampleInputs(data), k, classNames);
  }

  /** See {@link CompiledNetwork#summary}. */
  public String summary() {
    return NetworkSummary.of(this);
  }

  /**
   * The labels of the classes, by class number, of the data that this network was last trained on; empty where that data
   * had no names for its classes, or the parameters were loaded since.
   */
  public List<String> classNames() {
    return classNames;
  }

  /** Sets the labels of the classes; done by a training. */
  public void classNames(List<String> names) {
    classNames = List.copyOf(Objects.requireNonNull(names, "names"));
  }

  /**
   * A copy of one parameter, in its canonical shape: dense weights {@code [in, units]}, of convolutions {@code [height, width, in, filters]}, a bias {@code
   * [units]}.
   *
   * @param name as weight files have it: {@code conv1.weights}, {@code stage1.norm.gamma}
   * @throws IllegalArgumentException if there is none of that name, with the nearest
   */
  public Tensor parameter(String name) {
    ParameterSpec parameter = named(name);
    return Tensor.of(parameter.shape(), parameter.read(snapshot()));
  }

  /**
   * Replaces one parameter. Predictions that start from now on use it, and none sees a part of it; several threads may replace several at once.
   *
   * @param name as of {@link #parameter(String)}
   * @param values flat, in canonical order, the last extent innermost
   * @throws IllegalArgumentException if there is none of that name, it has another number of values, or one is NaN or infinite
   */
  public void parameter(String name, float[] values) {
    ParameterSpec parameter = named(name);
    int at = NotFinite.first(Objects.requireNonNull(values, "values"), 0, values.length);
    if (at >= 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "value %d for parameter %s is %s: parameters must be finite", at, name,
              values[at]));
    }
    snapshots.update(threads(), flat -> parameter.write(values, flat));
  }

  private ParameterSpec named(String name) {
    List<String> names = spec.parameters().stream().map(ParameterSpec::name).toList();
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException(
          "network " + spec.name() + " has no parameter '" + name + "'" + KnownNames.text("" + name, names));
    }
    return spec.parameters().get(number);
  }

  /** A copy of the flat parameter array, laid out as {@link NetworkSpec#parameters} says. */
  public float[] parameters() {
    return Arrays.copyOf(snapshot(), spec.parameterFloats());
  }

  /** The same for steps and evaluations: it may be longer, so that kernels find it where cache lines begin ({@link Regions}). */
  float[] workingParameters() {
    return Regions.copy(snapshot(), spec.parameterFloats());
  }

  /**
   * Publishes a copy of a flat parameter array, as {@link #parameters} gives it: predictions that start from now on use it. A running training keeps its own
   * parameters and will publish those again.
   *
   * @throws IllegalArgumentException if the array has a wrong length
   */
  public void publish(float[] flat) {
    snapshots.publishInPassing(Objects.requireNonNull(flat, "flat"));
  }

  /** See {@link #publish}. Returns the copy, never to be changed. */
  float[] publishSnapshot(float[] flat) {
    return snapshots.publish(flat);
  }

  /** How often parameters were published or loaded: who finds another number than before knows that others are in use. */
  long publications() {
    return snapshots.publications();
  }

  /**
   * Writes the published parameters to a safetensors file, atomically: at any moment there is the whole old file or the whole new one.
   *
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  public void save(Path file) throws IOException {
    WeightsFile.write(spec, snapshot(), preparation, file);
  }

  /**
   * Publishes the parameters of a safetensors file, weights or a checkpoint. Every name, shape and type is checked first, and the
   * architecture's fingerprint where the file has it: on any failure nothing changes.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or not a safetensors file, or has parameters that are NaN or
   *     infinite
   * @throws WeightsMismatchException if it is of another network; the message lists all differences
   */
  public void load(Path file) throws IOException {
    adopt(file, true);
  }

  /** See {@link CompiledNetwork#load(Path, LoadOption...)}. */
  public LoadReport load(Path file, LoadOption... options) throws IOException {
    WeightTransfer transfer = new WeightTransfer(spec, String.valueOf(file), options);
    return take(transfer, WeightsFile.parameters(Safetensors.read(file)));
  }

  /** See {@link CompiledNetwork#load(CompiledNetwork, LoadOption...)}. */
  public LoadReport load(NetworkEngine from, LoadOption... options) {
    WeightTransfer transfer =
        new WeightTransfer(spec, "network " + Objects.requireNonNull(from, "from").spec.name(), options);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ParameterTensors.put(from.spec.parameters(), from.snapshot(), "", tensors);
    return take(transfer, tensors);
  }

  private LoadReport take(WeightTransfer transfer, Map<String, Tensor> tensors) {
    LoadReport report = transfer.match(tensors);
    snapshots.update(threads(), transfer::write);
    return report;
  }

  /**
   * The same as {@link #load}, but takes parameters that are NaN or infinite too, for example to look at what became of them. The
   * network then mostly has no answers.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or not a safetensors file
   * @throws WeightsMismatchException if it is of another network; the message lists all differences
   */
  public void loadUnchecked(Path file) throws IOException {
    adopt(file, false);
  }

  private void adopt(Path file, boolean finite) throws IOException {
    WeightsFile.Content content = WeightsFile.read(spec, preparation, file, finite);
    snapshots.adopt(content.parameters());
    preparation = content.preparation();
    classNames = List.of();
  }

  /**
   * What a record of the user's goes through before it is an input, and an output before it is an answer: categories, scales, class names, as
   * texts and tensors of whoever prepares data. Weights files and checkpoints take it along ({@link WeightsFile#PREPARATION}), and {@link
   * #load(Path)} gives it to a network that has none. Without any text and tensor where there is none.
   */
  public SafetensorsFile preparation() {
    return preparation;
  }

  /**
   * Sets what is saved with the parameters from now on; see {@link #preparation()}. Files that have another one are then refused by {@link #load(Path)}
   * and by a training that is resumed.
   */
  public void preparation(SafetensorsFile preparation) {
    this.preparation = Objects.requireNonNull(preparation, "the preparation is null");
  }

  /**
   * Has the JIT compile every kernel of a training, once for each class of kernels in this JVM, whatever number of networks there is; later calls,
   * and calls while another thread does it, return at once. A training that is long enough does that by itself.
   */
  public void warmUp() {
    if (WarmedUp.TRAININGS.add(program.getClass())) {
      program.warmUp();
    }
  }

  /**
   * The same for a training.
   *
   * @param batchSize samples of a step
   */
  void warmUp(int batchSize) {
    if (!program.trainsSingly(batchSize, spec)) {
      warmUp();
    } else if (WarmedUp.SINGLE_TRAININGS.add(program.getClass())) {
      program.warmUpSingleTraining();
    }
  }

  /**
   * The same for the kernels of predictions, of one sample and of many. Nothing else warms these up: without it, first predictions run interpreted, up to
   * a thousand times slower, until the JIT has found out which kernels are hot. Takes from half a second to some 16 s, and returns when kernels are
   * compiled; it needs no parameters, so a program can call it while it loads them, from a thread of its own. Predictions may go on meanwhile. Their
   * bits are the same with and without. Does nothing for a network with more than some eight million parameters, whose kernels the first prediction makes
   * hot.
   */
  public void warmUpPredictions() {
    if (WarmedUp.PREDICTIONS.add(program.getClass())) {
      program.warmUpPredictions();
    }
  }

  /**
   * Claims this network for one training.
   *
   * @throws IllegalStateException if another one is running
   */
  void beginTraining() {
    if (!inTraining.compareAndSet(false, true)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s is being trained already; wait for that training to end, or train another instance",
              spec.name()));
    }
  }

  /** Ends the claim of {@link #beginTraining}. */
  void endTraining() {
    inTraining.set(false);
  }

  /** What runs predictions on the CPU. */
  Predictor predictor() {
    return predictor;
  }

  /** The published parameters themselves, never to be changed. */
  float[] snapshot() {
    return snapshots.current(predictor.threads());
  }

  /** Name, shapes, number of parameters and kernels. */
  @Override
  public String toString() {
    long all = count(spec.parameters());
    long fixed = all - count(spec.trainedParameters());
    String inputs = spec.inputs().stream().map(NetworkEngine::text).collect(Collectors.joining(", "));
    String shapes = IntStream.range(0, spec.outputs().size() / 2)
        .mapToObj(output -> text(spec.rawOutput(output)))
        .collect(Collectors.joining(", ", inputs + " -> ", ""));
    return String.format(Locale.ROOT, "network %s: %s, %,d parameters%s, kernels: %s", spec.name(), shapes, all,
        fixed == 0 ? "" : String.format(Locale.ROOT, " (%,d of them not trained)", fixed), program.description());
  }

  private static long count(List<ParameterSpec> parameters) {
    return parameters.stream().mapToLong(ParameterSpec::length).sum();
  }

  private static String text(TensorSpec tensor) {
    return tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }
}
