import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 9, 3})
class Large {
  @Conv2D(filters = 2, kernel = /*!WINDOW_TOO_LARGE*/5) Layer conv;
  @From("input") @Pool(size = /*!WINDOW_TOO_LARGE*/{2, 10}, padding = Padding.VALID) Layer pool;
  @From("input") @Pool(size = {4, 9}) Layer fits;
}

// expect: [WINDOW_TOO_LARGE] The window of @Conv2D 'conv', 5x5, is larger than its input, 4x9x3, which would leave an output of 0x5x3: set 'kernel' to at most {4, 9}, or padding = SAME.
// expect: [WINDOW_TOO_LARGE] The window of @Pool 'pool', 2x10, is larger than its input, 4x9x3, which would leave an output of 2x0x3: set 'size' to at most {4, 9}, or padding = SAME.
