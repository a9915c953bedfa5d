import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Lost {
  @Dense(units = 4) Layer hidden;
  /*!LOSS_WITHOUT_LAYER*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [LOSS_WITHOUT_LAYER] Field 'out' carries @Loss but no layer annotation, so that the loss has no output: add one, such as @Dense(units = 10), or move @Loss to a layer.
