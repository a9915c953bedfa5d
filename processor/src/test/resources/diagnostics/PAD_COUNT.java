import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Counts {
  @Pad(before = {1, 0}, after = /*!PAD_COUNT*/1) Layer one;
  @From("input") @Pad(before = /*!PAD_COUNT*/{1, 1, 1}) Layer three;
}

// expect: [PAD_COUNT] 'after' of @Pad 'one' has 1 numbers, but its input has shape 4x3: give 2, one for each extent, or none.
// expect: [PAD_COUNT] 'before' of @Pad 'three' has 3 numbers, but its input has shape 4x3: give 2, one for each extent, or none.
