import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Single {
  @Block static class Pair {
    @Dense(units = 4) Layer one;
    @Dense(units = 4) Layer two;
  }

  @Initial(file = "a", tensor = /*!INITIAL_TENSOR_OF_SEVERAL*/"kernel") @Dense(units = 4) Layer first;
  @Initial(file = "a", tensor = /*!INITIAL_TENSOR_OF_SEVERAL*/"kernel") @Block(Pair.class) Layer pair;
  @Initial(file = "a", tensor = "kernel", parameter = "weights") @Dense(units = 4) Layer out;
}

// expect: [INITIAL_TENSOR_OF_SEVERAL] @Initial on 'first' names one tensor, 'kernel', for first.weights and first.bias: say which with 'parameter', at one layer, or leave out 'tensor', so that each is taken from the tensor of its own name.
// expect: [INITIAL_TENSOR_OF_SEVERAL] @Initial on 'pair' names one tensor, 'kernel', for 4 parameters: say which with 'parameter', at one layer, or leave out 'tensor', so that each is taken from the tensor of its own name.
