import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Unequal {
  @Conv2D(filters = 2, kernel = 3) Layer conv;
  @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME) Layer same;
  @Add({"conv", "same", /*!BROADCAST_SHAPES*/"input"}) Layer sum;
}

// expect: [BROADCAST_SHAPES] @Add 'sum' cannot join 'conv' of shape 6x6x2 and 'input' of shape 8x8x1 element by element: counted from the last, each two extents must be equal or one of them 1. Make them so, for instance by a @Conv2D with kernel = 1 and as many filters, or a @Dense.
