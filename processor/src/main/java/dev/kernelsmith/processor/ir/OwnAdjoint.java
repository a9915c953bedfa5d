package dev.kernelsmith.processor.ir;

import java.util.List;

/**
 * The adjoint of a value where a better form is known than the derived one. It stands for the derivatives of all statements by which the value
 * follows from its inputs, and so says what each of these inputs and parameters gets.
 */
@FunctionalInterface
public interface OwnAdjoint {
  /** Gives the adjoints of the inputs, from that of the value. */
  void derive(Sink sink);

  /** What takes the statements. */
  interface Sink {
    /** The adjoint of an element of the value. */
    Expr of(Expr.Read value);

    /**
     * A sum over the batch that is the gradient of a parameter.
     *
     * @param parameter the parameter, whose shape is that of the last axes
     * @param label of the statement
     * @param axes of one sample
     * @param value what is summed
     * @return what holds the sum: the parameter's gradient, or another buffer where that is not wanted
     */
    Buffer sum(Buffer parameter, String label, List<Axis> axes, Expr value);

    /** Adds a statement of its own. */
    void add(Statement statement);

    /** Adds to the adjoint of an input. */
    void contribute(Expr.Read input, List<Axis> axes, Expr value);
  }
}
