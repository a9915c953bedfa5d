import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = /*!INPUT_RANK*/{})
class None {
  @Dense(units = 4) Layer out;
}

@Network(input = {1, 2, 3, 4})
class Four {
  @Dense(units = 4) Layer out;
}

@Network(input = /*!INPUT_RANK*/{1, 2, 3, 4, 5})
class Five {
  @Dense(units = 4) Layer out;
}

// expect: [INPUT_RANK] The input of None has 0 extents: give one to four, {units}, {steps, channels}, {height, width, channels} or {depth, height, width, channels}.
// expect: [INPUT_RANK] The input of Five has 5 extents: give one to four, {units}, {steps, channels}, {height, width, channels} or {depth, height, width, channels}.
