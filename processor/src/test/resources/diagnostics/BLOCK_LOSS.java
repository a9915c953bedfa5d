import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Losing {
  @Loss(LossFunction.MEAN_SQUARED_ERROR) @Dense(units = 1) Layer side;
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
class Loser {
  /*!BLOCK_LOSS*/@Block(Losing.class) Layer out;
}

// expect: [BLOCK_LOSS] Block 'out' is of class Losing, whose layer 'side' carries @Loss or @Output: only the network can have these, so put them on its field with @Block, or take the layer out of the block.
