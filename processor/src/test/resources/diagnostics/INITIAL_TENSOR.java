import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Tensors {
  @Initial(value = 1, tensor = /*!INITIAL_TENSOR*/"a.kernel") @Dense(units = 4) Layer out;
}

// expect: [INITIAL_TENSOR] 'tensor' of @Initial on layer 'out' names a tensor of a file, but there is none: add file = "weights.safetensors", or remove it.
