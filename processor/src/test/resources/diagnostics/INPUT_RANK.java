import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = /*!INPUT_RANK*/{28, 28})
class Two {
  @Dense(units = 4) Layer out;
}

@Network(input = /*!INPUT_RANK*/{})
class None {
  @Dense(units = 4) Layer out;
}

@Network(input = /*!INPUT_RANK*/{1, 2, 3, 4})
class Four {
  @Dense(units = 4) Layer out;
}

// expect: [INPUT_RANK] The input of Two has 2 extents: give {units}, or {height, width, channels}, here {28, 28, 1}.
// expect: [INPUT_RANK] The input of None has 0 extents: give {units}, or {height, width, channels}.
// expect: [INPUT_RANK] The input of Four has 4 extents: give {units}, or {height, width, channels}.
