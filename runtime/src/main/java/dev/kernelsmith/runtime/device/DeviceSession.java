package dev.kernelsmith.runtime.device;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network's program on a device, made safe for any number of threads. Not for users: {@code DeviceNetwork} and the trainer stand in
 * front of it.
 *
 * <p>All calls of the program are made on one thread, which waits for them in between. The lock is what keeps several calls together:
 * a prediction of many samples holds it throughout, a training to hand over a step, and then to wait for the device. The session knows
 * whose parameters are on the device: those of a published array, which is never changed and so known by identity, or those of a
 * training that is under way.
 *
 * <p>When the program throws anything, the session is over: nobody knows what is left on the device. The program is closed as far as
 * it can be, the thread ends, and all later calls say what happened.
 */
public final class DeviceSession implements AutoCloseable {
  private static final int TIMED_RUNS = 10;
  private static final long TIMED_NANOS = 50_000_000;
  private static final String TRAINING = "in a training step";

  private final String network;
  private final DeviceInfo info;
  private final OwnerThread owner;
  private final ReentrantLock lock = new ReentrantLock();
  private final int parameterFloats;
  private final int trainedFloats;
  private final float[][] noState;
  private final Block predictBlock;
  private final @Nullable Block trainBlock;
  private final DevicePlacement placement;
  private @Nullable DeviceProgram program;
  private List<DeviceTask> trainTasks = List.of();
  private List<DeviceTask> predictTasks = List.of();
  private float @Nullable [] resident;
  private long predictNanos;
  private boolean training;
  private boolean closed;
  private volatile @Nullable String failure;

  private DeviceSession(NetworkSpec spec, DeviceInfo info, DevicePlacement placement) {
    this.info = info;
    this.placement = placement;
    network = spec.name();
    parameterFloats = spec.parameterFloats();
    trainedFloats = spec.trainedFloats();
    owner = new OwnerThread("kernelsmith-device-" + network);
    noState = new float[placement.trainBatch() == 0 ? 0 : spec.slots().size()][];
    Arrays.fill(noState, new float[trainedFloats]); // read only, so one will do
    predictBlock = new Block(placement.predictBatch(), spec);
    trainBlock = placement.trainBatch() == 0 ? null : new Block(placement.trainBatch(), spec);
  }

  /**
   * Puts a network on a device: makes its program, has every kernel compiled, and finds out whether they really run there.
   *
   * @param parameters what the first, empty runs use
   * @param trainBatch samples of a training step; 0 where the network is not trained there
   * @param predictBatch samples of a prediction
   * @throws DeviceException if the driver throws anything, or runs a kernel in Java instead
   */
  public static DeviceSession open(
      NetworkSpec spec,
      DeviceProgram.Factory factory,
      DeviceInfo info,
      int trainBatch,
      int predictBatch,
      float[] parameters) {
    Device device = info.device();
    DevicePlacement placement =
        new DevicePlacement(device.backend(), device.number(), info.kind(), trainBatch, predictBatch, info.records());
    DeviceSession session = new DeviceSession(spec, info, placement);
    try {
      session.open(factory, parameters);
    } catch (Throwable failed) {
      session.close();
      throw failed;
    }
    return session;
  }

  private void open(DeviceProgram.Factory factory, float[] parameters) {
    onDevice(
        "while the task graphs were built",
        () -> {
          program = factory.open(placement);
          trainTasks = running().trainTasks();
          predictTasks = running().predictTasks();
          return placement;
        });
    upload(parameters);
    profiling(true);
    if (trainBlock != null) {
      for (float[] gradients : trainBlock.lossGradients) {
        Arrays.fill(gradients, Block.FILLER);
      }
      train(0f, 1);
      requireOnDevice(trainTasks);
    }
    predict();
    requireOnDevice(predictTasks);
    profiling(false);
    time();
  }

  /** The first runs are slow, since the driver's Java code is new to the JIT: the fastest counts. */
  private void time() {
    long begin = System.nanoTime();
    long last = begin;
    predictNanos = Long.MAX_VALUE;
    for (int run = 0; run < TIMED_RUNS && last - begin < TIMED_NANOS; run++) {
      predict();
      long now = System.nanoTime();
      predictNanos = Math.min(predictNanos, now - last);
      last = now;
    }
  }

  /** TornadoVM may run a task in Java where its kernel does not compile; it then tells no time, or 0, for it. */
  private void requireOnDevice(List<DeviceTask> tasks) {
    String log = lastProfile();
    if (log.isBlank() || placement.recorded()) {
      return; // a recorded launch has no times of single kernels
    }
    DeviceProfile profile;
    try {
      profile = DeviceProfile.parse(log);
    } catch (IllegalArgumentException unreadable) {
      throw new DeviceException(
          String.format(Locale.ROOT, "it cannot be seen whether the kernels of network %s run on device %s: %s",
              network, info.description(), unreadable.getMessage()),
          unreadable);
    }
    for (DeviceTask task : tasks) {
      if (profile.kernelNanos(task.name()) <= 0) {
        throw new DeviceException(
            String.format(Locale.ROOT,
                "task %s of network %s took no time on device %s: TornadoVM could not compile its kernel and ran it in Java. Add -Dtornado.recover.bailout=False to the java command to see why.",
                task.name(), network, info.description()));
      }
    }
  }

  /** The device. */
  public DeviceInfo info() {
    return info;
  }

  /** Batch sizes and place. */
  public DevicePlacement placement() {
    return placement;
  }

  /** The tasks of a training step. */
  public List<DeviceTask> trainTasks() {
    return trainTasks;
  }

  /** The tasks of a prediction. */
  public List<DeviceTask> predictTasks() {
    return predictTasks;
  }

  /** Time of a prediction, whose batch is always a whole one, in nanoseconds: measured when the network was put on the device. */
  public long predictNanos() {
    return predictNanos;
  }

  /** What goes in and out of a training step; to be used by who trains. */
  public Block trainBlock() {
    return Objects.requireNonNull(trainBlock, "the network was put on the device for predictions only");
  }

  /** What goes in and out of a prediction; to be used while the session is held. */
  public Block predictBlock() {
    return predictBlock;
  }

  /** What ended this session; null while it works. */
  public @Nullable String failure() {
    return failure;
  }

  /** Takes the session for several calls; {@link #release} gives it back. */
  public void acquire() {
    lock.lock();
  }

  /**
   * Takes the session with published parameters on the device, sending them where others are there; {@link #release} gives it back.
   *
   * @return false, and nothing taken, while a training has other parameters there
   */
  public boolean acquire(float[] published) {
    lock.lock();
    boolean held = false;
    try {
      if (resident != published && !training) {
        upload(published);
        resident = published;
      }
      held = resident == published;
      return held;
    } finally {
      if (!held) {
        lock.unlock();
      }
    }
  }

  /** Gives the session back. */
  public void release() {
    lock.unlock();
  }

  /** Keeps the parameters on the device to one training, until {@link #endTraining}. */
  public void beginTraining() {
    lock.lock();
    training = true;
    lock.unlock();
  }

  /** Lets predictions send parameters again. */
  public void endTraining() {
    lock.lock();
    training = false;
    lock.unlock();
  }

  /** Says that the parameters on the device are those of an array that is published and never changed. */
  public void published(float[] parameters) {
    lock.lock();
    resident = parameters;
    lock.unlock();
  }

  /** Sends parameters and optimizer state. The arrays may be longer than the device's, which have the lengths of the description. */
  public void upload(float[] parameters, float[][] slots) {
    float[] sent = fitted(parameters, parameterFloats);
    float[][] state = fitted(slots);
    changing("while parameters were sent", running -> running.upload(sent, state));
  }

  private float[][] fitted(float[][] slots) {
    float[][] state = new float[slots.length][];
    Arrays.setAll(state, slot -> fitted(slots[slot], trainedFloats));
    return state;
  }

  /** An array or, where that is longer, a copy of its beginning. */
  private static float[] fitted(float[] array, int floats) {
    return array.length == floats ? array : Arrays.copyOf(array, floats);
  }

  /** Sends parameters, with an optimizer state of zeros. */
  public void upload(float[] parameters) {
    upload(parameters, noState);
  }

  /** Brings parameters and optimizer state back; {@code slots} may be empty. */
  public void download(float[] parameters, float[][] slots) {
    float[] brought = fitted(parameters, parameterFloats);
    float[][] state = fitted(slots);
    run("while parameters were brought back", running -> running.download(brought, state));
    System.arraycopy(brought, 0, parameters, 0, parameterFloats);
    for (int slot = 0; slot < slots.length; slot++) {
      System.arraycopy(state[slot], 0, slots[slot], 0, trainedFloats);
    }
  }

  /** Brings the gradients of the last step back. */
  public void downloadGradients(float[] gradients) {
    run("while gradients were brought back", running -> running.downloadGradients(gradients));
  }

  /** A training step on {@link #trainBlock}. */
  public void train(float rate, long step) {
    train(trainBlock(), rate, step, () -> {});
  }

  /**
   * A training step, and what the calling thread does while the device works. The session is not held meanwhile, so that this may wait
   * for threads that predict.
   *
   * @param block one like {@link #trainBlock}
   * @param meanwhile what it throws is thrown when the device has answered
   */
  public void train(Block block, float rate, long step, Runnable meanwhile) {
    Future<Block> answer;
    lock.lock();
    try {
      requireUsable();
      resident = null;
      answer =
          owner.begin(
              () -> {
                running().train(block, rate, step);
                return block;
              });
    } finally {
      lock.unlock();
    }
    try {
      meanwhile.run();
    } catch (Throwable thrown) {
      try {
        answer(TRAINING, answer);
      } catch (DeviceException failed) {
        thrown.addSuppressed(failed);
      }
      throw thrown;
    }
    answer(TRAINING, answer);
  }

  private <T> T answer(String phase, Future<T> answer) {
    lock.lock();
    try {
      return OwnerThread.answer(answer);
    } catch (Throwable thrown) {
      throw failed(phase, thrown);
    } finally {
      lock.unlock();
    }
  }

  /** A prediction of {@link #predictBlock} with the parameters on the device. */
  public void predict() {
    run("in a prediction", running -> running.predict(predictBlock));
  }

  /** Switches the driver's profiler. */
  public void profiling(boolean on) {
    run("while its profiler was switched", running -> running.profiling(on));
  }

  /** The JSON of the driver's profiler for the last step or prediction; empty without one. */
  public String lastProfile() {
    return onDevice("while its profile was read", () -> running().lastProfile());
  }

  /** Frees the memory on the device and ends the thread, after what it has in hand. Later calls say that it is closed. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (failure == null) {
        owner.call(this::closeProgram);
      }
    } catch (Throwable thrown) {
      throw new DeviceException(
          String.format(Locale.ROOT, "network %s could not be taken off device %s: %s", network, info.description(),
              DeviceFaults.ofRun(thrown, version())),
          thrown);
    } finally {
      owner.end();
      lock.unlock();
    }
  }

  private void changing(String phase, Consumer<DeviceProgram> action) {
    lock.lock();
    try {
      resident = null;
      run(phase, action);
    } finally {
      lock.unlock();
    }
  }

  private void run(String phase, Consumer<DeviceProgram> action) {
    onDevice(
        phase,
        () -> {
          action.accept(running());
          return phase;
        });
  }

  private DeviceProgram running() {
    return Objects.requireNonNull(program);
  }

  private <T> T onDevice(String phase, Callable<T> work) {
    lock.lock();
    try {
      requireUsable();
      return answer(phase, owner.begin(work));
    } finally {
      lock.unlock();
    }
  }

  private void requireUsable() {
    String before = failure;
    if (before != null) {
      throw new DeviceException(
          before + " Before it can be used again, the network must be put there again with on(...).");
    }
    if (closed) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s is no longer on device %s: it was closed; put it there again with on(...)", network,
              info.description()));
    }
  }

  /** Ends the session, and gives the driver back what it holds, as far as it lets itself be asked. */
  private DeviceException failed(String phase, Throwable thrown) {
    String message =
        String.format(Locale.ROOT, "network %s failed on device %s %s: %s", network, info.description(), phase,
            DeviceFaults.ofRun(thrown, version()));
    failure = message;
    DeviceException exception = new DeviceException(message, thrown);
    try {
      if (program != null) {
        owner.call(this::closeProgram);
      }
    } catch (Throwable again) {
      exception.addSuppressed(again);
    }
    owner.end();
    return exception;
  }

  private boolean closeProgram() {
    DeviceProgram last = program;
    program = null;
    if (last != null) {
      last.close();
    }
    return last != null;
  }

  private static @Nullable String version() {
    return Inventory.current().version();
  }
}
