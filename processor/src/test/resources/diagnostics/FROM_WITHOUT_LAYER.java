import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Lost {
  @Dense(units = 4) Layer hidden;
  /*!FROM_WITHOUT_LAYER*/@From("hidden") Layer out;
}

// expect: [FROM_WITHOUT_LAYER] Field 'out' carries @From but no layer annotation: add one, such as @Dense(units = 10), or remove @From.
