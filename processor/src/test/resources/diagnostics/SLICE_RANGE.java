import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Range {
  @Slice(axis = 0, start = 1, end = 4) Layer fits;
  @Slice(start = /*!SLICE_RANGE*/3) Layer behind;
  @From("fits") @Slice(start = /*!SLICE_RANGE*/-4) Layer before;
  @From("fits") @Slice(end = /*!SLICE_RANGE*/5) Layer end;
}

// expect: [SLICE_RANGE] 'start' of @Slice 'behind' is 3, but along axis 1 of its input, of shape 3x3, it can be from 0 to 2, or from -3 to -1 from the end.
// expect: [SLICE_RANGE] 'start' of @Slice 'before' is -4, but along axis 1 of its input, of shape 3x3, it can be from 0 to 2, or from -3 to -1 from the end.
// expect: [SLICE_RANGE] 'end' of @Slice 'end' is 5, but along axis 1 of its input, of shape 3x3, it can be from 0 to 3, or from -3 to -1 from the end.
