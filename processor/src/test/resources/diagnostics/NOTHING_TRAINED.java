import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Still {
  @Frozen @Dense(units = 4) Layer hidden;
  @Frozen @Dense(units = 4) /*!NOTHING_TRAINED*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

// expect: [NOTHING_TRAINED] Layer 'out' has a loss, but every layer with parameters is @Frozen, so that a training changes nothing: remove @Frozen from one of them.
