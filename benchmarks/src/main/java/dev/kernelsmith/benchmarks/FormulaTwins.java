package dev.kernelsmith.benchmarks;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Conv1D;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.MatMul;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.runtime.Layer;

/** Pairs of networks that compute the same: one with what there is, the other with a formula for it. */
public final class FormulaTwins {
  private FormulaTwins() {}

  /** A dense layer. */
  @Network(input = {784})
  @Optimizer(type = OptimizerType.SGD)
  public static class DenseLayer {
    @Dense(units = 256, activation = Activation.RELU) Layer dense;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {784})
  @Optimizer(type = OptimizerType.SGD)
  public static class DenseFormula {
    @Formula(value = {"z[n, u] += x[n, k] * weights[k, u]", "y[n, u] = max(z[n, u] + bias[u], 0)"}, parameters = {
      "weights[K, 256] = HE_NORMAL", "bias = 0"}) Layer dense;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** A convolution of windows of three behind one of one, so that it has a gradient by its input. */
  @Network(input = {16, 16, 16})
  @Optimizer(type = OptimizerType.SGD)
  public static class ConvolutionLayer {
    @Conv2D(filters = 32, kernel = 1) Layer before;

    @Conv2D(filters = 32, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer conv;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {16, 16, 16})
  @Optimizer(type = OptimizerType.SGD)
  public static class ConvolutionFormula {
    @Conv2D(filters = 32, kernel = 1) Layer before;

    @Formula(value = {
      "z[n, h, w, f] += x[n, h + i - 1, w + j - 1, c] * weights[i, j, c, f]"
          + " where 0 <= h + i - 1 < H, 0 <= w + j - 1 < W, h < H, w < W",
      "y[n, h, w, f] = max(z[n, h, w, f] + bias[f], 0)"}, parameters = {"weights[3, 3, C, 32] = HE_NORMAL",
        "bias = 0"}, shapes = "x[H, W, C]") Layer conv;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** A layer normalisation. */
  @Network(input = {32, 64})
  @Optimizer(type = OptimizerType.SGD)
  public static class NormLayer {
    @Conv1D(filters = 64, kernel = 1) Layer before;

    @LayerNorm(epsilon = 1e-3) Layer norm;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {32, 64})
  @Optimizer(type = OptimizerType.SGD)
  public static class NormFormula {
    @Conv1D(filters = 64, kernel = 1) Layer before;

    @Formula(value = {
      "m[n, t] += x[n, t, c] / C",
      "v[n, t] += pow(x[n, t, c] - m[n, t], 2) / C",
      "r[n, t] = rsqrt(v[n, t] + 1e-3)",
      "y[n, t, c] = (x[n, t, c] - m[n, t]) * r[n, t] * gamma[c] + beta[c]"}, parameters = {"gamma = 1",
        "beta = 0"}, shapes = "x[T, C]") Layer norm;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** Scores of attention. */
  @Network(input = {48, 32})
  @Optimizer(type = OptimizerType.SGD)
  public static class ScoresLayer {
    @Conv1D(filters = 32, kernel = 1) Layer query;

    @From("input") @Conv1D(filters = 32, kernel = 1) Layer key;

    @MatMul(value = {"query", "key"}, transposeB = true) Layer scores;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {48, 32})
  @Optimizer(type = OptimizerType.SGD)
  public static class ScoresFormula {
    @Conv1D(filters = 32, kernel = 1) Layer query;

    @From("input") @Conv1D(filters = 32, kernel = 1) Layer key;

    @Formula("y[n, i, j] += query[n, i, d] * key[n, j, d]") Layer scores;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** An activation with an error function, of a dense layer. */
  @Network(input = {784})
  @Optimizer(type = OptimizerType.SGD)
  public static class ActivationLayer {
    @Dense(units = 256, activation = Activation.GELU, initializer = Initializer.HE_NORMAL) Layer hidden;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {784})
  @Optimizer(type = OptimizerType.SGD)
  public static class ActivationFormula {
    @Dense(units = 256, initializer = Initializer.HE_NORMAL)
    @Formula("y[...] = 0.5 * x[...] * (1 + erf(x[...] / sqrt(2)))") Layer hidden;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** A loss of many classes behind one layer, so that it is a good part of the work. */
  @Network(input = {16})
  @Optimizer(type = OptimizerType.SGD)
  public static class LossLayer {
    @Dense(units = 64) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {16})
  @Optimizer(type = OptimizerType.SGD)
  public static class LossFormula {
    @Dense(units = 64) @Formula({"m[n] max= y[n, u]", "s[n] += exp(y[n, u] - m[n])",
      "loss[n] += t[n] == u ? m[n] + log(s[n]) - y[n, u] : 0"}) Layer out;
  }

  /** An optimizer with two slots, of many weights for few products. */
  @Network(input = {784})
  @Optimizer(type = OptimizerType.ADAM)
  public static class OptimizerLayer {
    @Dense(units = 256, activation = Activation.RELU) Layer hidden;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }

  /** The same by formula. */
  @Network(input = {784})
  @Optimizer(learningRate = 1e-3)
  @Formula({"m = 0.9 * m + 0.1 * g", "v = 0.999 * v + 0.001 * g * g",
    "p = p - rate * (m / (1 - pow(0.9, step))) / (sqrt(v / (1 - pow(0.999, step))) + 1e-8)"})
  public static class OptimizerFormula {
    @Dense(units = 256, activation = Activation.RELU) Layer hidden;

    @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
  }
}
