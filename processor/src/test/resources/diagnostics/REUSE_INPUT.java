import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Misfit {
  @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME) Layer conv;
  /*!REUSE_INPUT*/@Reuse("conv") Layer again;
  @From("conv") @Dense(units = 3) Layer dense;
  /*!REUSE_INPUT*/@Reuse("dense") @From("dense") Layer denser;
}

@Block
class Tower {
  @Conv2D(filters = 2, kernel = 1) Layer conv;
  @Add({"conv", "input"}) Layer sum;
}

@Network(input = {4, 4, 2})
class Twins {
  @Block(Tower.class) Layer left;
  @Pool(size = 2) Layer half;
  @Reuse("left") Layer right;
  @Conv2D(filters = 3, kernel = 1) Layer wide;
  /*!REUSE_INPUT*/@Reuse("left") Layer wider;
}

// expect: [REUSE_INPUT] Layer 'again' uses 'conv' again, whose parameters are for an input of 1 channel, but its input has 2 channels: let it read one of 1 channel with @From.
// expect: [REUSE_INPUT] Layer 'denser' uses 'dense' again, whose parameters are for an input of shape 4x4x2, but its input has shape 3: let it read one of shape 4x4x2 with @From.
// expect: [REUSE_INPUT] Layer 'wider.conv' uses 'left.conv' again, whose parameters are for an input of 2 channels, but its input has 3 channels: let it read one of 2 channels with @From.
