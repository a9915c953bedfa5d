import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Numbers {
  @Conv2D(filters = 1, kernel = /*!ONE_OR_TWO_NUMBERS*/{3, 3, 3}, stride = /*!ONE_OR_TWO_NUMBERS*/{}) Layer conv;
  @Pool(size = /*!ONE_OR_TWO_NUMBERS*/{}, stride = /*!ONE_OR_TWO_NUMBERS*/{1, 1, 1}) Layer pool;

  @From("input") @ConvTranspose2D(filters = 2, kernel = 2, stride = /*!ONE_OR_TWO_NUMBERS*/{2, 2, 2},
      dilation = /*!ONE_OR_TWO_NUMBERS*/{2, 2, 2}, outputPadding = {1, 0}) Layer transposed;
}

// expect: [ONE_OR_TWO_NUMBERS] 'kernel' of @Conv2D 'conv' has 3 numbers: give one for both directions, 'kernel = 3', or vertical and horizontal, 'kernel = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'stride' of @Conv2D 'conv' has 0 numbers: give one for both directions, 'stride = 3', or vertical and horizontal, 'stride = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'size' of @Pool 'pool' has 0 numbers: give one for both directions, 'size = 3', or vertical and horizontal, 'size = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'stride' of @Pool 'pool' has 3 numbers: give one for both directions, 'stride = 3', or vertical and horizontal, 'stride = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'stride' of @ConvTranspose2D 'transposed' has 3 numbers: give one for both directions, 'stride = 3', or vertical and horizontal, 'stride = {3, 5}'.
// expect: [ONE_OR_TWO_NUMBERS] 'dilation' of @ConvTranspose2D 'transposed' has 3 numbers: give one for both directions, 'dilation = 3', or vertical and horizontal, 'dilation = {3, 5}'.
