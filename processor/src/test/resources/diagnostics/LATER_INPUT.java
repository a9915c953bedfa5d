import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Backward {
  @From(/*!LATER_INPUT*/"second") @Dense(units = 4) Layer first;
  @From("input") @Dense(units = 4) Layer second;
  @Add({"first", "second"}) Layer sum;
}

// expect: [LATER_INPUT] Layer 'first' reads "second", which comes after it: move field 'second' above 'first'.
