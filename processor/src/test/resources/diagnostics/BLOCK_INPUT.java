import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Reading {
  @Input(2) Layer second;
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
class Reader {
  /*!BLOCK_INPUT*/@Block(Reading.class) Layer out;
}

// expect: [BLOCK_INPUT] Block 'out' is of class Reading, whose field 'second' is an @Input, but a block reads one value, which its layers call "input": remove the field.
