import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Sides {
  @Conv2D(filters = 1, kernel = 3, pads = /*!PADS_NUMBERS*/{1, 1, 1}) Layer conv;
  @Pool(size = 3, pads = {0, 1}) Layer pool;
}

// expect: [PADS_NUMBERS] 'pads' of @Conv2D 'conv' has 3 numbers: give one for all sides, 'pads = 1', vertical and horizontal, 'pads = {1, 2}', or top, left, bottom and right, 'pads = {0, 0, 1, 1}'.
