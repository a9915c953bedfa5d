import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Weighted {
  @Dense(units = 4) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = /*!LOSS_WEIGHT*/0) Layer one;
  @Dense(units = 4) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = /*!LOSS_WEIGHT*/-1) Layer two;
  @Dense(units = 4) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = Float/*!LOSS_WEIGHT*/.NaN) Layer three;
  @Dense(units = 4) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = Float/*!LOSS_WEIGHT*/.POSITIVE_INFINITY) Layer four;
  @Dense(units = 4) @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = 0.3f) Layer five;
}

// expect: [LOSS_WEIGHT] 'weight' of the loss of layer 'one' is 0.0: it must be a number above 0; to leave the loss out, remove @Loss and make the layer an @Output.
// expect: [LOSS_WEIGHT] 'weight' of the loss of layer 'two' is -1.0: it must be a number above 0; to leave the loss out, remove @Loss and make the layer an @Output.
// expect: [LOSS_WEIGHT] 'weight' of the loss of layer 'three' is NaN: it must be a number above 0; to leave the loss out, remove @Loss and make the layer an @Output.
// expect: [LOSS_WEIGHT] 'weight' of the loss of layer 'four' is Infinity: it must be a number above 0; to leave the loss out, remove @Loss and make the layer an @Output.
