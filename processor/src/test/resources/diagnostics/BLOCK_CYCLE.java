import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Egg {
  /*!BLOCK_CYCLE*/@Block(Egg.class) Layer egg;
}

@Network(input = 2)
class Farm {
  /*!BLOCK_FAULT*/@Block(Egg.class) Layer first;
  /*!BLOCK_CYCLE*/@Block(Farm.class) Layer second;
}

// expect: [BLOCK_CYCLE] Block 'egg' would be in itself, Egg > Egg: to have a block several times in a row, give it 'repeat'.
// expect: [BLOCK_FAULT] Block 'first' is of class Egg, which has a fault: [BLOCK_CYCLE] Block 'egg' would be in itself, Farm > Egg > Egg: to have a block several times in a row, give it 'repeat'.
// expect: [BLOCK_CYCLE] Block 'second' would be in itself, Farm > Farm: to have a block several times in a row, give it 'repeat'.
