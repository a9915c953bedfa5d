package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Gru;
import dev.kernelsmith.annotations.Lstm;
import dev.kernelsmith.annotations.SimpleRnn;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * What a recurrent layer does at a step. Its weighted sums of the input and of the state are there already, one of each for each gate.
 *
 * @param gates weighted sums of either kind
 * @param added whether each sum of the input is added to that of the state, whatever becomes of both: their gradients are one then
 * @param biases parameters of as many numbers as there are units
 * @param memory states beside the one that is handed out
 * @param rule sets the states
 */
record Cell(int gates, boolean added, List<String> biases, List<String> memory, Rule rule) {
  /** Sets the states of a step. */
  @FunctionalInterface
  interface Rule {
    /** Adds the statements of a step. */
    void step(RecurrentStep at);
  }

  /** {@link SimpleRnn}. */
  static final Cell SIMPLE =
      new Cell(
          1, true, List.of("bias"), List.of(), at -> at.set(RecurrentStep.STATE, at.activated(at.gate(0, "bias", 0))));

  /** {@link Gru}. */
  static final Cell GRU =
      new Cell(3, false, List.of("updateBias", "resetBias", "candidateBias", "recurrentBias"), List.of(), Cell::gru);

  /** {@link Lstm}. */
  static final Cell LSTM =
      new Cell(4, true, List.of("inputBias", "forgetBias", "candidateBias", "outputBias"), List.of("Memory"),
          Cell::lstm);

  private static void gru(RecurrentStep at) {
    Expr update = at.value("Update", sigmoid(at.gate(0, "updateBias", 0)));
    Expr reset = at.value("Reset", sigmoid(at.gate(1, "resetBias", 0)));
    Expr weighted = at.value("WeightedState", at.ofState(2).plus(at.bias("recurrentBias", 0)));
    Expr candidate =
        at.value("Candidate", tanh(at.ofInput(2).plus(at.bias("candidateBias", 0)).plus(reset.times(weighted))));
    // z h + (1 - z) c, with one product less.
    at.set(RecurrentStep.STATE, candidate.plus(update.times(at.before(RecurrentStep.STATE).minus(candidate))));
  }

  private static void lstm(RecurrentStep at) {
    Expr input = at.value("InputGate", sigmoid(at.gate(0, "inputBias", 0)));
    Expr forget = at.value("ForgetGate", sigmoid(at.gate(1, "forgetBias", 1)));
    Expr candidate = at.value("Candidate", tanh(at.gate(2, "candidateBias", 0)));
    Expr output = at.value("OutputGate", sigmoid(at.gate(3, "outputBias", 0)));
    Expr memory = at.set("Memory", forget.times(at.before("Memory")).plus(input.times(candidate)));
    // Kept, so that the way back needs no second tanh.
    Expr shown = at.value("ShownMemory", tanh(memory));
    at.set(RecurrentStep.STATE, output.times(shown));
  }

  private static Expr sigmoid(Expr z) {
    return Expr.unary(UnaryOp.SIGMOID, z);
  }

  private static Expr tanh(Expr z) {
    return Expr.unary(UnaryOp.TANH, z);
  }
}
