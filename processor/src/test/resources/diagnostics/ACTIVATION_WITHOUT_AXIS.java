import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 2})
class Axes {
  @Activate(value = Activation.SOFTMAX, axis = 0) Layer fine;
  @Activate(value = Activation.RELU, axis = /*!ACTIVATION_WITHOUT_AXIS*/1) Layer relu;
  @Activate(value = Activation.ELU, axis = -1, alpha = 0.5f) Layer last;
}

// expect: [ACTIVATION_WITHOUT_AXIS] 'axis' of @Activate 'relu' is given, but RELU takes each element by itself: remove it.
