import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

/*!NO_INPUT*/@Network
class Blind {
  @Dense(units = 4) Layer out;
}

// expect: [NO_INPUT] Class Blind has no input: give the shape of a sample, as in '@Network(input = {28, 28, 1})', or a field for each input, as in '@Input(12) Layer table;'.
