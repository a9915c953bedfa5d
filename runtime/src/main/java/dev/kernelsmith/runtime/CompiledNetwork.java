package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What every generated network is. Its one abstract method, {@code engine()}, is all that a generated class adds to the members of
 * the annotated class; everything else is done by the {@link NetworkEngine}. All methods may be called from any number of threads,
 * also while the network is trained.
 *
 * <p>A class may not have methods of its own with the signature of one of these: {@code engine()}, {@code predict(float[])}, {@code
 * predict(Dataset)}, {@code classify(float[])}, {@code classify(Dataset)}, {@code logits(float[])}, {@code save(Path)}, {@code
 * load(Path)}, {@code inspect(float[])}, {@code inspect(Dataset, int)}, {@code activations(float[], String)}, {@code activations(Dataset,
 * String)}, {@code on(Device)}, {@code on(Device, int, int)}. More is found at the engine: several samples as {@code float[][]}, layers by name, parameters.
 */
public interface CompiledNetwork {
  /** The engine behind this network. */
  NetworkEngine engine();

  /**
   * The network's output for one sample: probabilities where its loss is a cross entropy, else its values.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @throws IllegalArgumentException if the input has a wrong length
   */
  default float[] predict(float[] input) {
    return engine().predict(input);
  }

  /** The output for each sample of a data set; see {@link #predict(float[])}. */
  default float[][] predict(Dataset data) {
    return engine().predict(data);
  }

  /**
   * The class of one sample: the index of the greatest output, the first of equals.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws NoAnswerException if an output is NaN or infinite, with the likely cause
   * @throws IllegalStateException if the network has one output that is no probability
   */
  default int classify(float[] input) {
    return engine().classify(input);
  }

  /** The class of each sample of a data set; see {@link #classify(float[])}. */
  default int[] classify(Dataset data) {
    return engine().classify(data);
  }

  /**
   * The raw output for one sample, before softmax or sigmoid.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @throws IllegalArgumentException if the input has a wrong length
   */
  default float[] logits(float[] input) {
    return engine().logits(input);
  }

  /**
   * What each layer makes of one sample, and how scores and loss depend on it; for classes with {@code @Network(inspect = true)}.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws IllegalStateException if the network was compiled without {@code inspect = true}
   */
  default Inspection inspect(float[] input) {
    return engine().inspect(input);
  }

  /**
   * The same for a sample of a data set, the way for networks with several inputs that come from data sets.
   *
   * @param sample its number, from 0
   * @throws IllegalArgumentException if the inputs do not fit the network, or there is no such sample
   * @throws IllegalStateException if the network was compiled without {@code inspect = true}
   */
  default Inspection inspect(Dataset data, int sample) {
    return engine().inspect(data, sample);
  }

  /**
   * The value of a layer for one sample, in its shape; see {@link Inspection#activations}.
   *
   * @param layer its name, in a block with the block's before it: {@code stage2.1.conv1}
   * @throws IllegalArgumentException if there is no such layer, with the nearest name, or the input has a wrong length
   * @throws IllegalStateException if the network was compiled without {@code inspect = true}
   */
  default Tensor activations(float[] input, String layer) {
    return engine().inspect(input).activations(layer);
  }

  /**
   * The value of a layer for each sample of a data set, flat; see {@link #activations(float[], String)}. {@link Layer#outputShape} is its shape.
   *
   * @return a row for each sample
   */
  default float[][] activations(Dataset data, String layer) {
    return engine().activations(data, layer);
  }

  /**
   * Writes the parameters to a safetensors file, atomically. A file that was there gives its permissions to the new one; a symbolic
   * link stays, and what it points to is written.
   *
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  default void save(Path file) throws IOException {
    engine().save(file);
  }

  /**
   * Takes the parameters from a safetensors file, weights or a checkpoint. On any failure nothing changes. Parameters that are NaN or
   * infinite are refused; {@link NetworkEngine#loadUnchecked} takes them.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or not a safetensors file, or has parameters that are NaN or
   *     infinite
   * @throws WeightsMismatchException if it is of another network; the message lists all differences
   */
  default void load(Path file) throws IOException {
    engine().load(file);
  }

  /**
   * Puts this network on a device, with training steps of up to {@value DeviceNetwork#TRAIN_BATCH} samples and predictions of {@value
   * DeviceNetwork#PREDICT_BATCH} at once.
   *
   * @throws dev.kernelsmith.runtime.device.DeviceException if the device or the network's kernels on it cannot be used
   * @see #on(Device, int, int)
   */
  default DeviceNetwork on(Device device) {
    return on(device, DeviceNetwork.TRAIN_BATCH, DeviceNetwork.PREDICT_BATCH);
  }

  /**
   * Puts this network on a device: the result is this same network, with the same parameters, but predicts and trains there. Compiling
   * the kernels takes seconds. To be closed after use. {@link DeviceNetwork#open} does the same with another policy than FAIL.
   *
   * @param device where to
   * @param trainBatch most samples of a training step, whose number is fixed in the device's code; smaller steps are filled up; 0
   *     where the network is not trained there
   * @param predictBatch samples that are predicted at once; more go one batch after another
   * @throws dev.kernelsmith.runtime.device.DeviceException if the device or the network's kernels on it cannot be used
   * @throws IllegalArgumentException if a batch size is too small, or too large for a Java array
   */
  default DeviceNetwork on(Device device, int trainBatch, int predictBatch) {
    return DeviceNetwork.open(this, device, trainBatch, predictBatch, DevicePolicy.FAIL);
  }
}
