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

// expect: [INPUT_NOT_POSITIVE] The height of the input of Image is 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The number of channels of the input of Image is -1: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The size of the input of Vector is 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The number of steps of the input of Steps is 0: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The depth of the input of Volume is -2: it must be at least 1.
// expect: [INPUT_NOT_POSITIVE] The number of channels of the input of Volume is 0: it must be at least 1.
