import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Unequal {
  @Conv2D(filters = 2, kernel = 3) Layer conv;
  @Conv2D(filters = 5, kernel = 3, padding = Padding.SAME) Layer same;
  @Dense(units = 36) Layer dense;
  @Concat({"conv", "same", /*!CONCAT_SHAPES_DIFFER*/"input", /*!CONCAT_SHAPES_DIFFER*/"dense"}) Layer all;
}

// expect: [CONCAT_SHAPES_DIFFER] @Concat 'all' cannot join 'conv' of shape 6x6x2 and 'input' of shape 8x8x1, which may differ in axis 2 only, all other extents being equal: make them so, for instance by a stride, a @Pool or padding = SAME, or by a @Dense each.
// expect: [CONCAT_SHAPES_DIFFER] @Concat 'all' cannot join 'conv' of shape 6x6x2 and 'dense' of shape 36, which may differ in axis 2 only, all other extents being equal: make them so, for instance by a stride, a @Pool or padding = SAME, or by a @Dense each.
