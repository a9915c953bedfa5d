import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {2, 3, 1})
class NothingLeft {
  @ConvTranspose2D(filters = 1, kernel = 3, pads = /*!NOTHING_LEFT*/2) Layer pads;
  @From("input") @ConvTranspose2D(filters = 1, kernel = /*!NOTHING_LEFT*/{4, 3}, padding = Padding.FULL) Layer full;
}

// expect: [NOTHING_LEFT] The padding of @ConvTranspose2D 'pads' takes 2x2 rows and columns away at the top and left, and 2x2 at the bottom and right, but there are only 4x5: reduce 'pads', or set padding = VALID.
// expect: [NOTHING_LEFT] The padding of @ConvTranspose2D 'full' takes 3x2 rows and columns away at the top and left, and 3x2 at the bottom and right, but there are only 5x5: reduce 'kernel', or set padding = VALID.
