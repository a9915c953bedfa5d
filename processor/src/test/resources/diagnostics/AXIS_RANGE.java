import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Axes {
  @Concat(value = {"input", "input"}, axis = 1) Layer fits;
  @Concat(value = {"input", "input"}, axis = /*!AXIS_RANGE*/2) Layer beyond;
  @Concat(value = {"input", "input"}, axis = /*!AXIS_RANGE*/-3) Layer before;
}

// expect: [AXIS_RANGE] 'axis' of @Concat 'beyond' names axis 2, but its input has shape 4x3: axes are 0 to 1, or -2 to -1 from the end.
// expect: [AXIS_RANGE] 'axis' of @Concat 'before' names axis -3, but its input has shape 4x3: axes are 0 to 1, or -2 to -1 from the end.
