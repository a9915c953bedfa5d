import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
@Initial(file = /*!INITIAL_SOURCE*/"")
class Sources {
  /*!INITIAL_SOURCE*/@Initial @Dense(units = 4) Layer nothing;
  @Initial(value = /*!INITIAL_SOURCE*/1, file = "a.safetensors") @Dense(units = 4) Layer both;
  @Initial(file = /*!INITIAL_SOURCE*/" ") @Dense(units = 4) Layer blank;
}

// expect: [INITIAL_SOURCE] @Initial on class Sources must have either a number or a file: write @Initial(0.01) or @Initial(file = "weights.safetensors").
// expect: [INITIAL_SOURCE] @Initial on layer 'nothing' must have either a number or a file: write @Initial(0.01) or @Initial(file = "weights.safetensors").
// expect: [INITIAL_SOURCE] @Initial on layer 'both' must have either a number or a file: write @Initial(0.01) or @Initial(file = "weights.safetensors").
// expect: [INITIAL_SOURCE] @Initial on layer 'blank' must have either a number or a file: write @Initial(0.01) or @Initial(file = "weights.safetensors").
