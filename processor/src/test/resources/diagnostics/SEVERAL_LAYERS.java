import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Several {
  @Conv2D(filters = 2, kernel = 3) /*!SEVERAL_LAYERS*/@Pool(size = 2) @Dense(units = 2) Layer conv;
  @Dense(units = 4) Layer out;
}

// expect: [SEVERAL_LAYERS] Field 'conv' carries @Conv2D and @Pool and @Dense, but is one layer: keep one, and give each other layer a field of its own.
