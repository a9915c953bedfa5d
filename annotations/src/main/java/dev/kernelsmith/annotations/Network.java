package dev.kernelsmith.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as the description of a neural network. Its layer fields, in source order, are the data flow unless {@link From}
 * or {@link Add} names other inputs. For a class {@code LeNet5} the processor writes {@code LeNet5Network extends LeNet5} into the
 * same package; for a nested class {@code Models.Small} the name is {@code Models_SmallNetwork}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Network {
  /**
   * Shape of one input sample, without the batch: {@code {units}}, {@code {steps, channels}}, {@code {height, width, channels}} or {@code {depth,
   * height, width, channels}}. A sample is handed in flat, in this order, the last extent innermost. To be left out where the inputs are
   * fields with {@link Input}.
   */
  int[] input() default {};

  /**
   * Whether the generated class can be asked what each layer makes of a sample, and how scores and losses change with its inputs: see {@code
   * inspect} of the generated class. The code for that is written only where it is asked for; predictions and trainings do not use it.
   */
  boolean inspect() default false;

  /**
   * Names of the inputs whose samples may come step by step, {@code "input"} for the one of {@link #input}; the steps are their first extent. The generated class then has a {@code
   * stepper()}, which takes one step at a time and keeps what it needs of those before: states of recurrent layers, keys and values of causal
   * attention. Each step gives, bit for bit, what a prediction of the whole sample gives there. Layers must look at earlier steps only; what reads other inputs alone, such as an
   * encoder, is computed once. An output that has steps has as many as these inputs, along its first extent; one that has none is at each step what it would be if the sample ended there.
   */
  String[] stepwise() default {};
}
