import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Empty {
  @Slice(start = 4, end = 2, step = -1) Layer fits;
  @From("input") /*!SLICE_EMPTY*/@Slice(start = 4, end = 4) Layer nothing;
  @From("input") /*!SLICE_EMPTY*/@Slice(start = 2, end = -1, step = -1) Layer upwards;
}

// expect: [SLICE_EMPTY] @Slice 'nothing' from 4 to before 4 by steps of 1 along axis 0 of its input, of shape 8, has no element: let it end behind its start, or count down with step = -1.
// expect: [SLICE_EMPTY] @Slice 'upwards' from 2 to before 7 by steps of -1 along axis 0 of its input, of shape 8, has no element: let it end behind its start, or count down with step = -1.
