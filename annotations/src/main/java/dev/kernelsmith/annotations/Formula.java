package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A layer in the index notation of papers, or an annotation of your own that is such a layer. Its shapes are checked, its gradient is derived and its kernels
 * are generated when the class is compiled, as those of every other layer. {@code @Formula("y[...] = x[...] * sigmoid(1.702 * x[...])") Layer gelu;} is one.
 *
 * <p>The first index of a value is its sample; parameters have none. {@code x} is what the layer reads as others do, the field before or that of {@link From}, or a field of that name;
 * other names are those of earlier fields. Names that the formula sets itself are intermediate values, and the last one set is the result. On an annotation
 * type, the annotation's members are numbers of the formula and, where they are texts, names of inputs. The page docs/formulas.md has the whole notation.
 *
 * <p>Beside another layer it is that one's activation. A formula that sets {@code loss} is the layer's loss, compared with {@code t}; one that sets {@code w} from numbers is what its weights
 * start from; one that sets {@code p}, on the class of a network, is its optimizer.
 *
 * @formula what is written, such as {@code y[n, h, w, c] += x[n, h + i, w + j, c] * k[i, j]}
 * @shape follows from the formula
 * @source the summation convention of Einstein (1916), with sums that are written
 */
@Documented
@Target({ElementType.FIELD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Formula {
  /**
   * Statements, such as {@code "y[n, i] += x[n, j] * w[j, i]"}: each string one, or several with {@code ;} between them. {@code =} sets, {@code +=} sums up over all indices that only
   * the right side has, {@code max=} and {@code min=} take the largest and the least.
   */
  String[] value();

  /**
   * Parameters with what is known of their extents and what they start from: {@code "w[K, 64] = HE_NORMAL"}, {@code "g = 1"}. A name as extent stands for what is found. A parameter of two
   * extents or more is weights: it starts from {@link Initializer#AUTO} where nothing is said, and decays. Others must say from what number they start, and do not decay.
   */
  String[] parameters() default {};

  /** Names for extents of what is read, {@code "x[H, W, C]"}, which are numbers of the formula then, and extents of what is set, {@code "y[H, W, 16]"}. */
  String[] shapes() default {};
}
