package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field: the layers of another class, in the place of the field. On a class: says that its fields are the layers of a block.
 *
 * {@snippet :
 * @Block
 * class Residual {
 *   @Conv2D(filters = FILTERS, kernel = 3, stride = STRIDE, padding = SAME)   Layer conv1;
 *   @BatchNorm(activation = RELU)                                             Layer norm1;
 *   @Conv2D(filters = FILTERS, kernel = 3, padding = SAME)                    Layer conv2;
 *   @BatchNorm                                                                Layer norm2;
 *   @From("input") @Conv2D(filters = FILTERS, kernel = 1, stride = STRIDE)    Layer shortcut;
 *   @Add(value = {"norm2", "shortcut"}, activation = RELU)                    Layer sum;
 * }
 *
 * @Network(input = {32, 32, 3})
 * class Small {
 *   @Block(value = Residual.class, filters = 16)               Layer stage1;
 *   @Block(value = Residual.class, filters = 32, stride = 2)   Layer stage2;
 *   ...
 * }
 * }
 *
 * <p>In a block, {@code "input"} is what the block reads: what the field before it gives, or what its {@link From} names. The last field is what the
 * block gives. Its layers are called {@code stage1.conv1}, and {@code stage1.2.conv1} in the second of several repetitions, which is
 * called {@code stage1.2}. Blocks may have blocks in
 * them, and may come from other modules. {@link Frozen} at a block holds for all its layers, {@link Loss} and {@link Output} for its last.
 *
 * <p>The numbers of a use reach the layers by the constants of their names: {@code filters} is what {@link #FILTERS} stands for, a multiple up to 64
 * ({@code 4 * FILTERS}) is that multiple of it, and {@code FILTERS / 2} the half, for divisors up to 64 that leave no rest.
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.CLASS)
public @interface Block {
  /** In a block: the {@code filters} of its use. */
  int FILTERS = -30_000_001;
  /** In a block: the {@code units} of its use. */
  int UNITS = -30_170_017;
  /** In a block: the {@code kernel} of its use. */
  int KERNEL = -30_340_021;
  /** In a block: the {@code stride} of its use. */
  int STRIDE = -30_510_041;
  /** In a block: the {@code dilation} of its use. */
  int DILATION = -30_680_047;
  /** In a block: the {@code groups} of its use. */
  int GROUPS = -30_850_051;
  /** In a block: the first of the numbers {@code given} of its use. A block may have a name of its own for it, {@code int REDUCED = GIVEN_1}. */
  int GIVEN_1 = -31_020_079;
  /** In a block: the second of the numbers {@code given} of its use. */
  int GIVEN_2 = -31_190_099;
  /** In a block: the third of the numbers {@code given} of its use. */
  int GIVEN_3 = -31_360_103;
  /** In a block: the fourth of the numbers {@code given} of its use. */
  int GIVEN_4 = -31_530_143;
  /** In a block: the fifth of the numbers {@code given} of its use. */
  int GIVEN_5 = -31_700_167;
  /** In a block: the sixth of the numbers {@code given} of its use. */
  int GIVEN_6 = -31_870_193;
  /** In a block: the seventh of the numbers {@code given} of its use. */
  int GIVEN_7 = -32_040_199;
  /** In a block: the eighth of the numbers {@code given} of its use. */
  int GIVEN_8 = -32_210_203;

  /** The class with the layers; to be left out on a class. */
  Class<?> value() default void.class;

  /** How often the block stands there, each reading the one before. */
  int repeat() default 1;

  /** What {@link #FILTERS} stands for. */
  int filters() default 0;

  /** What {@link #UNITS} stands for. */
  int units() default 0;

  /** What {@link #KERNEL} stands for. */
  int kernel() default 0;

  /** What {@link #STRIDE} stands for. */
  int stride() default 1;

  /** What {@link #DILATION} stands for. */
  int dilation() default 1;

  /** What {@link #GROUPS} stands for. */
  int groups() default 1;

  /** What {@link #GIVEN_1} to {@link #GIVEN_8} stand for. */
  int[] given() default {};
}
