import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

enum Colour {
  RED
}

@Network(input = 2)
class Painted {
  /*!BLOCK_NOT_CLASS*/@Block(Colour.class) Layer colour;
}

// expect: [BLOCK_NOT_CLASS] Block 'colour' names Colour, which is no class: name one whose fields are layers.
