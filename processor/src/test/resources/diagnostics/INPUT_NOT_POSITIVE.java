import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {/*!INPUT_NOT_POSITIVE*/0, 28, /*!INPUT_NOT_POSITIVE*/-1})
class Image {
  @Dense(units = 4) Layer out;
}

@Network(input = /*!INPUT_NOT_POSITIVE*/0)
class Vector {
  @Dense(units = 4) Layer out;
}

@Network(input = {/*!INPUT_NOT_POSITIVE*/0, 3})
class Steps {
  @Dense(units = 4) Layer out;
}

@Network(input = {/*!INPUT_NOT_POSITIVE*/-2, 3, 3, /*!INPUT_NOT_POSITIVE*/0})
class Volume {
  @Dense(units = 4) Layer out;
}

// expect: [INPUT_NOT_POSITIVE] The input of Image has a height of 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The input of Image has a number of channels of -1: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The input of Vector has a size of 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The input of Steps has a number of steps of 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The input of Volume has a depth of -2: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The input of Volume has a number of channels of 0: it must be at least 1.
