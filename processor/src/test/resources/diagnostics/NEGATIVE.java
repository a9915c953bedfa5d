import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Negative {
  @Conv2D(filters = 1, kernel = 3, pads = {1, /*!NEGATIVE*/-1, 1, 0}) Layer conv;
  @Pool(size = 2, pads = /*!NEGATIVE*/-2) Layer pool;
}

// expect: [NEGATIVE] 'pads' of @Conv2D 'conv' is -1: it must be at least 0.
// expect: [NEGATIVE] 'pads' of @Pool 'pool' is -2: it must be at least 0.
