package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DeviceProfile;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a training step on a device takes, as medians over some steps: its kernels and transfers by the driver's profiler, and the whole
 * by the clock, over as many steps without the profiler.
 *
 * @param steps steps that were measured
 * @param batchSize samples of a step
 * @param wallNanos time of a step, from samples to losses, without the time to copy samples out of the data set
 * @param tasks the kernels, in the order of their launches
 * @param copyInNanos time of transfers to the device
 * @param copyOutNanos time of transfers from the device
 * @param copyInBytes bytes to the device
 * @param copyOutBytes bytes from the device
 */
public record DeviceTimes(
    int steps,
    int batchSize,
    double wallNanos,
    List<TaskTime> tasks,
    double copyInNanos,
    double copyOutNanos,
    long copyInBytes,
    long copyOutBytes) {
  private static final int LEAST_WARM_UP = 3;
  private static final long WARM_UP_NANOS = 1_500_000_000;

  /** Copies the list. */
  public DeviceTimes {
    tasks = List.copyOf(tasks);
  }

  /**
   * One kernel.
   *
   * @param name the task's name
   * @param nanos time of a launch
   * @param flops floating-point operations of a launch
   * @param bytes least bytes that a launch must move
   */
  public record TaskTime(String name, double nanos, long flops, long bytes) {
    /** Floating-point operations per second, in 10^9. */
    public double gigaflops() {
      return flops / nanos;
    }

    /** Bytes per second, in 10^9. */
    public double gigabytes() {
      return bytes / nanos;
    }
  }

  /**
   * Measures. The network's parameters stay as they are.
   *
   * @param network a network on a device, that can be trained there
   * @param data what to train on; the same samples in every step
   * @param batchSize samples of a step, at most the network's {@link DeviceNetwork#trainBatch}
   * @param steps how many steps to measure, at least 1
   * @throws DeviceException if the device fails, the CPU stands in for it, or it has no profiler
   * @throws IllegalArgumentException if the data does not fit, or a number makes no sense
   */
  public static DeviceTimes measure(DeviceNetwork network, Dataset data, int batchSize, int steps) {
    if (steps < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "steps and batchSize must be at least 1, not %d and %d", steps, batchSize));
    }
    DevicePlace place = DevicePlace.of(network);
    int batch = Math.min(batchSize, data.size());
    place.requireBatch(batch);
    return place.exclusively(() -> measure(place, data, batch, steps));
  }

  private static DeviceTimes measure(DevicePlace place, Dataset data, int batch, int steps) {
    DeviceSession session = place.session();
    NetworkSpec spec = place.network().engine().spec();
    session.upload(place.network().engine().parameters());
    Block block = session.trainBlock();
    block.beginStep(0, 1, batch);
    new Staging(spec, data, Targets.of(spec, data, "data")).fill(block, null, 0, batch);
    int step = 0;
    long begin = System.nanoTime(); // the driver's own Java code is slow at first
    while (step < LEAST_WARM_UP || System.nanoTime() - begin < WARM_UP_NANOS) {
      session.train(spec.learningRate(), ++step);
    }
    double[] wall = new double[steps];
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      session.train(spec.learningRate(), ++step);
      wall[i] = System.nanoTime() - start;
    }
    List<DeviceProfile> profiles = new ArrayList<>();
    session.profiling(true);
    for (int i = 0; i < steps; i++) {
      session.train(spec.learningRate(), ++step);
      profiles.add(profile(session));
    }
    session.profiling(false);
    return of(session.trainTasks(), profiles, batch, median(wall));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static double median(List<DeviceProfile> profiles, ToLongFunction<DeviceProfile> figure) {
    return median(profiles.stream().mapToDouble(figure::applyAsLong).toArray());
  }

  private static DeviceProfile profile(DeviceSession session) {
    String log = session.lastProfile();
    if (log.isBlank()) {
      throw new DeviceException(
          String.format(Locale.ROOT, "the driver of device %s tells no times: profile on another device",
              session.info().description()));
    }
    return DeviceProfile.parse(log);
  }

  private static DeviceTimes of(List<DeviceTask> tasks, List<DeviceProfile> profiles, int batch, double wall) {
    List<TaskTime> times = new ArrayList<>();
    for (DeviceTask task : tasks) {
      double nanos = median(profiles, profile -> profile.kernelNanos(task.name()));
      times.add(new TaskTime(task.name(), nanos, task.flops(), task.bytes()));
    }
    DeviceProfile last = profiles.getLast();
    return new DeviceTimes(
        profiles.size(),
        batch,
        wall,
        times,
        median(profiles, DeviceProfile::copyInNanos),
        median(profiles, DeviceProfile::copyOutNanos),
        last.copyInBytes(),
        last.copyOutBytes());
  }

  /** Time of all kernels of a step. */
  public double kernelNanos() {
    return tasks.stream().mapToDouble(TaskTime::nanos).sum();
  }

  /** What is left of a step without kernels and transfers: launches, and whatever driver and runtime do besides. */
  public double overheadNanos() {
    return Math.max(0, wallNanos - kernelNanos() - copyInNanos - copyOutNanos);
  }

  /** In words. */
  @Override
  public String toString() {
    return "step of " + MetricText.count(batchSize, "sample") + ": " + MetricText.time(wallNanos) + " ("
        + MetricText.count(tasks.size(), "kernel") + " " + MetricText.time(kernelNanos()) + ", transfers "
        + MetricText.time(copyInNanos + copyOutNanos) + ", else " + MetricText.time(overheadNanos()) + ")";
  }
}
