package dev.kernelsmith.annotations;

/**
 * Update rules: how a parameter {@code w} follows the gradient {@code g} in step {@code t}, counted from 1. Slots, such as a velocity, begin at 0.
 * Numbers in brackets are the published ones, which hold where {@link Optimizer} gives none. What is said of PyTorch is of {@code torch.optim}, what is said of TensorFlow of the optimizers of its Keras;
 * {@code docs/optimizers.md} has the numbers of both beside ours.
 */
public enum OptimizerType {
  /** {@code w -= learningRate * g} (0.01; Robbins and Monro, 1951), as in PyTorch and TensorFlow. There is no epsilon. */
  SGD,

  /**
   * {@code velocity = momentum * velocity + g; w -= learningRate * velocity} (0.01, momentum 0.9; Polyak, 1964), as in PyTorch; TensorFlow has the rate in the velocity,
   * which differs where the rate changes. There is no epsilon. With {@code nesterov} it is {@link #NESTEROV}.
   */
  MOMENTUM,

  /**
   * {@link #MOMENTUM} with look-ahead (Sutskever et al., 2013): {@code w -= learningRate * (g + momentum * velocity)}, as in PyTorch; TensorFlow differs as there.
   */
  NESTEROV,

  /**
   * {@code sum += g^2; w -= learningRate * g / (sqrt(sum) + epsilon)} (0.01, epsilon 1e-10; Duchi, Hazan and Singer, 2011). The sum begins at {@code initialAccumulator}: 0
   * as in the paper and in PyTorch, 0.1 in TensorFlow. Epsilon stands beside the root, as in the paper, which calls it delta and gives no number, and in PyTorch, whose are 1e-10 and the rate; TensorFlow has
   * epsilon, 1e-7, under the root, and a rate of 0.001.
   */
  ADAGRAD,

  /**
   * {@code v = rho v + (1 - rho) g^2; d = sqrt((delta + epsilon) / (v + epsilon)) * g; delta = rho delta + (1 - rho) d^2; w -= learningRate * d} (1, rho 0.95, epsilon
   * 1e-6; Zeiler, 2012). Epsilon stands under both roots, as in PyTorch and TensorFlow. PyTorch's rho is 0.9, TensorFlow's rate 0.001 and epsilon 1e-7.
   */
  ADADELTA,

  /**
   * {@code v = rho v + (1 - rho) g^2; d = g / (sqrt(v) + epsilon); w -= learningRate * d} (0.001, rho 0.9, epsilon 1e-8; Tieleman and Hinton, 2012). {@code centered} (Graves, 2013)
   * has {@code v - mean^2} under the root, with {@code mean = rho mean + (1 - rho) g}; with a {@code momentum} the step is {@code velocity = momentum * velocity + d}, or with
   * {@code nesterov} {@code d + momentum * velocity}. Epsilon stands beside the root as in PyTorch, whose rate is 0.01 and rho 0.99; TensorFlow has epsilon, 1e-7, under the root and the rate in the velocity.
   */
  RMSPROP,

  /**
   * {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)} (0.001, beta1 0.9, beta2 0.999,
   * epsilon 1e-8; Kingma and Ba, 2015, algorithm 1), as in PyTorch. TensorFlow adds its epsilon, 1e-7, to the root of the uncorrected moment.
   */
  ADAM,

  /**
   * {@code m = beta1 m + (1 - beta1) g; u = max(beta2 u, |g|); w -= learningRate / (1 - beta1^t) * m / (u + epsilon)} (0.002, beta1 0.9, beta2 0.999, epsilon 1e-8; Kingma and Ba, 2015,
   * algorithm 2). The paper has no epsilon. PyTorch adds it to {@code |g|}; TensorFlow has it where it is here, 1e-7, and a rate of 0.001.
   */
  ADAMAX,

  /**
   * {@link #ADAM} with the largest {@code v} so far in place of the last (Reddi, Kale and Kumar, 2018), corrected like that, as in PyTorch and TensorFlow; the paper has no
   * correction. Epsilon stands as in {@link #ADAM}, in each of them.
   */
  AMSGRAD,

  /**
   * {@link #ADAM} with {@code beta1 m / (1 - beta1^(t+1)) + (1 - beta1) g / (1 - beta1^t)} in place of {@code m / (1 - beta1^t)} (0.002; Dozat, 2016, algorithm 2 with one
   * momentum for all steps). PyTorch and TensorFlow let the momentum grow in the first steps. Epsilon is added to the corrected root in all three.
   */
  NADAM,

  /**
   * {@link #ADAM} with {@code weightDecay} 0.01 (Loshchilov and Hutter, 2019, algorithm 2): {@code learningRate * weightDecay * w} is taken beside the step, as in PyTorch and TensorFlow. TensorFlow's
   * decay is 0.004; both have biases and normalisations decay too, unless told. Epsilon stands as in {@link #ADAM}, in each of them.
   */
  ADAMW,

  /**
   * {@code w -= learningRate * sign(beta1 m + (1 - beta1) g); m = beta2 m + (1 - beta2) g} (0.0001, beta1 0.9, beta2 0.99; Chen et al., 2023, algorithm 2). It is made for a
   * {@code weightDecay} some ten times that of {@link #ADAMW}. There is no epsilon. TensorFlow has the same; PyTorch has no such rule.
   */
  LION,

  /** What the {@link Formula} beside {@link Optimizer} says, which sets {@code p}. */
  FORMULA
}
