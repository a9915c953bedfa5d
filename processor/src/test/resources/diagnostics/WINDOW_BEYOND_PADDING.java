import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 9, 3})
class Beyond {
  @Conv2D(filters = 2, kernel = {7, 17}, padding = Padding.SAME) Layer useful;
  @Pool(size = /*!WINDOW_BEYOND_PADDING*/{8, 1}, stride = 1, padding = Padding.SAME) Layer pool;
}

// expect: [WINDOW_BEYOND_PADDING] The window of @Pool 'pool', 8x1, reaches so far beyond its input, 4x9x2, that some of it only ever sees padding: set 'size' to at most {7, 17}.
