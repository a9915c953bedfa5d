package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a layer whose output is trained, and names the loss. Several layers may have one: what is trained is then the sum of their losses, each
 * times its weight.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Loss {
  /** The loss, averaged over the batch. */
  LossFunction value();

  /** Weight of this loss in the loss of a sample, above 0: GoogLeNet's auxiliary classifiers have 0.3 (Szegedy et al., CVPR 2015). */
  double weight() default 1;
}
