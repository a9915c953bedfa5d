package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What every generated network is. Its one abstract method, {@code engine()}, is all that a generated class adds to the members of
 * the annotated class; everything else is done by the {@link NetworkEngine}. All methods may be called from any number of threads,
 * also while the network is trained.
 *
 * <p>Arrays are flat and in canonical order: an input has its values in the order of its extents, the last one innermost (an image by rows, then
 * columns, then channels), and as many as their product; an output likewise. The generated class tells the shapes of its own.
 *
 * <p>A class may not have methods of its own with the signature of one of these: {@code engine()}, {@code predict(float[])}, {@code
 * predict(float[][])}, {@code predict(Dataset)}, {@code predict(Stream)}, {@code predictInto(float[], float[])}, {@code classify(float[])},
 * {@code classify(float[][])}, {@code classify(Dataset)}, {@code classify(Stream)}, {@code classifyPositions(float[])},
 * {@code classifyPositions(float[][])}, {@code classifyPositions(Dataset)}, {@code topK(float[], int)}, {@code topK(Dataset, int)}, {@code
 * logits(float[])}, {@code threads(int)}, {@code threads()}, {@code summary()}, {@code save(Path)}, {@code load(Path)}, {@code load(Path, LoadOption[])}, {@code
 * load(CompiledNetwork, LoadOption[])}, {@code parameter(String)}, {@code parameter(String, float[])}, {@code inspect(float[])},
 * {@code inspect(Dataset, int)}, {@code stepper(Object[])}, {@code activations(float[], String)}, {@code activations(Dataset, String)}, {@code on(Device)}, {@code
 * on(Device, int, int)}. More is found at the engine: raw outputs of many samples, layers by name, parameters.
 */
public interface CompiledNetwork {
  /** The engine behind this network. */
  NetworkEngine engine();

  /**
   * The network's output for one sample: probabilities where its loss is a cross entropy, else its values.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @return by unit, or flat in the order of the output's extents
   * @throws IllegalArgumentException if the input has a wrong length
   */
  default float[] predict(float[] input) {
    return engine().predict(input);
  }

  /**
   * The output for each of several samples, on as many threads as {@link #threads(int)} says; see {@link #predict(float[])}.
   *
   * @param inputs by sample and value
   * @return by sample and value, arrays of the caller
   */
  default float[][] predict(float[][] inputs) {
    return engine().predict(inputs);
  }

  /** The output for each sample of a data set, by sample and value; see {@link #predict(float[])}. The data may be of several inputs. */
  default float[][] predict(Dataset data) {
    return engine().predict(data);
  }

  /**
   * The output for each sample of a stream, in its order. Samples are read when their outputs are asked for, at first one, then more at a
   * time, at most some thousand and 16 MiB of them; each such part is predicted on as many threads as {@link #threads(int)} says, with the
   * parameters that are published by then. A sample is copied as it is read, so a source may fill the same array again. The result is not
   * parallel; closing it closes the source.
   *
   * @param inputs samples as of {@link #predict(float[])}
   * @throws IllegalArgumentException if the network has several inputs; from the stream, behind the outputs before it, if an input is null or has
   *     a wrong length
   */
  default Stream<float[]> predict(Stream<float[]> inputs) {
    return engine().predict(inputs);
  }

  /**
   * The same as {@link #predict(float[])} into an array of the caller. Allocates nothing once a workspace is there.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @param into takes the output; exactly as long as it
   * @throws IllegalArgumentException if either has a wrong length
   */
  default void predictInto(float[] input, float[] into) {
    engine().predictInto(input, into);
  }

  /**
   * The class of one sample: the index of the greatest output, the first of equals.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws NoAnswerException if an output is NaN or infinite, with the likely cause
   * @throws IllegalStateException if the network has one output that is no probability, or classes at several positions, which {@link
   *     #classifyPositions(float[])} gives
   */
  default int classify(float[] input) {
    return engine().classify(input);
  }

  /** The class of each of several samples; see {@link #classify(float[])}. The first sample without an answer is named. */
  default int[] classify(float[][] inputs) {
    return engine().classify(inputs);
  }

  /** The class of each sample of a data set; see {@link #classify(float[])}. The data may be of several inputs. */
  default int[] classify(Dataset data) {
    return engine().classify(data);
  }

  /**
   * The class of each sample of a stream, in its order; see {@link #predict(Stream)} and {@link #classify(float[])}.
   *
   * @throws NoAnswerException from the stream, behind the classes before it, at a sample without an answer
   */
  default IntStream classify(Stream<float[]> inputs) {
    return engine().classify(inputs);
  }

  /**
   * The class at each position of one sample, where the first output has a rank above 1, such as {@code {height, width, classes}} or {@code {steps,
   * classes}}: the index of the greatest value along its last axis, the first of equals. Where that axis is one sigmoid unit, 1 where the probability
   * is above 0.5, else 0.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @return flat, in the order of the output's other extents: those of an image by rows, then columns
   * @throws IllegalArgumentException if the input has a wrong length
   * @throws NoAnswerException if an output is NaN or infinite, with its position and the likely cause
   * @throws IllegalStateException if the output has no positions, or one value at each that is no probability
   */
  default int[] classifyPositions(float[] input) {
    return engine().classifyPositions(input);
  }

  /** The classes of each of several samples, by sample and position; see {@link #classifyPositions(float[])}. The first sample without an answer is named. */
  default int[][] classifyPositions(float[][] inputs) {
    return engine().classifyPositions(inputs);
  }

  /** The classes of each sample of a data set, by sample and position; see {@link #classifyPositions(float[])}. The data may be of several inputs. */
  default int[][] classifyPositions(Dataset data) {
    return engine().classifyPositions(data);
  }

  /**
   * The classes that one sample most likely has, the most likely first: that is what {@link #classify(float[])} gives.
   *
   * @param input the sample, flat, in the order of its extents, channels innermost
   * @param k how many, from 1 to the number of classes
   * @return class numbers with the names that the data of the last training had for them, and probabilities
   * @throws IllegalArgumentException if there are not so many classes, or the input has a wrong length
   * @throws NoAnswerException if an output is NaN or infinite, with the likely cause
   * @throws IllegalStateException if the network has one output that is no probability, or classes at several positions, which {@link
   *     #classifyPositions(float[])} gives
   */
  default List<RankedClass> topK(float[] input, int k) {
    return engine().topK(input, k);
  }

  /** The same for each sample of a data set, in its order; see {@link #topK(float[], int)}. */
  default List<List<RankedClass>> topK(Dataset data, int k) {
    return engine().topK(data, k);
  }

  /**
   * Sets the most threads that share out a prediction or an evaluation, the calling one included; see {@link NetworkEngine#threads(int)}.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  default void threads(int count) {
    engine().threads(count);
  }

  /** The most threads of a prediction: all processors, if not set. */
  default int threads() {
    return engine().threads();
  }

  /**
   * The network as a table for a terminal of 80 columns: a line for each input and layer with its kind, the shape of its output, the number of
   * its parameters, how many of these are trained, and the floating-point operations of a prediction of one sample; then totals, and what parameters and predictions take in memory.
   */
  default String summary() {
    return engine().summary();
  }

  /**
   * The raw output for one sample: what the output layer gives, before the softmax or sigmoid that its loss applies ({@code SOFTMAX_CROSS_ENTROPY}, {@code SIGMOID_CROSS_ENTROPY}, {@code
   * FOCAL}). An activation of the layer's own is in it: with {@code activation = SOFTMAX} and {@code CROSS_ENTROPY} these are the probabilities that {@link #predict(float[])} gives.
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
   * Begins a sequence that is predicted step by step; for classes with {@code @Network(stepwise = ...)}. Any number of sequences may go on at once.
   *
   * @param others the inputs that do not come step by step, in their order, each a {@code float[]} or {@code int[]}
   * @throws IllegalArgumentException if one of these is missing, of another type or of a wrong length
   * @throws IllegalStateException if the network was compiled without {@code stepwise}
   */
  default Stepper stepper(Object... others) {
    return engine().stepper(others);
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
   * Takes parameters of a safetensors file by their names, as options say: some of them, under other names, those of some layers. Whatever network the file is of,
   * a parameter is taken where the tensor with its name has its shape; the report tells for each what became of it. On any failure nothing changes,
   * and predictions see all of the new parameters or none. Names of classes stay as they are.
   *
   * <pre>{@code
   * LoadReport report = network.load(file, LoadOption.prefix("backbone."), LoadOption.PARTIAL);
   * }</pre>
   *
   * @param options without {@link LoadOption#PARTIAL}, all parameters (of the chosen layers) must fit
   * @return what was taken, what was kept and why, and what was not used
   * @throws IOException if the file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if it is damaged or not a safetensors file
   * @throws WeightsMismatchException if something does not fit that must; with {@link LoadOption#PARTIAL} if nothing does
   * @throws IllegalArgumentException if an option names a layer that this network does not have, or gives two tensors the same name
   */
  default LoadReport load(Path file, LoadOption... options) throws IOException {
    return engine().load(file, options);
  }

  /** Takes parameters of another network, as it has them now, by their names; see {@link #load(Path, LoadOption...)}. */
  default LoadReport load(CompiledNetwork from, LoadOption... options) {
    return engine().load(Objects.requireNonNull(from, "from").engine(), options);
  }

  /**
   * A copy of one parameter, in its canonical shape; see {@link NetworkEngine#parameter(String)}.
   *
   * @param name as weight files have it: {@code conv1.weights}
   * @throws IllegalArgumentException if there is none of that name, with the nearest
   */
  default Tensor parameter(String name) {
    return engine().parameter(name);
  }

  /**
   * Replaces one parameter, for predictions that start from now on; see {@link NetworkEngine#parameter(String, float[])}.
   *
   * @param values flat, in canonical order, the last extent innermost: dense {@code [in][units]}, convolution {@code [height][width][in][filters]}
   * @throws IllegalArgumentException if there is none of that name, it has another number of values, or one is NaN or infinite
   */
  default void parameter(String name, float[] values) {
    engine().parameter(name, values);
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
   * @param predictBatch samples that are predicted at once; more go one batch after another, and {@link DeviceNetwork#fewSamples() few} to
   *     the CPU
   * @throws dev.kernelsmith.runtime.device.DeviceException if the device or the network's kernels on it cannot be used
   * @throws IllegalArgumentException if a batch size is too small, or too large for a Java array
   */
  default DeviceNetwork on(Device device, int trainBatch, int predictBatch) {
    return DeviceNetwork.open(this, device, trainBatch, predictBatch, DevicePolicy.FAIL);
  }
}
