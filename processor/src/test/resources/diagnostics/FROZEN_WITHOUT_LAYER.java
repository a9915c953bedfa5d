import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Cold {
  @Dense(units = 4) Layer out;
  /*!FROZEN_WITHOUT_LAYER*/@Frozen Layer nothing;
}

// expect: [FROZEN_WITHOUT_LAYER] Field 'nothing' carries @Frozen but no layer annotation: add one, such as @Dense(units = 10), or remove @Frozen.
