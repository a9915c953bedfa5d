import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = /*!INPUT_TWICE*/3)
class Both {
  @Input(2) Layer table;
  @Dense(units = 4) Layer out;
}

// expect: [INPUT_TWICE] Class Both has an input as a value of @Network, and a field 'table' with @Input: keep one, or make both fields.
