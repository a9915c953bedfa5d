import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Step {
  @Slice(step = /*!SLICE_STEP*/0) Layer still;
}

// expect: [SLICE_STEP] 'step' of @Slice 'still' is 0: give at least 1, or at most -1 to count down.
