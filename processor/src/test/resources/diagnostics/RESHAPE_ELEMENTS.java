import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 6})
class Elements {
  @Reshape({2, -1, 3}) Layer fits;
  @Reshape(/*!RESHAPE_ELEMENTS*/{5, 5}) Layer more;
  @From("fits") @Reshape(/*!RESHAPE_ELEMENTS*/{5, -1}) Layer odd;
  @From("fits") @Reshape(/*!RESHAPE_ELEMENTS*/{2147483647, 2147483647, 2147483647, 2}) Layer vast;
}

// expect: [RESHAPE_ELEMENTS] @Reshape 'more' gives shape 5x5, that is 25 elements, but its input has shape 2x4x3, that is 24: make them equal; an extent of -1 is what the others leave.
// expect: [RESHAPE_ELEMENTS] @Reshape 'odd' gives shape 5x4, that is 20 elements, but its input has shape 2x4x3, that is 24: make them equal; an extent of -1 is what the others leave.
// expect: [RESHAPE_ELEMENTS] @Reshape 'vast' gives shape 2147483647x2147483647x2147483647x2, that is more than 2^63 elements, but its input has shape 2x4x3, that is 24: make them equal; an extent of -1 is what the others leave.
