package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalisation of each channel of an image, or each unit of a vector.
 *
 * <p>A training takes mean and variance of the batch, over all samples and positions; the variance is that of the batch itself, divided by the
 * number of values. It also keeps moving averages of both, {@code average = momentum * average + (1 - momentum) * ofBatch}, which start at 0
 * and 1. A prediction takes these, so that a sample's result does not depend on others, and normalisation goes into the weights of the layer
 * before where that is the only reader. It is then {@code scale * x + shift}, in which digits cancel where means are many times the deviation: a
 * thousand times costs three of a float's seven, so that raw data of such a kind is better centred first.
 *
 * <p>A channel that has one value in a batch, as a vector has with a batch of one sample, has no variance: the result is {@code beta} then, whatever
 * the input, and the moving variance goes towards 0. Take batches of several samples, and a number of samples that leaves no last batch of one.
 *
 * <p>Parameters: {@code gamma}, initially 1, and {@code beta}, initially 0, one for each channel, neither of which decays; {@code movingMean} and
 * {@code movingVariance}, which are not trained and, where the layer is used twice, follow the mean of both. A frozen layer takes its moving averages in a training too.
 *
 * @formula {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}
 * @shape any shape, which stays
 * @source Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface BatchNorm {
  /** What is added to the variance before its root is taken; at least 1.17549435E-38, the smallest normal float. */
  double epsilon() default 1e-5;

  /** Share that a moving average keeps of itself in a step; at least 0 and below 1. */
  double momentum() default 0.9;

  /** Applied to the normalised value. */
  Activation activation() default Activation.IDENTITY;

  /** The number of an activation that has one, such as {@link Activation#LEAKY_RELU}; NaN for the activation's own default. */
  double alpha() default Double.NaN;
}
