import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {6, 4, 8})
class Blocks {
  @DepthToSpace(block = 2) Layer fits;
  @From("input") @DepthToSpace(block = /*!BLOCK_SIZE*/3) Layer channels;
  @From("input") @SpaceToDepth(block = /*!BLOCK_SIZE*/3) Layer width;
}

// expect: [BLOCK_SIZE] 'block' of @DepthToSpace 'channels' is 3, but its input has shape 6x4x8: the number of channels must be a multiple of its square.
// expect: [BLOCK_SIZE] 'block' of @SpaceToDepth 'width' is 3, but its input has shape 6x4x8: height and width must be multiples of it.
