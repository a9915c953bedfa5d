package shop;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Holds a nested one. */
public final class Models {
  private Models() {}

  /** Nested and static, with a residual connection. */
  @Network(input = 8)
  public static class Residual {
    @Dense(units = 8, activation = Activation.TANH) Layer first;
    @Dense(units = 8) Layer second;
    @Add({"first", "second"}) Layer sum;
    @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer value;
  }
}
