import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Pixels {
  @Conv2D(filters = 3, kernel = 3) @Loss(LossFunction/*!LOSS_SHAPE*/.TRIPLET) Layer out;
}

@Network(input = 8)
class Halves {
  @Dense(units = 8) @Loss(LossFunction/*!LOSS_SHAPE*/.TRIPLET) Layer out;
}

@Network(input = 8)
class Thirds {
  @Dense(units = 9) @Loss(LossFunction.TRIPLET) Layer out;
}

// expect: [LOSS_SHAPE] The loss TRIPLET takes three vectors of the same length one behind the other, but layer 'out' has shape 6x6x3: let it be a @Concat of anchor, positive and negative.
// expect: [LOSS_SHAPE] The loss TRIPLET takes three vectors of the same length one behind the other, but layer 'out' has shape 8: let it be a @Concat of anchor, positive and negative.
