import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Numbers {
  @Conv2D(filters = 1, kernel = /*!ONE_OR_TWO_NUMBERS*/{3, 3, 3}, stride = /*!ONE_OR_TWO_NUMBERS*/{}) Layer conv;
  @Pool(size = /*!ONE_OR_TWO_NUMBERS*/{}, stride = /*!ONE_OR_TWO_NUMBERS*/{1, 1, 1}) Layer pool;
}

// expect: [ONE_OR_TWO_NUMBERS] 'kernel' of @Conv2D 'conv' has 3 numbers: give one for both directions, 'kernel = 3', or vertical and horizontal, 'kernel = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'stride' of @Conv2D 'conv' has 0 numbers: give one for both directions, 'stride = 3', or vertical and horizontal, 'stride = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'size' of @Pool 'pool' has 0 numbers: give one for both directions, 'size = 3', or vertical and horizontal, 'size = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'stride' of @Pool 'pool' has 3 numbers: give one for both directions, 'stride = 3', or vertical and horizontal, 'stride = {3, 5}'.
