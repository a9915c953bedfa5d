import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Twice {
  @Dense(units = 2) Layer hidden;
  /*!FROM_AND_NAMED_INPUTS*/@From("input") @Add({"hidden", "input"}) Layer sum;
}

// expect: [FROM_AND_NAMED_INPUTS] Layer 'sum' carries @From beside @Add, which names its inputs itself: remove @From.
