import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Unequal {
  @Conv2D(filters = 2, kernel = 3) Layer conv;
  @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME) Layer same;
  @Add({"conv", "same", /*!ADD_SHAPES_DIFFER*/"input"}) Layer sum;
}

// expect: [ADD_SHAPES_DIFFER] @Add 'sum' cannot add 'conv' of shape 6x6x2 and 'input' of shape 8x8x1: make them equal, for instance by a @Conv2D with kernel = 1 and as many filters, or a @Dense.
