package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network on a device: predictions and training run there, and everything else is that of the network it was made from, with which
 * it shares its parameters. What a training on the device publishes, the network has; what is loaded into the network, the device is
 * sent before its next prediction. Between trainings and predictions the parameters stay on the device.
 *
 * <p>Any number of threads may use it; the device does one thing at a time. A prediction reads one published snapshot of the
 * parameters from beginning to end, as on the CPU. There is one set of parameters on the device, and while a training is in the midst
 * of an epoch they are not the published ones: predictions of that time run on the CPU. So do those of {@link #fewSamples few
 * samples}.
 *
 * <p>While the device works on a training step, the training thread reads the samples of the next one, within an epoch: a data set is
 * read one step ahead, by one thread, and the host holds two batches.
 *
 * <p>{@link #engine} is the network's own engine: what is asked of it directly runs on the CPU.
 */
public final class DeviceNetwork implements CompiledNetwork, AutoCloseable {
  /** Samples of a training step where nothing else is asked for. */
  public static final int TRAIN_BATCH = 64;

  /** Samples of a prediction where nothing else is asked for. */
  public static final int PREDICT_BATCH = 256;

  /** What a call on the CPU takes by itself, and an operation: as long as where layers wait for their weights from memory. */
  private static final double CALL_NANOS = 5_000;
  private static final double VECTOR_NANOS = 0.2;
  private static final double SCALAR_NANOS = 1;

  private static final int PREDICTED = -1;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

  private final NetworkEngine engine;
  private final Device device;
  private final DevicePolicy policy;
  private final int trainBatch;
  private final int predictBatch;
  private final @Nullable DeviceSession session;
  private final @Nullable Predictor predictor;
  private volatile int fewSamples;
  private volatile @Nullable String reason;
  private volatile boolean closed;

  private DeviceNetwork(
      NetworkEngine engine, Device device, int trainBatch, int predictBatch, DevicePolicy policy,
      @Nullable DeviceSession session) {
    this.engine = engine;
    this.device = device;
    this.trainBatch = trainBatch;
    this.predictBatch = predictBatch;
    this.policy = policy;
    this.session = session;
    if (session == null) {
      predictor = null;
    } else {
      DeviceWorkspace workspace = new DeviceWorkspace(session);
      predictor = new Predictor(engine.spec(), workspace, workspace);
      fewSamples =
          fewSamples(
              session.predictNanos(), BlockShares.work(engine.spec()), engine.kernels().startsWith("vector"),
              predictBatch);
    }
  }

  /** Most samples that the CPU is expected to have predicted sooner than a device, but always less than a batch. */
  static int fewSamples(long deviceNanos, long work, boolean vectors, int predictBatch) {
    double samples = (deviceNanos - CALL_NANOS) / (work * (vectors ? VECTOR_NANOS : SCALAR_NANOS));
    return Math.clamp((long) samples, 0, predictBatch - 1);
  }

  /**
   * Puts a network on a device; see {@link CompiledNetwork#on(Device, int, int)}. Compiling its kernels takes seconds, for large
   * networks half a minute: the log says when that begins and what it took, at level INFO.
   *
   * @param policy what happens if that cannot be done, now or at a later prediction. A training that fails on the device fails
   *     whatever the policy
   * @throws DeviceException if the device or the network's kernels on it cannot be used, with policy FAIL
   * @throws IllegalArgumentException if a batch size is too small or too large for a Java array, or the network is one that is on a
   *     device already
   */
  public static DeviceNetwork open(
      CompiledNetwork network, Device device, int trainBatch, int predictBatch, DevicePolicy policy) {
    return open(network, Objects.requireNonNull(device, "device"), device::info, trainBatch, predictBatch, policy);
  }

  /**
   * Puts a network on a device that {@link Device#available} listed; see {@link #open(CompiledNetwork, Device, int, int,
   * DevicePolicy)}.
   */
  public static DeviceNetwork open(
      CompiledNetwork network, DeviceInfo device, int trainBatch, int predictBatch, DevicePolicy policy) {
    return open(network, Objects.requireNonNull(device, "device").device(), () -> device, trainBatch, predictBatch,
        policy);
  }

  private static DeviceNetwork open(
      CompiledNetwork network, Device device, Supplier<DeviceInfo> info, int trainBatch, int predictBatch,
      DevicePolicy policy) {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(policy, "policy");
    if (network instanceof DeviceNetwork other) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s is on device %s already: put the network itself on device %s",
              network.engine().spec().name(), other.device, device));
    }
    if (trainBatch < 0 || predictBatch < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "trainBatch must be at least 0 and predictBatch at least 1, not %d and %d",
              trainBatch, predictBatch));
    }
    NetworkEngine engine = network.engine();
    requireRoom(engine.spec(), Math.max(trainBatch, predictBatch));
    int training = engine.spec().losses().isEmpty() ? 0 : trainBatch;
    if (device.isCpu()) {
      return new DeviceNetwork(engine, device, training, predictBatch, policy, null);
    }
    try {
      DeviceInfo there = info.get();
      DeviceProgram.Factory factory = factory(engine);
      String name = engine.spec().name();
      long begin = System.nanoTime();
      log(Level.INFO, "Compiling the kernels of network {0} for device {1}, which takes some seconds", name,
          there.description());
      DeviceSession session =
          DeviceSession.open(engine.spec(), factory, there, training, predictBatch, engine.snapshot());
      log(Level.INFO, "Compiled {0} kernels of network {1} in {2} s",
          session.trainTasks().size() + session.predictTasks().size(), name,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
      return new DeviceNetwork(engine, device, training, predictBatch, policy, session);
    } catch (DeviceException unusable) {
      DeviceNetwork fallback = new DeviceNetwork(engine, device, training, predictBatch, policy, null);
      fallback.goOnWithout(unusable);
      return fallback;
    }
  }

  /** What goes in and out of a batch is one Java array each. */
  private static void requireRoom(NetworkSpec spec, int batch) {
    int longest =
        Stream.concat(spec.inputs().stream(), spec.outputs().stream()).mapToInt(TensorSpec::length).max().orElse(1);
    int target = spec.losses().stream().mapToInt(LossSpec::targetLength).max().orElse(0);
    int most = LONGEST_ARRAY / Math.max(longest, target);
    if (batch > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "%d samples of network %s do not fit into one array of Java: use batches of at most %d", batch,
              spec.name(), most));
    }
  }

  private static DeviceProgram.Factory factory(NetworkEngine engine) {
    DeviceProgram.Factory factory = engine.deviceFactory();
    if (factory == null) {
      throw new DeviceException(
          String.format(Locale.ROOT,
              "network %s was compiled without task graphs for TornadoVM: put tornado-api on the compile class path, or compile with -Akernelsmith.tornado=on, and compile it again",
              engine.spec().name()));
    }
    return factory;
  }

  /** Throws, or says once why the CPU does the work. */
  private void goOnWithout(DeviceException unusable) {
    if (policy == DevicePolicy.FAIL) {
      throw unusable;
    }
    if (reason == null) {
      reason = unusable.getMessage();
      log(policy == DevicePolicy.WARN ? Level.WARNING : Level.DEBUG,
          "Network {0} runs on the CPU instead of device {1}: {2}", engine.spec().name(), device, reason);
    }
  }

  private static void log(Level level, String text, @Nullable Object... arguments) {
    System.getLogger("dev.kernelsmith").log(level, text, arguments);
  }

  @Override
  public NetworkEngine engine() {
    return engine;
  }

  /** The device that was asked for. */
  public Device device() {
    return device;
  }

  /** The device in use; empty where the CPU does the work. */
  public Optional<DeviceInfo> info() {
    return session == null || reason != null ? Optional.empty() : Optional.of(session.info());
  }

  /** Why the CPU does the work although a device was asked for; empty where that is not so. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Most samples of a training step; 0 where the network is not trained on the device. */
  public int trainBatch() {
    return trainBatch;
  }

  /** Samples that are predicted at once. */
  public int predictBatch() {
    return predictBatch;
  }

  /**
   * Most samples of a call that the CPU predicts, since that is expected to be faster: a device predicts {@link #predictBatch} samples
   * whatever is asked for. When the network is put on a device, the time of a prediction there is measured; the CPU is taken to need
   * 5 microseconds, and a nanosecond for 5 operations of layers with vector kernels, or for 1 with scalar ones. It needs less once the
   * JIT has compiled its kernels ({@link NetworkEngine#warmUpPredictions}), and more before. The number is less than {@link
   * #predictBatch}, so that what fills a batch stays on the device; evaluations always do.
   *
   * <p>Results of CPU and device differ in the last digits, so those of a sample may depend on how many are predicted with it. {@link
   * #fewSamples(int)} with 0 has all predicted on the device.
   *
   * @return 0 where the device predicts whatever is asked for, or there is none
   */
  public int fewSamples() {
    return fewSamples;
  }

  /**
   * Sets that, in place of what was measured.
   *
   * @param most most samples of a call that the CPU predicts: 0 for none, {@link Integer#MAX_VALUE} for any number. Of a stream, each part that
   *     is read at once is a call
   * @throws IllegalArgumentException if it is negative
   */
  public void fewSamples(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("fewSamples must be at least 0, not " + most);
    }
    fewSamples = most;
  }

  @Override
  public float[] predict(float[] input) {
    return outputs(single(input), PREDICTED)[0];
  }

  @Override
  public float[][] predict(float[][] inputs) {
    return outputs(new SampleRows(inputs), PREDICTED);
  }

  @Override
  public float[][] predict(Dataset data) {
    return outputs(new SampleInputs(data), PREDICTED);
  }

  @Override
  public Stream<float[]> predict(Stream<float[]> inputs) {
    return SampleStream.of(engine.predictor(), inputs, (samples, first) -> List.of(predict(samples)));
  }

  /** On a device, this allocates. */
  @Override
  public void predictInto(float[] input, float[] into) {
    run(
        1,
        (predicting, parameters) -> {
          predicting.oneInto(parameters, input, into);
          return into;
        });
  }

  @Override
  public int classify(float[] input) {
    return classes(single(input))[0];
  }

  @Override
  public int[] classify(float[][] inputs) {
    return classes(new SampleRows(inputs));
  }

  @Override
  public int[] classifyPositions(float[] input) {
    return positions(single(input))[0];
  }

  @Override
  public int[][] classifyPositions(float[][] inputs) {
    return positions(new SampleRows(inputs));
  }

  @Override
  public int[][] classifyPositions(Dataset data) {
    return positions(new SampleInputs(data));
  }

  private int[][] positions(Samples samples) {
    return run(samples.size(), (predicting, parameters) -> predicting.positionsOfMany(parameters, samples));
  }

  @Override
  public IntStream classify(Stream<float[]> inputs) {
    engine.predictor().requireClasses();
    return SampleStream
        .of(
            engine.predictor(), inputs,
            (samples, first) -> run(
                samples.length,
                (predicting, parameters) -> NetworkEngine.classes(predicting, parameters, samples, first)))
        .mapToInt(Integer::intValue);
  }

  @Override
  public List<RankedClass> topK(float[] input, int k) {
    return run(1, (predicting, parameters) -> predicting.rankedOfOne(parameters, input, k, engine.classNames()));
  }

  @Override
  public List<List<RankedClass>> topK(Dataset data, int k) {
    Samples samples = new SampleInputs(data);
    return run(
        samples.size(),
        (predicting, parameters) -> predicting.rankedOfMany(parameters, samples, k, engine.classNames()));
  }

  @Override
  public int[] classify(Dataset data) {
    return classes(new SampleInputs(data));
  }

  @Override
  public float[] logits(float[] input) {
    return outputs(single(input), 0)[0];
  }

  /** The raw output for each of several samples; see {@link #logits(float[])}. */
  public float[][] logits(float[][] inputs) {
    return outputs(new SampleRows(inputs), 0);
  }

  /** The raw output for each sample of a data set; see {@link #logits(float[])}. */
  public float[][] logits(Dataset data) {
    return outputs(new SampleInputs(data), 0);
  }

  /** All that comes out for each sample of a data set; see {@link NetworkEngine#outputs(Dataset)}. */
  public float[][][] outputs(Dataset data) {
    Samples samples = new SampleInputs(data);
    return run(samples.size(), (predicting, parameters) -> predicting.all(parameters, samples));
  }

  private static Samples single(float[] input) {
    return new SampleRows(new float[][] {input});
  }

  private float[][] outputs(Samples samples, int output) {
    return run(
        samples.size(),
        (predicting, parameters) -> predicting.many(
            parameters, samples, output == PREDICTED ? predicting.predictedOutput() : output));
  }

  private int[] classes(Samples samples) {
    return run(samples.size(), (predicting, parameters) -> predicting.classesOfMany(parameters, samples, 0));
  }

  private <T> T run(int samples, BiFunction<Predictor, float[], T> prediction) {
    float[] published = engine.snapshot();
    DeviceSession there = samples <= fewSamples && session() != null ? null : acquire(published);
    if (there == null || predictor == null) {
      return prediction.apply(engine.predictor(), published);
    }
    try {
      return prediction.apply(predictor, published);
    } catch (DeviceException failed) {
      goOnWithout(failed);
      return prediction.apply(engine.predictor(), published);
    } finally {
      there.release();
    }
  }

  /**
   * The session on the device, for the trainer; null where the CPU does the work.
   *
   * @throws IllegalStateException if this is closed
   */
  @Nullable
  DeviceSession session() {
    if (closed) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s is no longer on device %s: it was closed; put it there again with on(...)",
              engine.spec().name(), device));
    }
    return reason == null ? session : null;
  }

  /**
   * Takes the session with the published parameters on the device, for an evaluation; {@link DeviceSession#release} gives it back.
   *
   * @return null where the CPU does the work, or a training has other parameters on the device
   * @throws DeviceException if the device fails, with policy FAIL
   */
  @Nullable
  DeviceSession acquire() {
    return acquire(engine.snapshot());
  }

  private @Nullable DeviceSession acquire(float[] published) {
    DeviceSession there = session();
    try {
      return there != null && there.acquire(published) ? there : null;
    } catch (DeviceException failed) {
      goOnWithout(failed);
      return null;
    }
  }

  /** Publishes parameters that were just brought back from the device, where they still are. For the trainer. */
  void publishTrained(float[] parameters) {
    float[] snapshot = engine.publishSnapshot(parameters);
    DeviceSession there = session;
    if (there != null) {
      there.published(snapshot);
    }
  }

  /**
   * Frees the memory on the device, after what it has in hand. A second call does nothing; predictions and trainings after it say
   * that it is closed. The network itself goes on.
   */
  @Override
  public void close() {
    closed = true;
    if (session != null) {
      session.close();
    }
  }

  /** In words. */
  @Override
  public String toString() {
    NetworkSpec spec = engine.spec();
    return String.format(Locale.ROOT, "%s on %s", spec.name(), info().map(DeviceInfo::description).orElse("the CPU"));
  }
}
