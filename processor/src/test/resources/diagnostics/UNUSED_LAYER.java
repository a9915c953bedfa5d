import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Wasteful {
  /*!UNUSED_LAYER*/@Dense(units = 2) Layer wasted;
  @From("input") @Dense(units = 2) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
  @Dense(units = 2) Layer behind;
  /*!UNUSED_LAYER*/@Dense(units = 2) Layer last;
}

// expect: [UNUSED_LAYER] No layer reads 'wasted', and the network's output is 'out': remove the layer, or let a later one read it, by @From or among the layers that its annotation names.
// expect: [UNUSED_LAYER] No layer reads 'last', and the network's output is 'out': remove the layer, or let a later one read it, by @From or among the layers that its annotation names.
