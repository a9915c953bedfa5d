import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Misspelt {
  @Dense(units = 4) Layer first;
  @From(/*!UNKNOWN_INPUT*/"frist") @Dense(units = 4) Layer second;
  @From(/*!UNKNOWN_INPUT*/"Input") @Dense(units = 4) Layer third;
  @Add({"first", /*!UNKNOWN_INPUT*/"residual", /*!UNKNOWN_INPUT*/""}) Layer sum;
}

// expect: [UNKNOWN_INPUT] Layer 'second' reads "frist", but class Misspelt has no such layer: did you mean "first"?
// expect: [UNKNOWN_INPUT] Layer 'third' reads "Input", but class Misspelt has no such layer: did you mean "input"?
// expect: [UNKNOWN_INPUT] Layer 'sum' reads "residual", but class Misspelt has no such layer: before it there are "input", "first", "second", "third".
// expect: [UNKNOWN_INPUT] Layer 'sum' reads "", but class Misspelt has no such layer: before it there are "input", "first", "second", "third".
