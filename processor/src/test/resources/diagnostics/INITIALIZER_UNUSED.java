import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Unused {
  @Initial(1) @Dense(units = 4, initializer = Initializer/*!INITIALIZER_UNUSED*/.ZEROS) Layer hidden;
  @Initial(parameter = "bias", value = 1) @Dense(units = 4, initializer = Initializer.ZEROS) Layer out;
}

// expect: [INITIALIZER_UNUSED] 'initializer' of @Dense 'hidden' has no effect beside @Initial: remove one of them.
