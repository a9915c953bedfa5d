import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Twice {
  @Dense(units = 4) @Loss(LossFunction.MEAN_SQUARED_ERROR) /*!OUTPUT_WITH_LOSS*/@Output Layer one;
  @Dense(units = 4) @Output Layer two;
}

// expect: [OUTPUT_WITH_LOSS] Layer 'one' carries @Output beside @Loss, which makes it an output already: remove @Output.
