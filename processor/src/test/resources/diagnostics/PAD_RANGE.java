import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Ranges {
  @Pad(before = {0, 3}, after = {0, /*!PAD_RANGE*/4}, mode = PadMode.SYMMETRIC) Layer symmetric;
  @From("input") @Pad(before = {/*!PAD_RANGE*/4, 2}, mode = PadMode.REFLECT) Layer reflect;
  @From("input") @Pad(after = {/*!PAD_RANGE*/-1, 9}, mode = PadMode.EDGE) Layer edge;
}

// expect: [PAD_RANGE] 'after' of @Pad 'symmetric' has 4 for axis 1 of its input, of shape 4x3: with mode = SYMMETRIC it must be at least 0 and at most 3.
// expect: [PAD_RANGE] 'before' of @Pad 'reflect' has 4 for axis 0 of its input, of shape 4x3: with mode = REFLECT it must be at least 0 and at most 3.
// expect: [PAD_RANGE] 'after' of @Pad 'edge' has -1 for axis 0 of its input, of shape 4x3: with mode = EDGE it must be at least 0.
