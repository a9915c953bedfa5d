package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;

/**
 * One dense layer with softmax cross-entropy (classes), sigmoid cross-entropy or mean squared error (values), momentum 0.9, written by hand the way a
 * generated program behaves: weights {@code [in][out]} with a pitch, then the bias.
 *
 * @param in values of an input
 * @param out units
 * @param loss name of the loss
 * @param phases 1, or 2: forward and backward apart
 */
public record LinearProgram(int in, int out, String loss, int phases) implements KernelProgram {
  public static final String SOFTMAX = "SOFTMAX_CROSS_ENTROPY";
  public static final String SIGMOID = "SIGMOID_CROSS_ENTROPY";
  public static final String SQUARES = "MEAN_SQUARED_ERROR";
  public static final int LANES = 16;
  private static final float MOMENTUM = 0.9f;

  public LinearProgram(int in, int out, boolean softmax, int phases) {
    this(in, out, softmax ? SOFTMAX : SQUARES, phases);
  }

  public boolean softmax() {
    return loss.equals(SOFTMAX);
  }

  public boolean sigmoid() {
    return loss.equals(SIGMOID);
  }

  public int pitch() {
    return Math.ceilDiv(out, 16) * 16;
  }

  public int biasOffset() {
    return in * pitch();
  }

  public int parameterFloats() {
    return biasOffset() + pitch();
  }

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public BlockProgram training() {
    return new Training(this);
  }

  @Override
  public BlockProgram evaluation() {
    return new Evaluation(this);
  }

  @Override
  public BlockProgram prediction() {
    return new Prediction(this, LANES);
  }

  @Override
  public BlockProgram single() {
    return new Prediction(this, 1);
  }

  @Override
  public void update(
      float[] parameters, float[] gradients, int copies, float[][] slots, float rate, long step, double[] sums,
      int from, int to) {
    float[] velocity = slots[0];
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      for (int copy = 1; copy < copies; copy++) {
        g += gradients[copy * parameterFloats() + i];
      }
      velocity[i] = MOMENTUM * velocity[i] + g;
      parameters[i] -= rate * velocity[i];
    }
  }

  @Override
  public void warmUp() {
    Block block = new Block(single(), LinearNetwork.spec(this));
    block.parameters = new float[parameterFloats()];
    single().run(0, block);
  }

  void forward(Block block, int lane) {
    float[] z = block.outputs[0];
    for (int u = 0; u < out; u++) {
      float sum = block.parameters[biasOffset() + u];
      for (int k = 0; k < in; k++) {
        sum += block.inputs[0][lane * in + k] * block.parameters[k * pitch() + u];
      }
      z[lane * out + u] = sum;
    }
    float[] p = block.outputs[1];
    if (sigmoid()) {
      for (int u = lane * out; u < (lane + 1) * out; u++) {
        p[u] = (float) (1 / (1 + StrictMath.exp(-z[u])));
      }
      return;
    }
    if (!softmax()) {
      System.arraycopy(z, lane * out, p, lane * out, out);
      return;
    }
    float greatest = Float.NEGATIVE_INFINITY;
    for (int u = 0; u < out; u++) {
      greatest = Math.max(greatest, z[lane * out + u]);
    }
    float total = 0;
    for (int u = 0; u < out; u++) {
      p[lane * out + u] = (float) StrictMath.exp(z[lane * out + u] - greatest);
      total += p[lane * out + u];
    }
    for (int u = 0; u < out; u++) {
      p[lane * out + u] /= total;
    }
  }

  float loss(float[] logits, Block block, int lane) {
    double sum = 0;
    if (softmax()) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = lane * out; i < (lane + 1) * out; i++) {
        greatest = Math.max(greatest, logits[i]);
      }
      for (int i = lane * out; i < (lane + 1) * out; i++) {
        sum += StrictMath.exp(logits[i] - greatest);
      }
      return (float) (StrictMath.log(sum) + greatest - logits[lane * out + block.classes[0][lane]]);
    }
    for (int i = lane * out; i < (lane + 1) * out; i++) {
      double z = logits[i];
      double difference = z - block.targets[0][i];
      sum += sigmoid()
          ? Math.max(z, 0) - z * block.targets[0][i] + StrictMath.log1p(StrictMath.exp(-Math.abs(z)))
          : difference * difference / out;
    }
    return (float) sum;
  }

  float derivative(Block block, int lane, int unit) {
    float y = block.outputs[1][lane * out + unit];
    if (sigmoid()) {
      return y - block.targets[0][lane * out + unit];
    }
    return softmax()
        ? y - (block.classes[0][lane] == unit ? 1f : 0f)
        : 2 * (y - block.targets[0][lane * out + unit]) / out;
  }

  void backward(Block block, int lane) {
    for (int u = 0; u < out; u++) {
      float d = Math.max(0, block.lossGradients[0][lane]) * derivative(block, lane, u);
      for (int k = 0; k < in; k++) {
        block.gradients[block.gradientOffset + k * pitch() + u] += d * block.inputs[0][lane * in + k];
      }
      block.gradients[block.gradientOffset + biasOffset() + u] += d;
    }
  }

  private record Training(LinearProgram network, int lanes, int floats, int ints) implements BlockProgram {
    Training(LinearProgram network) {
      this(network, LANES, 0, 0);
    }

    @Override
    public int phases() {
      return network.phases;
    }

    @Override
    public void run(int phase, Block block) {
      if (phase == 0) {
        for (int lane = 0; lane < LANES; lane++) {
          network.forward(block, lane);
          block.losses[0][lane] = network.loss(block.outputs[0], block, lane);
        }
      }
      if (phase == network.phases - 1) {
        if (!block.accumulate) {
          int start = block.gradientOffset;
          java.util.Arrays.fill(block.gradients, start, start + network.parameterFloats(), 0f);
        }
        for (int lane = 0; lane < LANES; lane++) {
          network.backward(block, lane);
        }
      }
    }
  }

  private record Evaluation(LinearProgram network, int lanes, int floats, int ints) implements BlockProgram {
    Evaluation(LinearProgram network) {
      this(network, LANES, 0, 0);
    }

    @Override
    public void run(int phase, Block block) {
      for (int lane = 0; lane < LANES; lane++) {
        block.losses[0][lane] = network.loss(block.inputs[0], block, lane);
      }
    }
  }

  private record Prediction(LinearProgram network, int lanes, int floats, int ints) implements BlockProgram {
    Prediction(LinearProgram network, int lanes) {
      this(network, lanes, 0, 0);
    }

    @Override
    public void run(int phase, Block block) {
      for (int lane = 0; lane < lanes; lane++) {
        network.forward(block, lane);
      }
    }
  }
}
