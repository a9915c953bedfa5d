package dev.kernelsmith.annotations;

/**
 * Losses: {@code y} is what the layer gives, {@code z} as well where they are logits, {@code p} where they are probabilities, and {@code t} the target. Each is a number per
 * sample, of which a batch has the mean, or the sum where {@link Loss#reduction} says so. Samples may have weights: a mean is then {@code sum of weight * loss} over the number of
 * samples, as Keras' {@code sum_over_batch_size}. Numbers in brackets are the published ones, which hold where {@link Loss} gives none.
 *
 * <p>Losses of classes are compared with a class number, or with a probability for each class where {@link Loss#distributions} says so. They have {@link Loss#classWeights},
 * {@link Loss#labelSmoothing} and {@link Loss#ignoredClass}. Where the layer is an image or a sequence, its last axis is the classes, and the target has a class
 * number (or distribution) for each position; the mean is that over the positions of the batch that are not ignored, as in PyTorch and ONNX. Where nothing is left, the loss is 0; PyTorch has
 * NaN there.
 *
 * <p>Losses of probabilities take logarithms of at least 1e-7, as Keras does, so that 0 and 1 are allowed; the gradient of a smaller probability is that of 1e-7,
 * so that it still learns, where Keras has 0. Where the layer can do without the activation, the losses of logits are exact and cheaper.
 */
public enum LossFunction {
  /**
   * {@code -log softmax(z)[t]} of logits; a loss of classes. PyTorch's {@code CrossEntropyLoss}; Keras' {@code CategoricalCrossentropy} and its sparse form, with {@code from_logits}. With {@code gamma} (0) above 0
   * it is the focal loss of several classes, {@code -(1 - p[t])^gamma log p[t]} (Lin et al., ICCV 2017), with {@code classWeights} for its alpha.
   */
  SOFTMAX_CROSS_ENTROPY,

  /**
   * The sum over the outputs of {@code -t log p - (1 - t) log(1 - p)} with {@code p = sigmoid(z)}. Targets are in [0, 1], one per output. Keras and PyTorch
   * ({@code BCEWithLogitsLoss}) have the mean over the outputs.
   */
  SIGMOID_CROSS_ENTROPY,

  /** {@code -log p[t]} of probabilities, such as those of a softmax; a loss of classes. Keras divides {@code p} by its sum first; PyTorch's {@code NLLLoss} takes {@code log p}. */
  CROSS_ENTROPY,

  /**
   * The sum over the outputs of {@code -t log p - (1 - t) log(1 - p)}, of probabilities. Targets are in [0, 1]. Keras and PyTorch ({@code BCELoss}) have the mean over the
   * outputs; PyTorch lets no logarithm be below -100.
   */
  BINARY_CROSS_ENTROPY,

  /**
   * The sum over the outputs of {@code -a (1 - q)^gamma log q} with {@code p = sigmoid(z)}, {@code q = t p + (1 - t)(1 - p)}, {@code a = t alpha + (1 - t)(1 - alpha)} and the cross entropy for
   * {@code -log q} (gamma 2, alpha 0.25; Lin et al., ICCV 2017), as torchvision's {@code sigmoid_focal_loss}. Targets are in [0, 1]. Keras' {@code BinaryFocalCrossentropy} has the mean over the
   * outputs and by default no alpha.
   */
  FOCAL,

  /**
   * The sum over the last axis of {@code t (log t - log p)}, of probabilities, 0 where {@code t} is; the mean over positions where there are several. Targets are in [0, 1]. PyTorch's
   * {@code KLDivLoss} takes {@code log p}, and divides by the number of samples with {@code batchmean} only.
   */
  KL_DIVERGENCE,

  /** The mean over the outputs of {@code (y - t)^2}. */
  MEAN_SQUARED_ERROR,

  /** Half the sum over the outputs of {@code (y - t)^2}, as in textbooks: its gradient is {@code y - t}. */
  SQUARED_ERROR,

  /** The mean over the outputs of {@code |y - t|}. The derivative where they are equal is 0. */
  MEAN_ABSOLUTE_ERROR,

  /**
   * The mean over the outputs of {@code d^2 / 2} where {@code d = |y - t|} is at most {@code delta} (1), else {@code delta (d - delta / 2)} (Huber, 1964). PyTorch's {@code SmoothL1Loss} is that over
   * delta.
   */
  HUBER,

  /**
   * The mean over the outputs of {@code max(0, margin - s y)} with {@code s = 2 t - 1} (margin 1; Cortes and Vapnik, 1995). Targets are 0 and 1; Keras also takes -1 for 0. An output above 0 says yes. The derivative at
   * the kink is 0.
   */
  HINGE,

  /**
   * {@code 1 - cos} of the angle between {@code y} and {@code t} along the last axis; the mean over positions where there are several. A vector shorter than 1e-6 is divided by that. PyTorch's
   * {@code CosineEmbeddingLoss} for alike pairs; Keras has {@code -cos}.
   */
  COSINE,

  /**
   * {@code max(0, |a - p|^2 - |a - n|^2 + margin)} (margin 0.2; Schroff, Kalenichenko and Philbin, CVPR 2015) of a layer whose output is three vectors of the same length one
   * behind the other: anchor, positive and negative, such as {@code @Concat} of a tower and two that {@code @Reuse} it. It is compared with nothing: targets are not read. The derivative at
   * the kink is 0. PyTorch's {@code TripletMarginLoss} has distances that are not squared, and margin 1.
   */
  TRIPLET,

  /** What the {@link Formula} beside {@link Loss} says, which sets {@code loss}. */
  FORMULA
}
