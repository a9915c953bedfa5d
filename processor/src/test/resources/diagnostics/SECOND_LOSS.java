import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Greedy {
  @Dense(units = 4) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer one;
  @Dense(units = 4) /*!SECOND_LOSS*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer two;
  @Dense(units = 4) /*!SECOND_LOSS*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer three;
}

// expect: [SECOND_LOSS] Layer 'two' carries a second @Loss; layer 'one' has one already, and a network has one output that is trained: remove one.
// expect: [SECOND_LOSS] Layer 'three' carries a second @Loss; layer 'one' has one already, and a network has one output that is trained: remove one.
