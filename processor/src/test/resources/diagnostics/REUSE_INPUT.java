import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Misfit {
  @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME) Layer conv;
  /*!REUSE_INPUT*/@Reuse("conv") Layer again;
  @From("conv") @Dense(units = 3) Layer dense;
  /*!REUSE_INPUT*/@Reuse("dense") @From("dense") Layer denser;
}

// expect: [REUSE_INPUT] Layer 'again' uses 'conv' again, whose parameters are for an input of 1 channel, but its input has 2 channels: let it read one of 1 channel with @From.
// expect: [REUSE_INPUT] Layer 'denser' uses 'dense' again, whose parameters are for an input of shape 4x4x2, but its input has shape 3: let it read one of shape 4x4x2 with @From.
