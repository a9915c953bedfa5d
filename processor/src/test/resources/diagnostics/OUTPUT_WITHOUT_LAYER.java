import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network
class Bare {
  /*!OUTPUT_WITHOUT_LAYER*/@Output Layer nothing;
  @Input(2) /*!OUTPUT_WITHOUT_LAYER*/@Output Layer in;
  @Dense(units = 4) Layer out;
}

// expect: [OUTPUT_WITHOUT_LAYER] Field 'nothing' carries @Output but no layer annotation: add one, such as @Dense(units = 10), or remove @Output.
// expect: [OUTPUT_WITHOUT_LAYER] Field 'in' carries @Output but no layer annotation: add one, such as @Dense(units = 10), or remove @Output.
