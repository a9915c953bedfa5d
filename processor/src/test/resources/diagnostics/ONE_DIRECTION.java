import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {9, 2})
class OneDirection {
  @Conv1D(filters = 4, kernel = 3, pads = /*!ONE_DIRECTION*/{1, 1, 1, 1}) Layer conv;
  @From("input") @Conv1D(filters = 4, kernel = 3, pads = {1, 2}) Layer ends;
  @From("input") @Upsample(factor = /*!ONE_DIRECTION*/{2, 2}) Layer large;
  @From("input") @Upsample(factor = {2}) Layer longer;
}

// expect: [ONE_DIRECTION] 'pads' of @Conv1D 'conv' has 4 numbers, but its input, 9x2, has one direction: give at most 2.
// expect: [ONE_DIRECTION] 'factor' of @Upsample 'large' has 2 numbers, but its input, 9x2, has one direction: give at most 1.
