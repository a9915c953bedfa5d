package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * A network on a device: its memory there and the task graphs that work on it, in generated code. Parameters and optimizer state
 * stay on the device between calls. Not thread-safe: the runtime makes it, calls it and closes it on one thread.
 *
 * <p>Whatever goes wrong on the device or in its driver may leave any method as any {@link Throwable} of that driver.
 */
public interface DeviceProgram extends AutoCloseable {
  /** Makes device programs of one network. */
  @FunctionalInterface
  interface Factory {
    /**
     * Allocates the arrays on the host and builds the task graphs; what runs on the device is compiled when it first runs.
     *
     * @param placement where, and for how many samples
     */
    DeviceProgram open(DevicePlacement placement);
  }

  /** Where it is, and for how many samples. */
  DevicePlacement placement();

  /** The tasks of a training step, in order; empty where the network has no loss. */
  List<DeviceTask> trainTasks();

  /** The tasks of a prediction, in order. */
  List<DeviceTask> predictTasks();

  /**
   * Sends parameters and optimizer state to the device.
   *
   * @param parameters the flat parameter array, as {@link NetworkSpec#parameters} lays it out
   * @param slots one array per optimizer slot, each {@link NetworkSpec#trainedFloats} long; none where the placement does not train
   */
  void upload(float[] parameters, float[][] slots);

  /**
   * Brings parameters and optimizer state back.
   *
   * @param parameters takes the parameters
   * @param slots one array per optimizer slot takes the state; may be empty
   */
  void download(float[] parameters, float[][] slots);

  /** Brings back the gradients of the last training step: an array of {@link NetworkSpec#gradientFloats}, laid out like the parameters. */
  void downloadGradients(float[] gradients);

  /**
   * A whole training step: forward, loss, backward, optimizer.
   *
   * @param block {@link DevicePlacement#trainBatch} samples with their loss gradients; takes losses, and raw outputs as its first output
   * @param learningRate the rate of this step
   * @param step number of this step, from 1
   */
  void train(Block block, float learningRate, long step);

  /**
   * Predicts with the parameters on the device.
   *
   * @param block {@link DevicePlacement#predictBatch} samples; takes all outputs
   */
  void predict(Block block);

  /** Switches the driver's profiler, which is off at first. */
  void profiling(boolean on);

  /** What the driver's profiler said of the last step or prediction: the JSON text of TornadoVM's profiler; empty without one. */
  String lastProfile();

  /** Frees the memory on the device. */
  @Override
  void close();
}
