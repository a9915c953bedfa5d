import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3, 2})
class Twice {
  @Sum(axes = {1, 0}, keepDims = true) Layer sum;
  @Mean(axes = {0, /*!AXIS_TWICE*/0}) Layer mean;
  @From("input") @Permute({0, 2, /*!AXIS_TWICE*/-1}) Layer permuted;
}

// expect: [AXIS_TWICE] 'axes' of @Mean 'mean' has 0, but axis 0 is named before: remove one.
// expect: [AXIS_TWICE] 'value' of @Permute 'permuted' has -1, but axis 2 is named before: remove one.
