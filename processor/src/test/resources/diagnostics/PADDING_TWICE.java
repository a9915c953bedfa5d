import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Twice {
  @Conv2D(filters = 1, kernel = 3, padding = Padding.SAME, pads = /*!PADDING_TWICE*/1) Layer conv;
  @Pool(size = 3, pads = 1) Layer pool;
}

// expect: [PADDING_TWICE] @Conv2D 'conv' has both 'padding' and 'pads', which say the same thing: remove one of them.
