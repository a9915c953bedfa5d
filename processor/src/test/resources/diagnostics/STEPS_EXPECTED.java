import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 6})
class Steps {
  /*!STEPS_EXPECTED*/@Conv1D(filters = 4, kernel = 3) Layer conv;
}

// expect: [STEPS_EXPECTED] @Conv1D 'conv' needs steps x channels, but its input has shape 8x8x6: let it read such a layer with @From, or declare the input as {steps, channels}.
