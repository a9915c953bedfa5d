package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a layer whose output is trained, and names the loss. Several layers may have one: what is trained is then the sum of their losses, each
 * times its weight. Which function uses which of the numbers is said in {@link LossFunction}.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Loss {
  /** The {@link #ignoredClass} that ignores nothing. */
  int NONE = Integer.MIN_VALUE;

  /** The loss; none where a {@link Formula} beside it is the loss. */
  LossFunction value() default LossFunction.FORMULA;

  /** Weight of this loss in the loss of a batch, above 0: GoogLeNet's auxiliary classifiers have 0.3 (Szegedy et al., CVPR 2015). */
  double weight() default 1;

  /**
   * Whether a batch is trained for the mean of the losses of its samples, or for their sum, whose gradient grows with the batch. What is reported stays a mean.
   */
  Reduction reduction() default Reduction.MEAN;

  /**
   * Losses of classes: share {@code e} of the target that is spread over all classes, at least 0 and below 1 (Szegedy et al., CVPR 2016, section 7): the target
   * becomes {@code (1 - e) t + e / classes}, as in PyTorch and Keras.
   */
  double labelSmoothing() default 0;

  /**
   * Losses of classes: a factor for each class, at least 0, one of them above; empty for 1 each. With class numbers a mean is divided by the sum of the factors of the
   * targets, as in PyTorch and ONNX; with {@link #distributions} by the number of samples and positions, as in PyTorch. The terms of {@link #labelSmoothing} have the
   * factors of their own classes.
   */
  double[] classWeights() default {};

  /**
   * Losses of classes: the class number that is left out wherever a target has it, of the sum and of what it is divided by: 255, -1 or -100 in many data sets. It need not be
   * one of the network's classes. {@link #NONE} for none.
   */
  int ignoredClass() default NONE;

  /** Losses of classes: whether a target is a probability for each class instead of a class number. These need not add up to 1. */
  boolean distributions() default false;

  /** FOCAL and SOFTMAX_CROSS_ENTROPY: exponent of {@code 1 - p}, at least 0. NaN means the published number here and below. */
  double gamma() default Double.NaN;

  /** FOCAL: factor of targets 1, from 0 to 1; that of targets 0 is {@code 1 - alpha}. -1 for neither, as in torchvision. */
  double alpha() default Double.NaN;

  /** HUBER: the difference up to which it is quadratic, above 0. */
  double delta() default Double.NaN;

  /** HINGE and TRIPLET: the margin, above 0. */
  double margin() default Double.NaN;
}
