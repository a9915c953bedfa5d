import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Numbers {
  static final float NAN = Float.NaN;
  @Dense(units = 3, activation = Activation.LEAKY_RELU, alpha = 0.2f) Layer leaky;
  @Dense(units = 3, activation = Activation.RELU, alpha = /*!ACTIVATION_WITHOUT_ALPHA*/0.2f) Layer relu;
  @Dense(units = 3, alpha = /*!ACTIVATION_WITHOUT_ALPHA*/1f) Layer none;
  @Dense(units = 3, activation = Activation.RELU, alpha = NAN) Layer own;
  @BatchNorm(activation = Activation.SOFTMAX, alpha = /*!ACTIVATION_WITHOUT_ALPHA*/-1f) Layer soft;
}

// expect: [ACTIVATION_WITHOUT_ALPHA] 'alpha' of @Dense 'relu' is given, but its activation RELU has no such number: remove it, or set 'activation' to one that has (ELU, LEAKY_RELU, THRESHOLDED_RELU).
// expect: [ACTIVATION_WITHOUT_ALPHA] 'alpha' of @Dense 'none' is given, but its activation IDENTITY has no such number: remove it, or set 'activation' to one that has (ELU, LEAKY_RELU, THRESHOLDED_RELU).
// expect: [ACTIVATION_WITHOUT_ALPHA] 'alpha' of @BatchNorm 'soft' is given, but its activation SOFTMAX has no such number: remove it, or set 'activation' to one that has (ELU, LEAKY_RELU, THRESHOLDED_RELU).
