package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.InspectionProgram;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a network makes of one sample, layer by layer, and how its outputs depend on the sample: those of a prediction, so that dropout passes
 * everything and normalisation of a batch goes by moving averages. All is of the parameters that were published when the inspection was made,
 * and of a copy of the sample; any number of threads may use it.
 *
 * <p>It is computed by scalar code, so that values are those of a prediction but for rounding.
 */
public final class Inspection {
  private final NetworkSpec spec;
  private final InspectionProgram program;
  private final float[] parameters;
  private final Block sample;
  private volatile float @Nullable [][] activations;

  /**
   * An inspection of a sample.
   *
   * @param sample holds its inputs; nobody changes these any more
   */
  Inspection(NetworkSpec spec, InspectionProgram program, float[] parameters, Block sample) {
    this.spec = spec;
    this.program = program;
    this.parameters = parameters;
    this.sample = sample;
  }

  /** Names of all layers, those of blocks with the block's name before theirs, such as {@code stage2.1.conv1}. */
  public List<String> layers() {
    return spec.layers().stream().map(LayerSpec::name).toList();
  }

  /**
   * The value of a layer, in its shape: what other layers read of it, behind its activation if it has one. Of a layer with a loss it is the raw
   * value, before the softmax or sigmoid of the loss; of an input, the input.
   *
   * @param layer its name; that of a block is that of its last layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor activations(String layer) {
    int number = LayerNames.find(spec, layer);
    if (number >= 0) {
      return Tensor.of(spec.layers().get(number).shape(), all()[number].clone());
    }
    for (int i = 0; i < spec.inputs().size(); i++) {
      TensorSpec input = spec.inputs().get(i);
      if (input.name().equals(layer)) {
        return input.isInt()
            ? Tensor.of(input.shape(), sample.intInputs[i].clone())
            : Tensor.of(input.shape(), sample.inputs[i].clone());
      }
    }
    throw LayerNames.unknown(spec, layer);
  }

  /** The values of all layers. Threads that ask first at once may each compute them. */
  private float[][] all() {
    float[][] known = activations;
    if (known == null) {
      BlockProgram forward = program.activations();
      Block block = Block.ofLayers(forward, spec);
      given(block);
      forward.runAll(block);
      known = block.outputs;
      activations = known;
    }
    return known;
  }

  /**
   * The derivatives of a raw value of the first output, such as the score of a class before softmax, by all values of the inputs.
   *
   * @param unit its number, flat in the output's shape
   * @throws IllegalArgumentException if there is no such value
   */
  public InputGradients scoreGradients(int unit) {
    return scoreGradients(0, unit);
  }

  /**
   * The same of any output.
   *
   * @param output its name
   * @param unit the number of the value
   * @throws IllegalArgumentException if there is no such output or value
   */
  public InputGradients scoreGradients(String output, int unit) {
    return scoreGradients(spec.outputNumber(output), unit);
  }

  private InputGradients scoreGradients(int output, int unit) {
    int length = spec.rawOutput(output).length();
    if (unit < 0 || unit >= length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "output '%s' of network %s has the values 0 to %d, not %d",
              spec.outputLayers().get(output), spec.name(), length - 1, unit));
    }
    Block block = gradients();
    block.inputs[spec.inputs().size() + output][unit] = 1;
    return run(block);
  }

  /**
   * The derivatives of the loss of the sample, by all values of the inputs. Where there are several losses, it is their sum, each times its weight.
   *
   * @param targets what each loss compares the sample with, in the order of the outputs: a class number ({@code int}), its values or
   *     probabilities, or a class number for each position ({@code float[]}); anything for a loss that compares with nothing
   * @throws IllegalArgumentException if a target is missing, or does not fit its loss
   * @throws IllegalStateException if the network has no loss
   */
  public InputGradients lossGradients(Object... targets) {
    Block block = gradients();
    SampleTargets.copy(spec, targets, block);
    for (int i = 0; i < spec.losses().size(); i++) {
      LossSpec loss = spec.losses().get(i);
      double count = loss.isCounted() ? loss.count(block.classes[i], 0) : 1;
      block.lossGradients[i][0] = count > 0 ? (float) (1 / count) : 0;
    }
    return run(block);
  }

  private Block gradients() {
    return Block.ofInputGradients(program.gradients(), spec);
  }

  private InputGradients run(Block block) {
    given(block);
    program.gradients().runAll(block);
    return new InputGradients(spec, block.outputs);
  }

  private void given(Block block) {
    block.parameters = parameters;
    for (int i = 0; i < spec.inputs().size(); i++) {
      System.arraycopy(sample.inputs[i], 0, block.inputs[i], 0, sample.inputs[i].length);
      System.arraycopy(sample.intInputs[i], 0, block.intInputs[i], 0, sample.intInputs[i].length);
    }
  }

  /** Of which network. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "inspection of a sample by network %s, %d layers", spec.name(),
        spec.layers().size());
  }
}
